import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { must } from '#base/result.ts';
import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Hardware } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import type { LookAtResorts } from '../observe/resorts.ts';
import type { Cell, Login, Observation } from './observation.ts';
import { type Look, type Observer, pattern } from './observer.ts';

/** Bounds of one observation, in milliseconds. */
const SETTLE_BOUND = 25_000;
const MEND_BOUND = 40_000;
/** On the lab's wires a connection takes milliseconds. */
const QUICK: Look = { timeoutMs: 500, hostKey: false };
/** On a busy machine an OpenVPN process may have to wait for its turn, and the close look is the one that counts. */
const CLOSE: Look = { timeoutMs: 700, hostKey: true };
const PATIENCE_MS = 4_000;
/** A quick round, another, and the close one. */
const EQUAL_ROUNDS = 3;

/**
 * How long a switch-over may take, in milliseconds: VRRP's master-down interval is 3 adverts and a skew below one
 * (RFC 5798 section 6.1), after which the new master sends gratuitous ARP. Rounds count only after it. Without a pair
 * nothing switches over.
 */
export const switchOverMs = ({ timers, pairs }: Network): number =>
  pairs.some((pair) => pair.engine === 'keepalived') ? 1000 * (4 * timers.vrrpAdvert + 0.3) : 200;

interface Settled {
  readonly cells: readonly Cell[];
  readonly rounds: number;
  readonly settled: boolean;
}

/** Rounds until three in a row are equal, or the bound; the last of them looks closely. */
const settle = async (observer: Observer, bound: number): Promise<Settled> => {
  const until = performance.now() + bound;
  let last: Cell[] = [];
  let equal = 0;
  for (let rounds = 1; ; rounds++) {
    const late = performance.now() > until;
    const close = equal === EQUAL_ROUNDS - 1 || late;
    const patient = { cells: last, timeoutMs: PATIENCE_MS };
    const cells = await observer.round(close ? { ...CLOSE, patient } : QUICK);
    equal = pattern(cells) === pattern(last) ? equal + 1 : 1;
    last = cells;
    if (equal === EQUAL_ROUNDS || late) return { cells, rounds, settled: equal === EQUAL_ROUNDS };
  }
};

/** Rounds until all is as at the start, or the bound: then what still differs. */
const mended = async (observer: Observer, start: readonly Cell[], bound: number): Promise<Cell[]> => {
  const wanted = pattern(start);
  const until = performance.now() + bound;
  for (;;) {
    const cells = await observer.round(QUICK);
    if (pattern(cells) === wanted) return [];
    if (performance.now() > until)
      return cells.filter(
        (cell, at) => (cell.outcome === 'answered') !== (start[at]?.outcome === 'answered'),
      );
  }
};

/** Where a failure is observed: the lab, who looks, and how logins are tried. */
export interface Site {
  readonly hardware: Hardware;
  readonly observer: Observer;
  /** Milliseconds, see `switchOverMs`. */
  readonly switchOver: number;
  /** Tries full logins wherever the cells show that both hops answer. */
  login(cells: readonly Cell[]): Promise<Login[]>;
  /** Tries consoles and power, where the lab has them. */
  readonly lookAtResorts?: LookAtResorts;
}

const secondsSince = (from: number): number => Math.round(performance.now() - from) / 1000;

/** Full logins, consoles and power: what costs too much for every round. */
const lookFurther = async (
  { login, lookAtResorts }: Site,
  cells: readonly Cell[],
): Promise<Pick<Observation, 'logins' | 'resorts'>> => {
  const [logins, resorts] = await Promise.all([login(cells), lookAtResorts?.()]);
  return { logins, ...(resorts ? { resorts } : {}) };
};

/** The network as it is before anything is broken. */
export const observeStart = async (site: Site): Promise<Observation> => {
  const { observer } = site;
  const began = performance.now();
  const { cells, rounds, settled } = await settle(observer, SETTLE_BOUND);
  return {
    cells,
    ...(await lookFurther(site, cells)),
    rounds,
    ...(settled ? { settledAfter: rounds } : {}),
    notMended: [],
    seconds: { cause: 0, settle: secondsSince(began), mend: 0, waited: 0 },
  };
};

/** Causes the failure, waits until the network has settled, looks closely, mends, and waits until all is as before. */
export const observeFailure = async (
  site: Site,
  failure: Failure,
  start: Observation,
): Promise<Observation> => {
  const fault = must(
    faults.find((one) => one.id === failure.kind),
    `fault ${failure.kind}`,
  );
  const began = performance.now();
  await fault.cause(site.hardware, failure.scope);
  const caused = performance.now();
  await wait(site.switchOver);
  const { cells, rounds, settled } = await settle(site.observer, SETTLE_BOUND);
  const further = await lookFurther(site, cells);
  const looked = performance.now();
  await fault.mend(site.hardware, failure.scope);
  const notMended = await mended(site.observer, start.cells, MEND_BOUND);
  return {
    failure,
    cells,
    ...further,
    rounds,
    ...(settled ? { settledAfter: rounds } : {}),
    notMended,
    seconds: {
      cause: Math.round(caused - began) / 1000,
      settle: Math.round(looked - caused) / 1000,
      mend: secondsSince(looked),
      waited: site.switchOver / 1000,
    },
  };
};
