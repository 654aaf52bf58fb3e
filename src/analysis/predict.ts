import type { Failure } from '#model/failure.ts';
import { cellName } from './facts/cells.ts';
import type { FactSystem } from './facts/system.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

/** One cell: whether an ssh server answers at the address, seen from the vantage point. */
export interface PredictedCell {
  readonly vantage: string;
  readonly ip: string;
  readonly answers: boolean;
}

/** The cell's fact. Who has entered by a door still has the Internet that he came over. */
const cellFact = (system: FactSystem, vantage: string, ip: string): number | undefined =>
  system.id(cellName(vantage, ip)) ??
  (vantage.startsWith('door:') ? system.id(cellName('internet', ip)) : undefined);

/** Every vantage point by every address, those included that nothing ever permits. */
export const predictCells = (analysis: Analysis, failures: readonly Failure[]): PredictedCell[] => {
  const { facts } = analysis;
  const { failed, unknown } = baseFacts(analysis, failures);
  if (unknown.length > 0) throw new Error(`unknown failure ${unknown[0]!.kind}:${unknown[0]!.scope}`);
  const broken = breakOnPaper(analysis, failed);
  return facts.vantages.flatMap((vantage) =>
    facts.topology.network.addresses.map(({ ip }) => {
      const fact = cellFact(facts.system, vantage, ip);
      return { vantage, ip, answers: fact !== undefined && broken.holds(fact) };
    }),
  );
};
