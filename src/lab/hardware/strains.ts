import { type Saturation, saturate } from '../netns/saturation.ts';
import { type Storm, storm } from '../netns/storm.ts';
import type { LabHost, LabPlan } from '../plan.ts';
import type { Wiring } from './wiring.ts';

/** What was made for a wire or a switch, and for which boots of the hosts that it concerns. */
interface Strain {
  readonly made: Saturation | Storm | undefined;
  readonly holders: string;
}

/** Floods on wires and storms in switches; made anew where a host came or went, since what they hang on did too. */
export class Strains {
  readonly #plan: LabPlan;
  readonly #wiring: Wiring;
  /** The pid that names the namespaces of a host's present boot. */
  readonly #holder: (host: string) => number | undefined;
  readonly #floods = new Map<number, Strain>();
  readonly #storms = new Map<string, Strain>();

  constructor(plan: LabPlan, wiring: Wiring, holder: (host: string) => number | undefined) {
    this.#plan = plan;
    this.#wiring = wiring;
    this.#holder = holder;
  }

  /** Ids of wires. */
  get saturated(): string[] {
    return [...this.#floods.keys()].map((index) => this.#plan.wires[index]!.id);
  }

  /** Hosts. */
  get looped(): string[] {
    return [...this.#storms.keys()];
  }

  async setSaturated(index: number, on: boolean): Promise<boolean> {
    if (this.#floods.has(index) === on) return false;
    if (on) await this.#flood(index);
    else await this.#floods.get(index)!.made?.stop();
    if (!on) this.#floods.delete(index);
    return true;
  }

  async setLooped(host: LabHost, on: boolean): Promise<boolean> {
    if (this.#storms.has(host.id) === on) return false;
    this.#bridgeOf(host.id);
    if (on) await this.#storm(host.id);
    else await this.#storms.get(host.id)!.made?.stop();
    if (!on) this.#storms.delete(host.id);
    // Its queues may have been another storm's too.
    if (!on) await this.#stormAgain(() => true);
    return true;
  }

  /** After hosts came or went. */
  async again(): Promise<void> {
    for (const [index, { made, holders }] of this.#floods) {
      if (holders === this.#wireHolders(index)) continue;
      await made?.stop();
      await this.#flood(index);
    }
    await this.#stormAgain(({ holders }) => holders !== this.#allHolders());
  }

  async #stormAgain(which: (strain: Strain) => boolean): Promise<void> {
    for (const [host, strain] of this.#storms) {
      if (!which(strain)) continue;
      await strain.made?.stop();
      await this.#storm(host);
    }
  }

  async #flood(index: number): Promise<void> {
    const made = await saturate(index, this.#wiring.sides(index));
    this.#floods.set(index, { made, holders: this.#wireHolders(index) });
  }

  /** A switch without power has a loop, and no storm. */
  async #storm(host: string): Promise<void> {
    const holders = this.#allHolders();
    this.#storms.set(host, { made: undefined, holders });
    if (this.#holder(host) === undefined) return;
    const made = await storm(host, this.#bridgeOf(host), this.#plan.wires, this.#holder);
    this.#storms.set(host, { made, holders });
  }

  #bridgeOf(host: string): string {
    const { dataPlane } = this.#plan.hosts.find(({ id }) => id === host)!;
    if (!('bridge' in dataPlane)) throw new Error(`host "${host}" is no switch: its ports make no loop`);
    return dataPlane.bridge;
  }

  /** Which boots of its two hosts a wire connects. */
  #wireHolders(index: number): string {
    const wire = this.#plan.wires[index]!;
    return [wire.a, wire.b].map((end) => this.#holder(end.host) ?? '-').join(' ');
  }

  #allHolders(): string {
    return this.#plan.hosts.map(({ id }) => this.#holder(id) ?? '-').join(' ');
  }
}
