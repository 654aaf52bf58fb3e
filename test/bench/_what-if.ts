import { lostFacts } from '#analysis/facts/incremental.ts';
import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse, baseFacts } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import type { Network } from '#model/network.ts';
import { manySites } from './_copies.ts';

const ROUNDS = 7;
/**
 * From the smallest to the largest: a server; one that is mended from afar, with the path to it; the main switch of a site, a site, a
 * provider of every site; and a list that every door reads, with which everything is lost.
 */
const SPELLED = [
  'device-dead:s001/r02/srv01',
  'misconfiguration:s001/r02/srv01',
  'device-dead:s001/r01/msw1',
  'site-down:s001',
  'provider-down:three',
  'crl-expired:bench',
];

/** Milliseconds: the middle of the rounds and the first of them by the clock; and in CPU, which other programs change less. */
interface Times {
  readonly median: number;
  readonly first: number;
  readonly cpu?: number;
}

/** Milliseconds of CPU so far; a page cannot ask. */
export type CpuClock = () => number;

const middle = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

const timed = (work: () => unknown, cpu?: CpuClock): Times => {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const [began, used] = [performance.now(), cpu?.() ?? 0];
    work();
    return { wall: performance.now() - began, cpu: (cpu?.() ?? 0) - used };
  });
  const median = middle(rounds.map(({ wall }) => wall));
  const first = rounds[0]!.wall;
  return cpu ? { first, median, cpu: middle(rounds.map((round) => round.cpu)) } : { first, median };
};

export interface WhatIfTimes {
  readonly devices: number;
  readonly facts: number;
  /** Seconds from the network to where questions can be asked. */
  readonly ready: number;
  /** The same in CPU. */
  readonly readyCpu?: number;
  readonly failures: readonly {
    readonly failure: string;
    readonly lost: number;
    /** Devices that lose a verb or go another way. */
    readonly touched: number;
    readonly allFacts: Times;
    readonly counts: Times;
  }[];
}

/** Compiles so many sites and asks what each of the failures does. Pure: runs in a browser as it does in Node. */
export const whatIfTimes = (
  { network, sites }: { readonly network: Network; readonly sites: number },
  cpu?: CpuClock,
): WhatIfTimes => {
  const many = manySites(network, sites);
  const [began, used] = [performance.now(), cpu?.() ?? 0];
  const analysis = analyse(many);
  const ready = (performance.now() - began) / 1000;
  const readyCpu = cpu && (cpu() - used) / 1000;
  const { system } = analysis.facts;
  // The healthy states are worked out with the first question, and kept.
  whatIf(analysis, []);
  const failures = SPELLED.map((failure) => {
    const parsed = parseFailure(analysis, failure);
    if (!parsed.ok) throw new Error(parsed.error);
    const { failed } = baseFacts(analysis, [parsed.value]);
    const { counts } = whatIf(analysis, [parsed.value]);
    return {
      failure,
      lost: [...lostFacts(system, analysis.healthy, failed)].length,
      touched: Object.values(counts).reduce((sum, own) => sum + own.lost + own['other-path'], 0),
      allFacts: timed(() => lostFacts(system, analysis.healthy, failed), cpu),
      counts: timed(() => whatIf(analysis, [parsed.value]), cpu),
    };
  });
  return {
    devices: many.devices.length,
    facts: system.size,
    ready,
    ...(readyCpu ? { readyCpu } : {}),
    failures,
  };
};
