import { FLOW_NETWORKS, type Flow } from '#model/flow.ts';
import type { Provider } from '#model/network.ts';
import { defined } from './defined.ts';
import { deviceMeant, devicesMeant, devicesReference } from './device-reference.ts';
import type { Draft } from './draft.ts';
import { type Named, named } from './named.ts';
import { nameProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { described, integer, located, object, oneOf, required, text } from './shape.ts';

const flowShape = object('a flow', {
  from: required(devicesReference),
  to: required(described('the device or provider that receives it', located(text('a device or a provider')))),
  network: required(described('the network that carries it', oneOf('bad-value', 'a network', FLOW_NETWORKS))),
  rate: described('Mbit/s while it runs', integer(1, 10_000_000)),
});

/** Section `flows`: bulk traffic that is no production, such as backups. */
export const flowsShape = named('a map of flows', nameProblem, flowShape);

type Entry = Named<NonNullable<ReturnType<typeof flowShape.read>>>;

/** The flows whose two ends are known. */
export const resolveFlows = (
  entries: readonly Entry[],
  draft: Draft,
  providers: readonly Provider[],
): Flow[] => {
  const ids = new Set(providers.map((provider) => provider.id));
  const others = { what: 'device or provider', names: ids };
  return entries.flatMap(({ name, node, value }) => {
    const { from, to, network, rate } = value ?? {};
    const senders = devicesMeant(draft, from);
    const end = to && ids.has(to.value) ? to.value : deviceMeant(draft, to, others);
    if (to && end !== undefined && senders.length === 1 && senders[0] === end)
      draft.report.error('bad-value', to.node, `${end} would send to itself, expected another receiver`);
    return end === undefined || !network
      ? []
      : [defined({ id: name, from: senders, to: end, network, rate, place: keyPlace(node) })];
  });
};
