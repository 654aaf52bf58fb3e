import { grouped } from './grouped.ts';
import type { NetboxData } from './read.ts';
import type { CableRow, CircuitRow, FrontPortRow, RearPortRow, TerminationRow } from './rows.ts';

/** Where a cable path leads: a port or feed, a circuit that leaves our cabling, or nothing, for a reason. */
export type PathEnd =
  | { readonly kind: 'port'; readonly key: string }
  | { readonly kind: 'circuit'; readonly circuit: CircuitRow; readonly termination: TerminationRow }
  | { readonly kind: 'nothing'; readonly why: string };

/** One way along the cables from a port, through patch panels and circuits. */
export interface Path {
  readonly end: PathEnd;
  /** Panels and circuits on the way. */
  readonly via: readonly string[];
  readonly cables: readonly CableRow[];
}

/** All ways from a port. The first goes by the order of the ends of each cable; it is the only one unless a cable or panel fans out. */
export interface Trace extends Path {
  /** Other ports and circuits at which NetBox lets the cable end. */
  readonly others: readonly PathEnd[];
}

/** `dcim.interface:12` */
export const keyOf = (type: string, id: number): string => `${type}:${id}`;

interface End {
  readonly cable: CableRow;
  readonly side: 'a_terminations' | 'b_terminations';
  readonly index: number;
}

/** Longer paths are loops; more branches are a mesh that nobody plugs. */
const MOST_STEPS = 100;
const MOST_BRANCHES = 64;

const FRONT = 'dcim.frontport';
const REAR = 'dcim.rearport';
const CIRCUIT = 'circuits.circuittermination';

/** Somewhere on the way: at a socket, about to follow its cable. */
interface Walk {
  readonly at: string;
  readonly via: readonly string[];
  readonly cables: readonly CableRow[];
  /** `12 a_terminations`: cables by the side at which they were entered; the same twice is a circle. */
  readonly entered: readonly string[];
  /** Positions in rear ports, to come out where one went in. */
  readonly stack: readonly number[];
}

const nowhere = (walk: Walk, why: string): Path[] => [
  { end: { kind: 'nothing', why }, via: walk.via, cables: walk.cables },
];

const same = (a: PathEnd, b: PathEnd): boolean =>
  (a.kind === 'port' && b.kind === 'port' && a.key === b.key) ||
  (a.kind === 'circuit' && b.kind === 'circuit' && a.circuit.id === b.circuit.id);

/**
 * Follows cables as NetBox does (CablePath.from_origin): what goes in at a front port comes out at the front port of the same
 * position, and a cable with several ends on a side leads to all of them.
 */
export class Cabling {
  private readonly ends = new Map<string, End>();
  private readonly fronts: ReadonlyMap<number, FrontPortRow>;
  private readonly rears: ReadonlyMap<number, RearPortRow>;
  private readonly frontsOf: ReadonlyMap<number, readonly FrontPortRow[]>;
  private readonly terminations: ReadonlyMap<number, TerminationRow>;
  private readonly byCircuit: ReadonlyMap<number, readonly TerminationRow[]>;
  private readonly circuits: ReadonlyMap<number, CircuitRow>;
  private readonly panels: ReadonlyMap<number, string>;

  constructor(data: NetboxData) {
    for (const cable of data.cables)
      for (const side of ['a_terminations', 'b_terminations'] as const)
        cable[side].forEach((t, index) => {
          this.ends.set(keyOf(t.object_type, t.object_id), { cable, side, index });
        });
    this.fronts = new Map(data.frontPorts.map((f) => [f.id, f]));
    this.rears = new Map(data.rearPorts.map((r) => [r.id, r]));
    this.frontsOf = grouped(data.frontPorts, (f) => f.rear_port.id);
    this.terminations = new Map(data.terminations.map((t) => [t.id, t]));
    this.byCircuit = grouped(data.terminations, (t) => t.circuit.id);
    this.circuits = new Map(data.circuits.map((c) => [c.id, c]));
    this.panels = new Map(data.devices.map((d) => [d.id, d.name ?? `${d.device_type.model} #${d.id}`]));
  }

  /** Where the port's cable leads; undefined if it has none. */
  trace(key: string): Trace | undefined {
    if (!this.ends.has(key)) return undefined;
    const origin = { at: key, via: [], cables: [], entered: [], stack: [] };
    const paths = this.follow(origin, { left: MOST_STEPS * 10 });
    const real = paths.filter(
      ({ end }) => end.kind === 'circuit' || (end.kind === 'port' && end.key !== key),
    );
    const first = real[0] ?? paths[0];
    if (!first) return undefined;
    const others = real.map((p) => p.end).filter((end) => !same(end, first.end));
    return { ...first, others: others.filter((end, i) => others.findIndex((o) => same(o, end)) === i) };
  }

