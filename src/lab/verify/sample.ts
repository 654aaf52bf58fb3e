import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { faults } from '../faults/index.ts';
import type { LabPlan } from '../plan.ts';
import { type Mark, marksOf } from './marks.ts';

/** Every failure that the lab of this network can cause. */
export const possibleFailures = (network: Network, plan: LabPlan): Failure[] =>
  faults.flatMap((fault) => fault.scopes(network, plan).map((scope) => ({ kind: fault.id, scope })));

/** A small generator with a seed (mulberry32), so that a sample can be drawn again. */
const generator = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

interface Candidate {
  readonly failure: Failure;
  readonly marks: readonly Mark[];
}

/**
 * Few failures that together have every mark: again and again the one that has most of those still missing, among
 * equals the first.
 */
const cover = (candidates: readonly Candidate[]): Failure[] => {
  const missing = new Set(candidates.flatMap(({ marks }) => marks));
  const news = ({ marks }: Candidate): number => marks.filter((mark) => missing.has(mark)).length;
  const taken: Failure[] = [];
  while (missing.size > 0) {
    const best = candidates.reduce((most, one) => (news(one) > news(most) ? one : most));
    for (const mark of best.marks) missing.delete(mark);
    taken.push(best.failure);
  }
  return taken;
};

/**
 * One failure of every kind by role by position of what it hits, drawn with the seed (see `marksOf`); at most `most`, evenly
 * over the kinds.
 */
export const sampleFailures = (
  network: Network,
  failures: readonly Failure[],
  seed: number,
  most = Infinity,
): Failure[] => {
  const random = generator(seed);
  const shuffled = (all: readonly Failure[]): Failure[] =>
    all
      .map((failure) => ({ failure, order: random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ failure }) => failure);
  const candidates = shuffled(failures).map((failure) => ({ failure, marks: marksOf(network, failure) }));
  const byKind = new Map<string, Failure[]>();
  for (const failure of shuffled(cover(candidates)))
    byKind.set(failure.kind, [...(byKind.get(failure.kind) ?? []), failure]);
  return evenly([...byKind.values()], most);
};

/** Takes from each list in turn until there are enough. */
const evenly = (lists: readonly Failure[][], most: number): Failure[] => {
  const taken: Failure[] = [];
  for (let at = 0; taken.length < most && lists.some((list) => at < list.length); at++)
    for (const list of lists) if (at < list.length && taken.length < most) taken.push(list[at]!);
  return taken;
};
