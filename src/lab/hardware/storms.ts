import { type Storm, storm } from '../netns/storm.ts';
import type { LabHost, LabPlan } from '../plan.ts';

/** What was made for a switch, and for which boots of the hosts. */
interface Made {
  readonly storm: Storm | undefined;
  readonly holders: string;
}

/** Storms in switches; made anew where a host came or went, since what they hang on did too. */
export class Storms {
  readonly #plan: LabPlan;
  /** The pid that names the namespaces of a host's present boot. */
  readonly #holder: (host: string) => number | undefined;
  readonly #made = new Map<string, Made>();

  constructor(plan: LabPlan, holder: (host: string) => number | undefined) {
    this.#plan = plan;
    this.#holder = holder;
  }

  /** Hosts. */
  get looped(): string[] {
    return [...this.#made.keys()];
  }

  async set(host: LabHost, on: boolean): Promise<boolean> {
    if (this.#made.has(host.id) === on) return false;
    this.#bridgeOf(host.id);
    if (on) await this.#storm(host.id);
    else await this.#made.get(host.id)!.storm?.stop();
    if (!on) this.#made.delete(host.id);
    // Its queues may have been another storm's too.
    if (!on) await this.#again(() => true);
    return true;
  }

  /** After hosts came or went. */
  again(): Promise<void> {
    return this.#again(({ holders }) => holders !== this.#holders());
  }

  async #again(which: (made: Made) => boolean): Promise<void> {
    for (const [host, made] of this.#made) {
      if (!which(made)) continue;
      await made.storm?.stop();
      await this.#storm(host);
    }
  }

  /** A switch without power has a loop, and no storm. */
  async #storm(host: string): Promise<void> {
    const holders = this.#holders();
    this.#made.set(host, { storm: undefined, holders });
    if (this.#holder(host) === undefined) return;
    const made = await storm(host, this.#bridgeOf(host), this.#plan.wires, this.#holder);
    this.#made.set(host, { storm: made, holders });
  }

  #bridgeOf(host: string): string {
    const { dataPlane } = this.#plan.hosts.find(({ id }) => id === host)!;
    if (!('bridge' in dataPlane)) throw new Error(`host "${host}" is no switch: its ports make no loop`);
    return dataPlane.bridge;
  }

  #holders(): string {
    return this.#plan.hosts.map(({ id }) => this.#holder(id) ?? '-').join(' ');
  }
}
