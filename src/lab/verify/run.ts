import { performance } from 'node:perf_hooks';
import type { Failure } from '#model/failure.ts';
import type { Material } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import type { Lab } from '../cage/lab.ts';
import type { Hardware } from '../faults/fault.ts';
import { neighbourTable } from '../neighbours.ts';
import type { LookAtResorts } from '../observe/resorts.ts';
import { logins } from './logins.ts';
import type { Observation, ObservationFile } from './observation.ts';
import { observe } from './observer.ts';
import { observeEnd, observeFailure, observeStart, type Site, switchOverMs } from './one-failure.ts';
import { panelOf } from './panel.ts';
import { resortChoice } from './resort-choice.ts';

/** A lab that this run has booted for itself. */
export type RunningLab = Hardware & Pick<Lab, 'down'>;

export interface RunOptions {
  readonly network: Network;
  readonly material: Material;
  readonly failures: readonly Failure[];
  readonly seed: number;
  /** Labs side by side. */
  readonly labs: number;
  /** No new failure is begun after so many seconds. */
  readonly budget: number;
  boot(n: number): Promise<RunningLab>;
  /** How consoles and power are tried in such a lab; absent: they are not. */
  readonly resorts?: (lab: RunningLab) => LookAtResorts;
  /** Whether they are tried while a failure lasts, too, and not at the start and the end only. */
  readonly resortsDuring?: boolean;
  readonly progress: (done: number, of: number, failure: Failure) => void;
  readonly signal?: AbortSignal;
}

export interface RunResult {
  readonly file: ObservationFile;
  /** Tries at addresses and logins, all rounds. */
  readonly tries: number;
  /** Failures that were begun and not seen to their end, and why: their labs were given up. */
  readonly troubles: readonly Trouble[];
  /** Failures that the budget left out. */
  readonly left: readonly Failure[];
  readonly bootSeconds: readonly number[];
  /** From the first boot to the end of the last lab. */
  readonly seconds: number;
  /** ARP entries that the machine refused meanwhile: with any, what was seen says nothing of the network. */
  readonly refusedNeighbours: number;
}

/** The same order for labs to take failures from. */
interface Queue {
  next(): Failure | undefined;
}

const queueOf = ({ failures, budget, signal }: RunOptions): Queue & { left(): Failure[] } => {
  const until = performance.now() + budget * 1000;
  let at = 0;
  return {
    next: () => (performance.now() < until && !signal?.aborted ? failures[at++] : undefined),
    left: () => failures.slice(at),
  };
};

/** A failure that could not be caused, looked at or mended. */
export interface Trouble {
  readonly failure: Failure;
  readonly why: string;
}

interface Worked {
  readonly start: Observation;
  readonly seen: readonly Observation[];
  readonly troubles: readonly Trouble[];
  /** Empty where the lab was given up. */
  readonly ends: readonly Observation[];
  readonly boot: number;
}

/** Of the last resorts that nothing points to, one in so many is tried while a failure lasts. */
const EVERY = 8;

/** All last resorts at the start and at the end, and while a failure lasts those that are chosen. */
const resortTries = (
  { network, resortsDuring = true }: RunOptions,
  look: LookAtResorts,
): NonNullable<Site['tryResorts']> => {
  if (!resortsDuring) return async (during) => (during ? undefined : look());
  const choose = resortChoice(network, EVERY);
  return (during) => look(during && choose(during.failure, during.cells, during.start));
};

/** At the start and the end alone, one of the labs is enough: they are alike. */
const looksAtResorts = ({ resortsDuring = true }: RunOptions, n: number): boolean => resortsDuring || n === 0;

/** Labs that one share may take: whatever is wrong with more of them is wrong with all. */
const MOST_LABS = 4;

/**
 * One lab's share: observes the start, then failure after failure. A lab that does not mend is not used further, and neither is one in
 * which a failure could not be seen to its end.
 */
const work = async (
  options: RunOptions,
  n: number,
  queue: Queue,
  report: (seen: Observation) => void,
): Promise<Worked> => {
  const began = performance.now();
  const lab = await options.boot(n);
  const boot = Math.round(performance.now() - began) / 1000;
  try {
    const site = await siteOf(options, n, lab);
    const start = await observeStart(site);
    const seen: Observation[] = [];
    for (let failure = queue.next(); failure; failure = queue.next()) {
      const observation = await attempt(options, () => observeFailure(site, failure!, start));
      if (typeof observation === 'string')
        return { start, seen, boot, ends: [], troubles: [{ failure, why: observation }] };
      seen.push(observation);
      report(observation);
      if (observation.notMended.length > 0) return { start, seen, boot, ends: [], troubles: [] };
    }
    return { start, seen, boot, ends: [await observeEnd(site, start)], troubles: [] };
  } finally {
    await lab.down();
  }
};

const siteOf = async (options: RunOptions, n: number, lab: RunningLab): Promise<Site> => {
  const observer = await observe(lab, options.network, options.material);
  return {
    network: options.network,
    hardware: lab,
    observer,
    panel: panelOf(options.network, observer.places),
    switchOver: switchOverMs(options.network),
    login: (cells) => logins(lab, options.network, options.seed, cells),
    ...(options.resorts && looksAtResorts(options, n)
      ? { tryResorts: resortTries(options, options.resorts(lab)) }
      : {}),
  };
};

/** What was seen, or why nothing was; whoever interrupts ends it all. */
const attempt = async (
  { signal }: RunOptions,
  look: () => Promise<Observation>,
): Promise<Observation | string> => {
  try {
    return await look();
  } catch (error) {
    if (signal?.aborted) throw error;
    return error instanceof Error ? error.message : String(error);
  }
};

/** After a trouble a new lab goes on with what is left. */
const share = async (...[options, n, queue, report]: Parameters<typeof work>): Promise<Worked[]> => {
  const worked: Worked[] = [];
  do worked.push(await work(options, n, queue, report));
  while (worked.at(-1)!.troubles.length > 0 && worked.length < MOST_LABS);
  return worked;
};

/** Causes the failures in labs of its own, side by side, and returns all that was seen. Gets no prediction. */
export const runVerify = async (options: RunOptions): Promise<RunResult> => {
  const began = performance.now();
  const queue = queueOf(options);
  const before = neighbourTable()?.refused ?? 0;
  let done = 0;
  const report = (seen: Observation): void => {
    done++;
    if (seen.failure) options.progress(done, options.failures.length, seen.failure);
  };
  const labs = Math.max(1, Math.min(options.labs, options.failures.length));
  const settled = await Promise.allSettled(
    Array.from({ length: labs }, (_, n) => share(options, n, queue, report)),
  );
  const worked = settled.flatMap((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  const observations = worked.flatMap(({ seen }) => seen);
  const file: ObservationFile = {
    schema: 'relaxops/observations/1',
    network: options.network.name,
    seed: options.seed,
    start: worked[0]!.start,
    observations,
    ends: worked.flatMap(({ ends }) => ends),
  };
  const all = worked.flatMap(({ start, seen, ends }) => [start, ...seen, ...ends]);
  const tries = all.reduce((sum, one) => sum + one.tries, 0);
  return {
    file,
    tries,
    troubles: worked.flatMap(({ troubles }) => troubles),
    left: queue.left(),
    bootSeconds: worked.map(({ boot }) => boot),
    seconds: Math.round(performance.now() - began) / 1000,
    refusedNeighbours: (neighbourTable()?.refused ?? 0) - before,
  };
};
