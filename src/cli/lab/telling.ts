import { predictCells } from '#analysis/predict.ts';
import type { Analysis } from '#analysis/state.ts';
import type { Failure } from '#model/failure.ts';

/** How many cells a failure takes, by the prediction; 0 also if it takes all, which shows as little. */
const telling = (analysis: Analysis, answering: number, failure: Failure): number => {
  const left = predictCells(analysis, [failure]).filter((cell) => cell.answers).length;
  return left === 0 ? 0 : answering - left;
};

/**
 * Of each kind the few failures that show most: something lost, something living. For demonstrations; a proof takes a
 * sample that no prediction chose.
 */
export const tellingFailures = (
  analysis: Analysis,
  possible: readonly Failure[],
  perKind: number,
): Failure[] => {
  const answering = predictCells(analysis, []).filter((cell) => cell.answers).length;
  const kinds = [...new Set(possible.map((failure) => failure.kind))];
  return kinds.flatMap((kind) =>
    possible
      .filter((failure) => failure.kind === kind)
      .map((failure) => ({ failure, takes: telling(analysis, answering, failure) }))
      .sort((a, b) => b.takes - a.takes)
      .slice(0, perKind)
      .map(({ failure }) => failure),
  );
};
