import { must } from '#base/result.ts';
import type { LabEnd, LabWire } from '../plan.ts';

/**
 * Wires as text for `ip -batch` and `tc -batch`. A wire is two veth pairs; their inner ends meet in the network
 * namespace of the hardware, which has nothing else in it, and pass every frame to each other.
 */
export type Side = 'a' | 'b' | 'c';

/** The sides of a wire: its two, and `c` for whoever is behind the network controller at one of them. */
export const sidesOf = ({ sideband }: LabWire): readonly Side[] => (sideband ? ['a', 'b', 'c'] : ['a', 'b']);

/** What is plugged in at a side. */
export const endAt = (wire: LabWire, side: Side): LabEnd =>
  side === 'c' ? must(wire.sideband, `sideband of ${wire.id}`).end : wire[side];

/** Who hears a side: what is at the other end of the cable. The two behind one controller do not hear each other. */
export const heardBy = (wire: LabWire, side: Side): readonly Side[] => {
  const shared = wire.sideband?.side;
  const far = side === 'c' ? other(shared ?? 'a') : other(side);
  return far === shared ? [far, 'c'] : [far];
};

const other = (side: 'a' | 'b'): 'a' | 'b' => (side === 'a' ? 'b' : 'a');

/** Devices to be deleted together, which the kernel does in the time of one. */
const DOOMED_GROUP = 77;

/** Inner end of the wire with this index. */
export const inner = (index: number, side: Side): string => `w${index}${side}`;

/** Hardware keeps its address when it is switched off and on again, and neighbours rely on that. */
const mac = (index: number, side: Side): string => {
  const [high, low] = [index >> 8, index & 255].map((byte) => byte.toString(16).padStart(2, '0'));
  return `02:52:4f:${high}:${low}:0${side}`;
};

/** A pair whose outer end appears in the host with the process `pid`, under the wanted name, down as on a real host. */
export const addPair = (wire: LabWire, index: number, side: Side, pid: number, up: boolean): string =>
  `link add name ${inner(index, side)} ${up ? 'up ' : ''}type veth peer name ${endAt(wire, side).iface} address ${mac(index, side)} netns ${pid}`;

/** Passes what comes in at one inner end out of others: copies, and last the packet itself. u32, since not every kernel has matchall. */
export const joinFrom = (index: number, side: Side, to: readonly Side[]): string[] => {
  const from = inner(index, side);
  const actions = to.map(
    (one, at) =>
      `action mirred egress ${at < to.length - 1 ? 'mirror' : 'redirect'} dev ${inner(index, one)}`,
  );
  return [
    `qdisc add dev ${from} ingress`,
    `filter add dev ${from} parent ffff: protocol all u32 match u32 0 0 ${actions.join(' ')}`,
  ];
};

/** Forgets where a side led; its partner is gone or about to be made anew. */
export const unjoin = (index: number, side: Side): string => `qdisc del dev ${inner(index, side)} ingress`;

/** Carrier on or off for the outer ends of both sides. */
export const carrier = (index: number, side: Side, up: boolean): string =>
  `link set dev ${inner(index, side)} ${up ? 'up' : 'down'}`;

/** Deletes inner ends, and with them the pairs. */
export const removePairs = (ends: readonly string[]): string[] =>
  ends.length === 0
    ? []
    : [...ends.map((end) => `link set dev ${end} group ${DOOMED_GROUP}`), `link del group ${DOOMED_GROUP}`];