  /** All ways on from a socket, those first that go by the order of the cable's ends. */
  private follow(walk: Walk, budget: { left: number }): Path[] {
    const near = this.ends.get(walk.at);
    if (!near) return nowhere(walk, 'ends at a socket without a further cable');
    const entry = `${near.cable.id} ${near.side}`;
    if (walk.entered.includes(entry) || walk.cables.length >= MOST_STEPS || budget.left-- <= 0)
      return nowhere(walk, 'runs in a circle');
    const far = near.cable[near.side === 'a_terminations' ? 'b_terminations' : 'a_terminations'];
    const straight = far[near.index];
    const ordered = straight ? [straight, ...far.filter((t) => t !== straight)] : far;
    const on = { ...walk, cables: [...walk.cables, near.cable], entered: [...walk.entered, entry] };
    if (far.length === 0) return nowhere(on, 'has no other end');
    return ordered
      .slice(0, MOST_BRANCHES)
      .flatMap((t) => this.through(t.object_type, t.object_id, on, budget));
  }

  /** What is at the far end of a cable: a port, or a panel or circuit with more behind it. */
  private through(type: string, id: number, walk: Walk, budget: { left: number }): Path[] {
    if (type === FRONT) return this.throughFront(id, walk, budget);
    if (type === REAR) return this.throughRear(id, walk, budget);
    if (type === CIRCUIT) return this.throughCircuit(id, walk, budget);
    return [{ end: { kind: 'port', key: keyOf(type, id) }, via: walk.via, cables: walk.cables }];
  }

  private throughFront(id: number, walk: Walk, budget: { left: number }): Path[] {
    const front = this.fronts.get(id);
    if (!front) return nowhere(walk, `ends at front port #${id}, of which nothing is known`);
    const several = (this.rears.get(front.rear_port.id)?.positions ?? 1) > 1;
    const stack = several ? [...walk.stack, front.rear_port_position ?? 1] : walk.stack;
    const at = keyOf(REAR, front.rear_port.id);
    return this.follow({ ...walk, at, stack, via: this.past(walk, front.device.id) }, budget);
  }

  /** In at the rear: out at the position where the path went in, or at all of them if it never did. */
  private throughRear(id: number, walk: Walk, budget: { left: number }): Path[] {
    const rear = this.rears.get(id);
    if (!rear) return nowhere(walk, `ends at rear port #${id}, of which nothing is known`);
    const several = (rear.positions ?? 1) > 1;
    const position = several ? walk.stack.at(-1) : undefined;
    const behind = this.frontsOf.get(id) ?? [];
    const fronts =
      position === undefined ? behind : behind.filter((f) => (f.rear_port_position ?? 1) === position);
    const on = {
      ...walk,
      stack: several ? walk.stack.slice(0, -1) : walk.stack,
      via: this.past(walk, rear.device.id),
    };
    if (fronts.length === 0)
      return nowhere(on, 'ends at the rear of a panel, where no cable goes on from the front');
    return fronts
      .slice(0, MOST_BRANCHES)
      .flatMap((front) => this.follow({ ...on, at: keyOf(FRONT, front.id) }, budget));
  }

  private throughCircuit(id: number, walk: Walk, budget: { left: number }): Path[] {
    const termination = this.terminations.get(id);
    const circuit = termination && this.circuits.get(termination.circuit.id);
    if (!circuit) return nowhere(walk, `ends at circuit termination #${id}, of which nothing is known`);
    const other = this.byCircuit.get(circuit.id)?.find((t) => t.id !== id);
    if (!other || !this.ends.has(keyOf(CIRCUIT, other.id)))
      return [{ end: { kind: 'circuit', circuit, termination }, via: walk.via, cables: walk.cables }];
    const via = [...walk.via, circuitText(circuit)];
    return this.follow({ ...walk, at: keyOf(CIRCUIT, other.id), via }, budget);
  }

  private past(walk: Walk, device: number): string[] {
    return [...walk.via, this.panels.get(device) ?? `panel #${device}`];
  }
}

/** `Level 3 KKDG4923` */
export const circuitText = (circuit: CircuitRow): string =>
  `${circuit.provider.name ?? circuit.provider.slug} ${circuit.cid}`;
