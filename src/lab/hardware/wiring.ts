import { ipBatch, tcBatch } from '../netns/tools.ts';
import {
  addPair,
  carrier,
  endAt,
  heardBy,
  inner,
  joinFrom,
  removePairs,
  type Side,
  sidesOf,
  unjoin,
} from '../netns/wires.ts';
import type { LabWire } from '../plan.ts';

/** An inner end as it is in the kernel now. */
interface End {
  readonly wire: number;
  readonly side: Side;
  up: boolean;
}

/** What is wrong with a wire: no carrier, or a carrier and nothing that passes; and hosts that neither hear nor speak. */
export interface Wrong {
  down(wire: LabWire): boolean;
  mute(wire: LabWire): boolean;
  still(host: string): boolean;
}

/** What of the wires exists, brought to what should exist with as few commands as possible. */
export class Wiring {
  readonly #wires: readonly LabWire[];
  readonly #ends = new Map<string, End>();
  /** Which sides of a wire pass frames to each other, where any do. */
  readonly #joined = new Map<number, readonly Side[]>();

  constructor(wires: readonly LabWire[]) {
    this.#wires = wires;
  }

  /**
   * Makes wires follow the hosts that live (with the pid that names their namespaces) and what is wrong. A side exists while
   * its host lives; it has carrier while somebody lives at the other end too and the wire is whole.
   */
  async follow(live: ReadonlyMap<string, number>, wrong: Wrong): Promise<void> {
    const doomed: string[] = [];
    const links: string[] = [];
    const joints: string[] = [];
    this.#wires.forEach((wire, index) => {
      const lives = (side: Side): boolean => live.has(endAt(wire, side).host);
      const whole = !wrong.down(wire);
      for (const side of sidesOf(wire)) {
        const up = whole && lives(side) && heardBy(wire, side).some(lives);
        this.#followSide(index, side, live.get(endAt(wire, side).host), up, doomed, links);
      }
    });
    this.#wires.forEach((wire, index) => {
      const moving = this.sides(index).filter((side) => !wrong.still(endAt(wire, side).host));
      joints.push(...this.#joints(index, wrong.mute(wire) ? [] : moving));
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

  /** Joins these sides of a wire and no others. */
  #joints(index: number, moving: readonly Side[]): string[] {
    const wire = this.#wires[index]!;
    const hearers = (side: Side): Side[] => heardBy(wire, side).filter((one) => moving.includes(one));
    const wanted = moving.filter((side) => hearers(side).length > 0);
    const before = this.#joined.get(index) ?? [];
    if (wanted.join() === before.join()) return [];
    if (wanted.length > 0) this.#joined.set(index, wanted);
    else this.#joined.delete(index);
    const present = new Set(this.sides(index));
    return [
      ...before.filter((side) => present.has(side)).map((side) => unjoin(index, side)),
      ...wanted.flatMap((side) => joinFrom(index, side, hearers(side))),
    ];
  }

  /** The sides of a wire that exist. */
  sides(index: number): Side[] {
    return sidesOf(this.#wires[index]!).filter((side) => this.#ends.has(inner(index, side)));
  }
}
