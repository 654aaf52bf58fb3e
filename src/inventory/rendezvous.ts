import type { Provider, Uplink } from '#model/network.ts';
import { type DeviceDraft, type Draft, usePort } from './draft.ts';
import { genericPorts } from './generic-ports.ts';
import { type Named, named } from './named.ts';
import { userProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { portSet } from './port-set.ts';
import { addressShape, hostShape } from './prefixes.ts';
import { checkProvider, providerReference } from './providers.ts';
import { object, required } from './shape.ts';
import { plugUplink } from './uplinks.ts';

const rendezvousShape = object('a rendezvous', {
  provider: required(providerReference),
  address: required(hostShape),
  gateway: addressShape,
});

/** Section `rendezvous`: hosts at providers that gateways without inbound dial out to. */
export const rendezvousesShape = named('a map of rendezvous', userProblem, rendezvousShape);

type RendezvousEntry = Named<NonNullable<ReturnType<typeof rendezvousShape.read>>>;

/** The third octet of their tunnels counts them. */
const MOST_RENDEZVOUS = 255;

const deviceOf = (entry: RendezvousEntry, number: number): DeviceDraft => ({
  id: entry.name,
  name: entry.name,
  role: 'rendezvous',
  number,
  management: 'none',
  bmc: 'none',
  rendered: true,
  place: keyPlace(entry.node),
  node: entry.node,
  set: portSet(genericPorts({ role: 'rendezvous', bmc: 'none', management: 'none', psus: 0, meta: false })),
  used: new Map(),
  next: new Map(),
});

/** A rendezvous' line is a plain one. */
const NO_FACTS = {
  purpose: undefined,
  medium: undefined,
  inbound: undefined,
  prefix: undefined,
  mtu: undefined,
  landlord: undefined,
  rendezvous: undefined,
  route: undefined,
  'last-mile': undefined,
  'own-prefix': undefined,
  open: undefined,
  rate: undefined,
  'data-cap': undefined,
  vpn: undefined,
  'sim-pin': undefined,
};

/** Builds the rendezvous and plugs in their uplinks. */
export const resolveRendezvous = (
  draft: Draft,
  entries: readonly RendezvousEntry[],
  providers: readonly Provider[],
): Uplink[] => {
  const extra = entries[MOST_RENDEZVOUS];
  if (extra)
    draft.report.errorAtKey(
      'address-overflow',
      extra.node,
      `there is room for ${MOST_RENDEZVOUS} rendezvous`,
    );
  return entries.flatMap((entry, i) => {
    const device = deviceOf(entry, i + 1);
    draft.devices.set(device.id, device);
    const provider = checkProvider(entry.value?.provider, providers, draft.report);
    const port = usePort(device, 'wan');
    if (!entry.value || provider === undefined || !port) return [];
    return [plugUplink(draft, undefined, { device, port }, { ...NO_FACTS, ...entry.value }, provider)];
  });
};
