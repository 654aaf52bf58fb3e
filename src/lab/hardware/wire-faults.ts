import { endAt, type Side, sidesOf } from '../netns/wires.ts';
import type { LabWire } from '../plan.ts';

/** Something done to a wire that its hosts' power cycles take away, and that is then done anew. */
export interface WireFault {
  stop(): Promise<void>;
}

/** Does it to the sides of the wire with this index that exist now. */
export type MakeWireFault = (index: number, sides: readonly Side[]) => Promise<WireFault>;

/** For what is only to be ended. */
export const NOTHING_MADE: MakeWireFault = async () => ({ stop: async () => {} });

/** What can be done to a wire besides cutting it: filled both ways, filled from outside, passing nothing with carrier. */
export type WireFaultKind = 'saturated' | 'flooded' | 'deaf';

interface Made {
  readonly kind: WireFaultKind;
  readonly wire: string;
  readonly fault: WireFault;
  /** The boots of its hosts that it was made for. */
  readonly holders: string;
  readonly make: MakeWireFault;
}

/** How the wires are now. */
export interface WiresNow {
  readonly wires: readonly LabWire[];
  sides(index: number): Side[];
  /** Which boot of a host there is now. */
  holder(host: string): number | undefined;
}

/** Every such fault that lasts. */
export class WireFaults {
  readonly #now: WiresNow;
  readonly #made = new Map<string, Made>();

  constructor(now: WiresNow) {
    this.#now = now;
  }

  of(wanted: WireFaultKind): string[] {
    return [...this.#made.values()].flatMap(({ kind, wire }) => (kind === wanted ? [wire] : []));
  }

  /** Begins or ends it; false if it was so already. */
  async set(kind: WireFaultKind, wire: string, on: boolean, make: MakeWireFault): Promise<boolean> {
    const key = `${kind} ${wire}`;
    const made = this.#made.get(key);
    if ((made !== undefined) === on) return false;
    if (on) await this.#make(key, { kind, wire, make });
    else await made!.fault.stop();
    if (!on) this.#made.delete(key);
    return true;
  }

  /** Where a host came or went, the end of its wire did too. */
  async again(): Promise<void> {
    for (const [key, made] of this.#made) {
      if (made.holders === this.#holders(made.wire)) continue;
      await made.fault.stop();
      await this.#make(key, made);
    }
  }

  async #make(key: string, { kind, wire, make }: Pick<Made, 'kind' | 'wire' | 'make'>): Promise<void> {
    const index = this.#now.wires.findIndex((one) => one.id === wire);
    const fault = await make(index, this.#now.sides(index));
    this.#made.set(key, { kind, wire, fault, make, holders: this.#holders(wire) });
  }

  #holders(id: string): string {
    const wire = this.#now.wires.find((one) => one.id === id)!;
    return sidesOf(wire)
      .map((side) => this.#now.holder(endAt(wire, side).host) ?? '-')
      .join(' ');
  }
}
