import { ipBatch, tcBatch } from '../netns/tools.ts';
import { addPair, carrier, inner, joinFrom, removePairs, SIDES, type Side, unjoin } from '../netns/wires.ts';
import type { LabWire } from '../plan.ts';

/** An inner end as it is in the kernel now. */
interface End {
  readonly wire: number;
  readonly side: Side;
  up: boolean;
}

/** What is wrong with a wire: no carrier, or a carrier and nothing that passes. */
export interface Wrong {
  down(wire: LabWire): boolean;
  mute(wire: LabWire): boolean;
}

/** What of the wires exists, brought to what should exist with as few commands as possible. */
export class Wiring {
  readonly #wires: readonly LabWire[];
  readonly #ends = new Map<string, End>();
  /** Wires whose sides pass frames to each other. */
  readonly #joined = new Set<number>();

  constructor(wires: readonly LabWire[]) {
    this.#wires = wires;
  }

  /**
   * Makes wires follow the hosts that live (with the pid that names their namespaces) and what is wrong. A side exists while
   * its host lives; it has carrier while the other side's host lives too and the wire is whole.
   */
  async follow(live: ReadonlyMap<string, number>, wrong: Wrong): Promise<void> {
    const doomed: string[] = [];
    const links: string[] = [];
    const joints: string[] = [];
    this.#wires.forEach((wire, index) => {
      const up = live.has(wire.a.host) && live.has(wire.b.host) && !wrong.down(wire);
      for (const side of SIDES) this.#followSide(index, side, live.get(wire[side].host), up, doomed, links);
    });
    this.#wires.forEach((wire, index) => {
      joints.push(...this.#joints(index, !wrong.mute(wire)));
    });
    await ipBatch([...links.filter((l) => !l.startsWith('link add')), ...removePairs(doomed)]);
    await ipBatch(links.filter((l) => l.startsWith('link add')));
    await tcBatch(joints);
  }

  #followSide(
    wire: number,
    side: Side,
    pid: number | undefined,
    up: boolean,
    doomed: string[],
    links: string[],
  ): void {
    const name = inner(wire, side);
    const end = this.#ends.get(name);
    if (pid === undefined) {
      if (end) doomed.push(name);
      this.#ends.delete(name);
    } else if (!end) {
      links.push(addPair(this.#wires[wire]!, wire, side, pid, up));
      this.#ends.set(name, { wire, side, up });
    } else if (end.up !== up) {
      links.push(carrier(wire, side, up));
      end.up = up;
    }
  }

  #joints(wire: number, passes: boolean): string[] {
    const present = this.sides(wire);
    const wanted = passes && present.length === 2;
    if (wanted && !this.#joined.has(wire)) {
      this.#joined.add(wire);
      return SIDES.flatMap((side) => joinFrom(wire, side));
    }
    if (!wanted && this.#joined.delete(wire)) return present.map((side) => unjoin(wire, side));
    return [];
  }

  /** The sides of a wire that exist. */
  sides(wire: number): Side[] {
    return SIDES.filter((side) => this.#ends.has(inner(wire, side)));
  }
}
