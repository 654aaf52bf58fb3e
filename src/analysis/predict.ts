import type { Failure } from '#model/failure.ts';
import { cellName } from './facts/cells.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

/** One cell: whether an ssh server answers at the address, seen from the vantage point. */
export interface PredictedCell {
  readonly vantage: string;
  readonly ip: string;
  readonly answers: boolean;
}

/** Every vantage point by every address, those included that nothing ever permits. */
export const predictCells = (analysis: Analysis, failures: readonly Failure[]): PredictedCell[] => {
  const { facts } = analysis;
  const { failed, unknown } = baseFacts(analysis, failures);
  if (unknown.length > 0) throw new Error(`unknown failure ${unknown[0]!.kind}:${unknown[0]!.scope}`);
  const broken = breakOnPaper(analysis, failed);
  return facts.vantages.flatMap((vantage) =>
    facts.topology.network.addresses.map(({ ip }) => {
      const fact = facts.system.id(cellName(vantage, ip));
      return { vantage, ip, answers: fact !== undefined && broken.holds(fact) };
    }),
  );
};
