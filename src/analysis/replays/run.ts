import { type Failure, failureId, type Recovery } from '#model/failure.ts';
import { parseFailure } from '../parse-failure.ts';
import type { Analysis } from '../state.ts';
import { type WhatIf, whatIf } from '../whatif.ts';
import type { Replay } from './replay.ts';

/** What a replay does to this network. */
export interface Replayed {
  /** Failures of it that exist here, and those that do not. */
  readonly failures: readonly Failure[];
  readonly missing: readonly string[];
  readonly result: WhatIf;
  /** How many of its failures end in each way. */
  readonly ends: Readonly<Record<Recovery['how'], number>>;
}

const countEnds = ({ recovery }: WhatIf): Record<Recovery['how'], number> => {
  const ends = { itself: 0, remote: 0, 'third-party': 0, 'hands-later': 0, 'hands-now': 0 };
  for (const { how } of recovery.values()) ends[how]++;
  return ends;
};

/** Runs failures on the network. */
export const runFailures = (analysis: Analysis, failures: readonly Failure[]): Replayed => {
  const known = (failure: Failure): boolean => analysis.facts.system.id(failureId(failure)) !== undefined;
  // Whoever writes a failure twice breaks it once.
  const here = [...new Map(failures.filter(known).map((one) => [failureId(one), one])).values()];
  const result = whatIf(analysis, here);
  const missing = failures.filter((failure) => !known(failure)).map(failureId);
  return { failures: here, missing, result, ends: countEnds(result) };
};

/** Runs a real outage on the network. */
export const runReplay = (analysis: Analysis, replay: Replay): Replayed =>
  runFailures(analysis, replay.failures(analysis.facts.topology));

/** Runs what a user wrote; what is no failure of the network is left out, see `story-findings.ts`. */
export const runStory = (analysis: Analysis, texts: readonly string[]): Replayed =>
  runFailures(
    analysis,
    texts.flatMap((text) => {
      const parsed = parseFailure(analysis, text);
      return parsed.ok ? [parsed.value] : [];
    }),
  );
