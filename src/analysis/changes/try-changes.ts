import type { Analysis } from '../state.ts';
import type { Change } from './change.ts';
import { changeKinds } from './index.ts';
import { type Count, countGoals, countsAfter } from './trial.ts';

/** A change that was tried, and what it is worth. */
export interface Improvement {
  readonly text: string;
  readonly cables: number;
  readonly ports: number;
  readonly boxes: number;
  /** Single failures that no longer take a verb, over all verbs and devices; pairs alike. Less than 0: more of them do. */
  readonly singles: number;
  readonly pairs: number;
  /** Verbs by device that were there in no way before. */
  readonly gained: number;
  /** Devices with fewer cut sets on some verb. */
  readonly freed: number;
}

export interface Tried {
  /** Those that help, best first. */
  readonly improvements: readonly Improvement[];
  readonly tried: number;
  /** Candidates that were left out because the network is large. */
  readonly left: number;
}

const compared = (
  change: Change,
  before: readonly Count[],
  after: readonly Count[],
  devices: readonly string[],
): Improvement => {
  let [singles, pairs, gained] = [0, 0, 0];
  const freed = new Set<string>();
  before.forEach((old, at) => {
    const now = after[at];
    if (!now) return;
    if (!old) gained++;
    else {
      singles += old[0] - now[0];
      pairs += old[1] - now[1];
    }
    if (!old || now[0] < old[0] || (now[0] === old[0] && now[1] < old[1])) freed.add(devices[at]!);
  });
  const { text, cables, ports, boxes } = change;
  return { text, cables, ports, boxes, singles, pairs, gained, freed: freed.size };
};

/**
 * Most first: a verb that is there at all, then what single failures no longer take, then pairs, which are far rarer; then fewer boxes,
 * cables and ports; then more devices freed.
 */
const better = (a: Improvement, b: Improvement): number =>
  b.gained - a.gained ||
  b.singles - a.singles ||
  b.pairs - a.pairs ||
  a.boxes - b.boxes ||
  a.cables + a.ports - (b.cables + b.ports) ||
  b.freed - a.freed ||
  (a.text < b.text ? -1 : 1);

const helps = ({ gained, singles, pairs }: Improvement): boolean =>
  gained > 0 || singles > 0 || (singles === 0 && pairs > 0);

/** Work that is put into trying: facts times candidates. A candidate costs a compilation and its cut sets. */
const MOST_WORK = 1_000_000;
const FEWEST_TRIED = 6;

/** Each kind's first, then each kind's second, ..., so that all kinds are tried where not all candidates can be. */
const inTurn = (lists: readonly (readonly Change[])[]): Change[] => {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
};

/** Who wants to know how far it is: how many of how many, and which is tried. */
export type Tell = (text: string) => void;

/** Tries every candidate change on a copy of the network and says what each is worth. `known`: the counts of all verbs as they are. */
export const tryChanges = (analysis: Analysis, tell: Tell = () => {}, known?: readonly Count[]): Tried => {
  const { topology, system } = analysis.facts;
  const candidates = inTurn(changeKinds.map((kind) => kind.candidates(topology)));
  const most = Math.max(FEWEST_TRIED, Math.floor(MOST_WORK / system.size));
  const devices = analysis.verbs.map((verb) => verb.device);
  const before =
    known ??
    countGoals(
      system,
      analysis.verbs.map((verb) => verb.fact),
    );
  const chosen = candidates.slice(0, most);
  const results = chosen.map((change, at) => {
    tell(`trying change ${at + 1} of ${chosen.length}: ${change.text}`);
    return compared(change, before, countsAfter(analysis, before, change.apply()), devices);
  });
  return {
    improvements: results.filter(helps).sort(better),
    tried: results.length,
    left: candidates.length - results.length,
  };
};
