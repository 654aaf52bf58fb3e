import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { must } from '#base/result.ts';
import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { carpAdvert } from '#render/_carp.ts';
import type { Hardware } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import type { ResortCell } from '../observe/resorts.ts';
import type { Cell, Login, Observation } from './observation.ts';
import { type Look, type Observer, type Place, pattern } from './observer.ts';

/** Bounds of one observation, in milliseconds. */
const SETTLE_BOUND = 25_000;
const MEND_BOUND = 40_000;
/** On the lab's wires a connection takes milliseconds. */
const QUICK: Look = { timeoutMs: 350, hostKey: false };
const CLOSE: Look = { timeoutMs: 700, hostKey: true };
/** On a busy machine an OpenVPN process may have to wait for its turn: what answered a moment ago gets more time. */
const PATIENCE_MS = 4_000;

/**
 * How long a switch-over may take, in milliseconds: the master-down interval of VRRP is 3 adverts and a skew below one
 * (RFC 5798 section 6.1), and so is CARP's (carp.c, `carp_setrun`), after which the new master sends gratuitous ARP. Rounds count only after it. Without a pair
 * nothing switches over.
 */
export const switchOverMs = ({ timers, pairs }: Network): number => {
  // corosync notices after a token of 1 s and 1.2 of consensus; then Pacemaker decides, and starts the address.
  const adverts = { keepalived: timers.vrrpAdvert, carp: carpAdvert(timers), pacemaker: 1.5 };
  const waits = pairs.flatMap(({ engine }) =>
    engine in adverts ? [adverts[engine as keyof typeof adverts]] : [],
  );
  return waits.length > 0 ? 1000 * (4 * Math.max(...waits) + 0.3) : 200;
};

/** Where a failure is observed: the lab, who looks, and how logins are tried. */
export interface Site {
  readonly network: Network;
  readonly hardware: Hardware;
  readonly observer: Observer;
  /** Cells that are looked at a second time and after mending, whatever changed. */
  readonly panel: ReadonlySet<Place>;
  /** Milliseconds, see `switchOverMs`. */
  readonly switchOver: number;
  /** Tries full logins wherever the cells show that both hops answer. */
  login(cells: readonly Cell[]): Promise<Login[]>;
  /** Tries consoles and power, where the lab has them: all, or while a failure lasts some. */
  readonly tryResorts?: (during?: {
    readonly failure: Failure;
    readonly cells: readonly Cell[];
    readonly start: readonly Cell[];
  }) => Promise<ResortCell[] | undefined>;
}

const secondsSince = (from: number): number => Math.round(performance.now() - from) / 1000;

const answered = (cell: Cell | undefined): boolean => cell?.outcome === 'answered';

/** The panel, and every cell that is not as before. */
const watched = ({ observer, panel }: Site, cells: readonly Cell[], before: readonly Cell[]): Set<Place> =>
  new Set(
    observer.places.filter((place, at) => panel.has(place) || answered(cells[at]) !== answered(before[at])),
  );

/** What is waited for after mending: of the panel what answered at the start, and every cell that is not as before. */
const missed = (site: Site, cells: readonly Cell[], before: readonly Cell[]): Set<Place> =>
  new Set(
    site.observer.places.filter((place, at) =>
      answered(before[at]) ? site.panel.has(place) || !answered(cells[at]) : answered(cells[at]),
    ),
  );

const only = ({ observer }: Site, cells: readonly Cell[], some: ReadonlySet<Place>): Cell[] =>
  cells.filter((_, at) => some.has(observer.places[at]!));

const patient = (look: Look, cells: readonly Cell[]): Look => ({
  ...look,
  patient: { cells, timeoutMs: PATIENCE_MS },
});

interface Settled {
  readonly cells: readonly Cell[];
  readonly logins: readonly Login[];
  readonly rounds: number;
  readonly settled: boolean;
  /** Milliseconds. */
  readonly waited: number;
}

/**
 * A close look at every cell, and a second look at some that begins when all switch-overs are over (`calm`, a time): settled
 * if both are equal, else from the beginning, until the bound. Logins are tried on what the close look saw.
 */
