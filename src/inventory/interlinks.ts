import { must } from '#base/result.ts';
import type { Interlink } from '#model/network.ts';
import { type CableEntry, cableShape, endsOf } from './cables.ts';
import { type Draft, freePort, plug } from './draft.ts';
import { keyPlace } from './node.ts';
import { findDevice, findPort, isTaken, type PortEnd, splitPort } from './port-names.ts';
import { type At, list } from './shape.ts';

/** Section `interlinks`. */
export const interlinksShape = list(cableShape, 'cables between gateways');

/** The third octet of their addresses counts them. */
const MOST_INTERLINKS = 255;

const misfit = (draft: Draft, at: At<string>, text: string): undefined =>
  draft.report.error('wrong-cable', at.node, text) as undefined;

const gatewayEnd = (draft: Draft, at: At<string>): PortEnd | undefined => {
  const name = splitPort(at.value);
  const device = findDevice(draft, undefined, name.device, at.node);
  if (!device) return undefined;
  if (device.role !== 'gateway')
    return misfit(draft, at, `${device.id} is a ${device.role}, expected a gateway`);
  if (name.port === undefined) {
    const port = freePort(draft, device, 'interlink');
    return port ? { device, port } : misfit(draft, at, `${device.id} has no free port for an interlink`);
  }
  const found = findPort(draft, undefined, at);
  if (!found || isTaken(draft, found.port, at.node)) return undefined;
  return found.port.kind === 'interlink'
    ? found
    : misfit(draft, at, `${found.port.id} is no port for an interlink`);
};

const resolveOne = (draft: Draft, entry: CableEntry): Interlink | undefined => {
  const ends = endsOf(entry);
  const a = ends && gatewayEnd(draft, ends.a);
  const b = ends && gatewayEnd(draft, ends.b);
  if (!ends || !a || !b) return undefined;
  if (a.device.site === b.device.site)
    return misfit(
      draft,
      ends.b,
      `both ends are in site "${must(a.device.site, 'site')}", expected two sites`,
    );
  const place = keyPlace(entry.node);
  plug(draft, a.port.id, b.port.id, { kind: 'interlink', origin: 'written', place, ...ends.told });
  return { id: a.port.id, a: a.device.id, b: b.device.id, place };
};

/** The wires between sites, plugged in. */
export const resolveInterlinks = (draft: Draft, entries: readonly CableEntry[]): Interlink[] => {
  const extra = entries[MOST_INTERLINKS];
  if (extra)
    draft.report.error(
      'address-overflow',
      extra.node,
      `there are more than ${MOST_INTERLINKS} interlinks, expected fewer`,
    );
  return entries.map((entry) => resolveOne(draft, entry)).filter((i) => i !== undefined);
};
