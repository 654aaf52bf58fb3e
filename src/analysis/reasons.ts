import { type Failure, failureId, type Step, type Verb } from '#model/failure.ts';
import { waysInto } from './paths.ts';
import type { Analysis } from './state.ts';

/** One way to a verb, and what of the failures is in its way. */
export interface CutWay {
  readonly steps: readonly Step[];
  /** Ids of the failures that take it. */
  readonly cutBy: readonly string[];
}

/** Why a verb is lost. */
export interface Reason {
  readonly device: string;
  readonly verb: Verb;
  readonly ways: readonly CutWay[];
}

/** Ways that are looked at. */
const MOST_WAYS = 4;

/** Why the failures take the verb: the best ways in of the healthy network, each with those of the failures that cut it. */
export const reasonFor = (
  analysis: Analysis,
  device: string,
  verb: Verb,
  failures: readonly Failure[],
): Reason => {
  const ids = failures.map(failureId);
  const ways = waysInto(analysis, device, verb, new Set(), MOST_WAYS)
    .filter((way) => way.band === 'oob')
    .map(({ steps, restsOn }) => ({ steps, cutBy: ids.filter((id) => restsOn.includes(id)) }));
  return { device, verb, ways };
};
