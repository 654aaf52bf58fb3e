import type { LabPlan } from '../plan.ts';
import { trippedBy } from './breakers.ts';
import { type Facts, put } from './facts.ts';
import type { Names } from './names.ts';
import type { BlackStart, Waiting } from './protocol.ts';

/** Feeds that fail with their load, and sites that get their power back after none. */
export class Blackouts {
  readonly #plan: LabPlan;
  readonly #facts: Facts;
  readonly #names: Names;
  /** Brings hosts and wires to what the facts say. */
  readonly #settle: () => Promise<void>;

  constructor(plan: LabPlan, facts: Facts, names: Names, settle: () => Promise<void>) {
    this.#plan = plan;
    this.#facts = facts;
    this.#names = names;
    this.#settle = settle;
  }

  /** A feed fails, and its load with it moves to the others, whose breakers do what they are for; or all of them are reset. */
  async setFailedFeed(feed: string, failed: boolean): Promise<boolean> {
    const facts = this.#facts;
    this.#names.feed(feed);
    if (facts.failedFeeds.has(feed) === failed) return false;
    if (failed) facts.failedFeeds.set(feed, trippedBy(this.#plan, facts, feed));
    const feeds = [feed, ...facts.failedFeeds.get(feed)!];
    if (!failed) facts.failedFeeds.delete(feed);
    return this.#follow(feeds.filter((one) => put(facts.feedsOff, one, failed)).length > 0);
  }

  /** What waits for somebody waits, and all else boots. */
  async start({ feeds, ...waiting }: BlackStart): Promise<boolean> {
    const [facts, names] = [this.#facts, this.#names];
    for (const feed of feeds) names.feed(feed);
    for (const id of [...waiting.off, ...waiting.asking]) names.host(id);
    for (const uplink of waiting.modems) names.wire(uplink);
    for (const feed of feeds) put(facts.feedsOff, feed, true);
    await this.#settle();
    facts.wait(waiting, true);
    for (const feed of feeds) put(facts.feedsOff, feed, false);
    return this.#follow(true);
  }

  /** Somebody has given them what they waited for, or stands before them and does. */
  endWait(waiting: Waiting): Promise<boolean> {
    return this.#follow(this.#facts.wait(waiting, false));
  }

  async #follow(changed: boolean): Promise<boolean> {
    if (changed) await this.#settle();
    return changed;
  }
}
