import { type Failure, failureId, type Step, type Verb } from '#model/failure.ts';
import { waysInto } from './paths.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

/** One way to a verb, and what of the failures is in its way. */
export interface CutWay {
  readonly steps: readonly Step[];
  /** Ids of the failures that take it alone. */
  readonly cutBy: readonly string[];
  /** The first step that is gone with all of the failures; undefined where the way lives. */
  readonly stopsAt?: Step;
}

/** Why a verb is lost. */
export interface Reason {
  readonly device: string;
  readonly verb: Verb;
  /** The failures by which it is lost. */
  readonly failures: readonly Failure[];
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
  const broken = breakOnPaper(analysis, baseFacts(analysis, failures).failed);
  const gone = (step: Step): boolean => !broken.holds(analysis.facts.system.id(step.fact)!);
  const ways = waysInto(analysis, device, verb, new Set(), MOST_WAYS)
    .filter((way) => way.band === 'oob')
    .map(({ steps, restsOn }) => {
      const stopsAt = steps.find(gone);
      const cutBy = ids.filter((id) => restsOn.includes(id));
      return stopsAt ? { steps, cutBy, stopsAt } : { steps, cutBy };
    });
  return { device, verb, failures, ways };
};