const settle = async (
  site: Site,
  calm: number,
  again: (cells: readonly Cell[]) => ReadonlySet<Place>,
): Promise<Settled> => {
  const { observer, login } = site;
  const until = performance.now() + SETTLE_BOUND;
  let last: readonly Cell[] = [];
  let waited = 0;
  for (let rounds = 1; ; rounds++) {
    const cells = await observer.round(patient(CLOSE, last));
    const some = again(cells);
    const tried = login(cells);
    const idle = Math.max(0, calm - performance.now());
    waited += idle;
    await wait(idle);
    const second = await observer.round(patient(QUICK, cells), some);
    const logins = await tried;
    const settled = pattern(second) === pattern(only(site, cells, some));
    if (settled || performance.now() > until) return { cells, logins, rounds, settled, waited };
    last = second;
  }
};

/** Rounds over some cells until all of them are as at the start, or the bound: then what still differs. */
const mended = async (site: Site, start: readonly Cell[], some: ReadonlySet<Place>): Promise<Cell[]> => {
  const wanted = only(site, start, some);
  const until = performance.now() + MEND_BOUND;
  for (;;) {
    const cells = await site.observer.round(QUICK, some);
    if (pattern(cells) === pattern(wanted)) return [];
    if (performance.now() > until) return cells.filter((cell, at) => answered(cell) !== answered(wanted[at]));
  }
};

/** The network as it is before anything is broken: every cell twice, the second time once each pair has agreed who comes first. */
export const observeStart = async (site: Site): Promise<Observation> => {
  const began = performance.now();
  const tries = site.observer.tries;
  const { cells, logins, rounds, settled } = await settle(
    site,
    began + site.switchOver,
    () => new Set(site.observer.places),
  );
  const resorts = await site.tryResorts?.();
  return {
    cells,
    logins,
    ...(resorts ? { resorts } : {}),
    rounds,
    ...(settled ? { settledAfter: rounds } : {}),
    notMended: [],
    tries: site.observer.tries - tries + logins.length + (resorts?.length ?? 0),
    seconds: { cause: 0, settle: secondsSince(began), mend: 0, waited: 0 },
  };
};

/**
 * Every cell closely once more, after the last failure of a lab was mended, until all is as at the start or the bound comes:
 * whatever a failure left behind shows here.
 */
export const observeEnd = async (
  site: Site,
  start: Observation,
  bound = MEND_BOUND,
): Promise<Observation> => {
  const began = performance.now();
  const tries = site.observer.tries;
  const until = began + bound;
  for (let rounds = 1; ; rounds++) {
    const cells = await site.observer.round(patient(CLOSE, start.cells));
    const settled = pattern(cells) === pattern(start.cells);
    if (!settled && performance.now() < until) continue;
    const logins = await site.login(cells);
    const resorts = await site.tryResorts?.();
    return {
      cells,
      logins,
      ...(resorts ? { resorts } : {}),
      rounds,
      ...(settled ? { settledAfter: rounds } : {}),
      notMended: cells.filter((cell, at) => answered(cell) !== answered(start.cells[at])),
      tries: site.observer.tries - tries + logins.length,
      seconds: { cause: 0, settle: secondsSince(began), mend: 0, waited: 0 },
    };
  }
};

/** Causes the failure, looks until the network has settled, mends, and waits until what changed is as before. */
export const observeFailure = async (
  site: Site,
  failure: Failure,
  start: Observation,
): Promise<Observation> => {
  const fault = must(
    faults.find((one) => one.id === failure.kind),
    `fault ${failure.kind}`,
  );
  const tries = site.observer.tries;
  const began = performance.now();
  await fault.cause(site.hardware, failure.scope, site.network);
  const caused = performance.now();
  const changed = (cells: readonly Cell[]) => watched(site, cells, start.cells);
  const { cells, logins, rounds, settled, waited } = await settle(site, caused + site.switchOver, changed);
  const resorts = await site.tryResorts?.({ failure, cells, start: start.cells });
  const looked = performance.now();
  await fault.mend(site.hardware, failure.scope, site.network);
  const notMended = await mended(site, start.cells, missed(site, cells, start.cells));
  return {
    failure,
    cells,
    logins,
    ...(resorts ? { resorts } : {}),
    rounds,
    ...(settled ? { settledAfter: rounds } : {}),
    notMended,
    tries: site.observer.tries - tries + logins.length + (resorts?.length ?? 0),
    seconds: {
      cause: Math.round(caused - began) / 1000,
      settle: Math.round(looked - caused) / 1000,
      mend: secondsSince(looked),
      waited: Math.round(waited) / 1000,
    },
  };
};
