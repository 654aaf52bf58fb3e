import { type Running, start } from '#host/process.ts';
import { proberEntry } from '../cage/entry.ts';
import type { Hardware } from '../hardware/hardware.ts';
import type { Attempt, Observation, ObserveRequest } from '../hardware/protocol.ts';
import type { RunningHost } from '../hardware/running-host.ts';
import { waitFor } from '../hardware/wait.ts';
import { CLEAN_ENV, inHost } from '../netns/tools.ts';
import type { ProbeAnswer } from './prober-main.ts';

const START_TIMEOUT_MS = 15_000;
/** On top of what the targets may take. */
const SLACK_MS = 20_000;
/** As many as the prober tries at once. */
const AT_ONCE = 160;

/** A prober in one boot of a host: it ends with it. */
class Observer {
  readonly host: RunningHost;
  readonly #process: Running;
  readonly #waiting = new Map<number, (attempts: readonly Attempt[] | undefined) => void>();
  #ready = false;
  #gone = false;
  #next = 1;

  constructor(host: RunningHost) {
    this.host = host;
    this.#process = start(inHost(host.holder, proberEntry()), {
      env: CLEAN_ENV,
      cwd: '/',
      onLine: (line) => this.#hear(line),
    });
    void this.#process.exited.then(() => {
      this.#gone = true;
      for (const done of this.#waiting.values()) done(undefined);
    });
  }

  get usable(): boolean {
    return !this.#gone && !this.host.gone;
  }

  async ready(): Promise<void> {
    await waitFor(() => this.#ready || this.#gone, START_TIMEOUT_MS, 5);
    if (!this.#ready)
      throw new Error(`no observer on ${this.host.host.id}: ${this.#process.errors().slice(-400)}`);
  }

  /** Undefined if the host lost its power meanwhile. */
  ask(request: ObserveRequest): Promise<readonly Attempt[] | undefined> {
    const { targets, timeoutMs, hostKey } = request;
    const id = this.#next++;
    return new Promise((resolve) => {
      const rounds = Math.ceil(targets.length / AT_ONCE);
      const timer = setTimeout(() => done(undefined), rounds * timeoutMs + SLACK_MS);
      const done = (attempts: readonly Attempt[] | undefined): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(attempts);
      };
      this.#waiting.set(id, done);
      if (this.#gone) done(undefined);
      this.#process.send(JSON.stringify({ id, targets, timeoutMs, hostKey }));
    });
  }

  #hear(line: string): void {
    if (line === 'ready') {
      this.#ready = true;
      return;
    }
    const answer: ProbeAnswer = JSON.parse(line);
    this.#waiting.get(answer.id)?.(answer.attempts);
  }
}

/** The observers of a lab, one for each vantage point that somebody asked for. */
export class Observers {
  readonly #hardware: Hardware;
  readonly #observers = new Map<string, Observer>();

  constructor(hardware: Hardware) {
    this.#hardware = hardware;
  }

  /** Makes sure that an observer runs on a host; false if it did. */
  async start(id: string): Promise<boolean> {
    const host = this.#hardware.powered(id);
    const known = this.#observers.get(id);
    const fits = known?.host === host && known.usable;
    const observer = fits ? known : new Observer(host);
    this.#observers.set(id, observer);
    await observer.ready();
    return !fits;
  }

  /** Tries the targets from a host; nothing is tried from one without power. */
  async observe(request: ObserveRequest): Promise<Observation> {
    const began = performance.now();
    const dead = (): Observation => ({ alive: false, attempts: [], durationMs: performance.now() - began });
    const host = this.#hardware.running(request.host);
    // From a host that hangs as little can be tried: its observer stands still like every process of it.
    if (!host || !this.#hardware.moves(request.host)) return dead();
    await this.start(request.host).catch((error: unknown) => {
      if (!host.gone && this.#hardware.moves(request.host)) throw error;
    });
    const observer = this.#observers.get(request.host);
    const attempts = host.gone ? undefined : await observer?.ask(request);
    if (attempts) return { alive: true, attempts, durationMs: performance.now() - began };
    if (host.gone || !this.#hardware.moves(request.host)) return dead();
    throw new Error(`the observer on ${request.host} does not answer`);
  }
}
