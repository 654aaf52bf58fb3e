import { grouped } from './grouped.ts';
import type { NetboxData } from './read.ts';
import type { CableRow, CircuitRow, FrontPortRow, RearPortRow, TerminationRow } from './rows.ts';

/** Where a cable path from a port leads, through patch panels and circuits. */
export interface Trace {
  /** A port or feed, a circuit that leaves our cabling, or nothing that NetBox knows. */
  readonly end:
    | { readonly kind: 'port'; readonly key: string }
    | { readonly kind: 'circuit'; readonly circuit: CircuitRow }
    | { readonly kind: 'nothing' };
  /** Panels and circuits on the way. */
  readonly via: readonly string[];
  readonly cables: readonly CableRow[];
  /** A cable on the way has several ends on a side, so who meets whom is not written. */
  readonly split: boolean;
}

/** `dcim.interface:12` */
export const keyOf = (type: string, id: number): string => `${type}:${id}`;

interface End {
  readonly cable: CableRow;
  readonly side: 'a_terminations' | 'b_terminations';
  readonly index: number;
}

/** Longer paths are loops. */
const MOST_STEPS = 100;

const FRONT = 'dcim.frontport';
const REAR = 'dcim.rearport';
const CIRCUIT = 'circuits.circuittermination';

interface Walk {
  readonly via: string[];
  readonly cables: CableRow[];
  /** Positions in rear ports, to come out where one went in. */
  readonly stack: number[];
  split: boolean;
}

type Step = { readonly on: string } | { readonly end: Trace['end'] };
const NOTHING: Step = { end: { kind: 'nothing' } };

/** Follows cables as NetBox does: what goes in at a front port comes out at the front port of the same position. */
export class Cabling {
  private readonly ends = new Map<string, End>();
  private readonly fronts: ReadonlyMap<number, FrontPortRow>;
  private readonly rears: ReadonlyMap<number, RearPortRow>;
  private readonly frontAt: ReadonlyMap<string, FrontPortRow>;
  private readonly terminations: ReadonlyMap<number, TerminationRow>;
  private readonly byCircuit: ReadonlyMap<number, readonly TerminationRow[]>;
  private readonly circuits: ReadonlyMap<number, CircuitRow>;
  private readonly panels: ReadonlyMap<number, string>;

  constructor(data: NetboxData) {
    for (const cable of data.cables) {
      for (const side of ['a_terminations', 'b_terminations'] as const)
        cable[side].forEach((t, index) => {
          this.ends.set(keyOf(t.object_type, t.object_id), { cable, side, index });
        });
    }
    this.fronts = new Map(data.frontPorts.map((f) => [f.id, f]));
    this.rears = new Map(data.rearPorts.map((r) => [r.id, r]));
    this.frontAt = new Map(data.frontPorts.map((f) => [`${f.rear_port.id}/${f.rear_port_position ?? 1}`, f]));
    this.terminations = new Map(data.terminations.map((t) => [t.id, t]));
    this.byCircuit = grouped(data.terminations, (t) => t.circuit.id);
    this.circuits = new Map(data.circuits.map((c) => [c.id, c]));
    this.panels = new Map(data.devices.map((d) => [d.id, d.name ?? `${d.device_type.model} #${d.id}`]));
  }

  /** Where the port's cable leads; undefined if it has none. */
  trace(key: string): Trace | undefined {
    if (!this.ends.has(key)) return undefined;
    const walk: Walk = { via: [], cables: [], stack: [], split: false };
    let at = key;
    for (let i = 0; i < MOST_STEPS; i++) {
      const step = this.step(at, walk);
      if ('end' in step) return { end: step.end, via: walk.via, cables: walk.cables, split: walk.split };
      at = step.on;
    }
    return { end: { kind: 'nothing' }, via: walk.via, cables: walk.cables, split: walk.split };
  }

  /** Along one cable, and through the panel or circuit at its other end. */
  private step(from: string, walk: Walk): Step {
    const near = this.ends.get(from);
    if (!near) return NOTHING;
    const far = near.cable[near.side === 'a_terminations' ? 'b_terminations' : 'a_terminations'];
    const other = far[near.index] ?? far[0];
    walk.cables.push(near.cable);
    if (far.length > 1 || near.cable[near.side].length > 1) walk.split = true;
    if (!other) return NOTHING;
    if (other.object_type === FRONT) return this.throughFront(other.object_id, walk);
    if (other.object_type === REAR) return this.throughRear(other.object_id, walk);
    if (other.object_type === CIRCUIT) return this.throughCircuit(other.object_id, walk);
    return { end: { kind: 'port', key: keyOf(other.object_type, other.object_id) } };
  }

  private throughFront(id: number, walk: Walk): Step {
    const front = this.fronts.get(id);
    const rear = front && this.rears.get(front.rear_port.id);
    if (!front) return NOTHING;
    walk.via.push(this.panels.get(front.device.id) ?? `panel #${front.device.id}`);
    if ((rear?.positions ?? 1) > 1) walk.stack.push(front.rear_port_position ?? 1);
    return { on: keyOf(REAR, front.rear_port.id) };
  }

  private throughRear(id: number, walk: Walk): Step {
    const rear = this.rears.get(id);
    if (!rear) return NOTHING;
    walk.via.push(this.panels.get(rear.device.id) ?? `panel #${rear.device.id}`);
    const position = (rear.positions ?? 1) > 1 ? walk.stack.pop() : 1;
    const front = position === undefined ? undefined : this.frontAt.get(`${id}/${position}`);
    return front ? { on: keyOf(FRONT, front.id) } : NOTHING;
  }

  private throughCircuit(id: number, walk: Walk): Step {
    const termination = this.terminations.get(id);
    const circuit = termination && this.circuits.get(termination.circuit.id);
    if (!circuit) return NOTHING;
    const other = this.byCircuit.get(circuit.id)?.find((t) => t.id !== id);
    if (!other?.cable) return { end: { kind: 'circuit', circuit } };
    walk.via.push(circuitText(circuit));
    return { on: keyOf(CIRCUIT, other.id) };
  }
}

/** `Level 3 KKDG4923` */
export const circuitText = (circuit: CircuitRow): string =>
  `${circuit.provider.name ?? circuit.provider.slug} ${circuit.cid}`;
