import { doorVantage, type Entrant, entrants, insideAddress } from '#model/entrant.ts';
import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { cellName } from './facts/cells.ts';
import type { FactSystem } from './facts/system.ts';
import { type Analysis, type Broken, baseFacts, breakOnPaper } from './state.ts';

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

/** Nobody else comes, and from nowhere else: what this one alone can do. */
const aloneWith = ({ operators, places, doors }: Network, { operator, place }: Entrant): Failure[] => [
  ...operators.filter(({ id }) => id !== operator).map(({ id }) => ({ kind: 'key-lost', scope: id })),
  ...places
    .filter(({ id }) => id !== place)
    .flatMap(({ id }) => doors.map((door) => ({ kind: 'operators-banned', scope: `${id}@${door.id}` }))),
];

const broken = (analysis: Analysis, failures: readonly Failure[]): Broken => {
  const { failed, unknown } = baseFacts(analysis, failures);
  if (unknown.length > 0) throw new Error(`unknown failure ${unknown[0]!.kind}:${unknown[0]!.scope}`);
  return breakOnPaper(analysis, failed);
};

/** Whether the second of those who try a door gets in, one cell a door. */
const otherCells = ({ facts }: Analysis, state: Broken, who: Entrant): PredictedCell[] => {
  const { network } = facts.topology;
  return network.doors.flatMap((door): PredictedCell[] => {
    const ip = insideAddress(network, door.id);
    if (ip === undefined) return [];
    const fact = cellFact(facts.system, `door:${door.id}`, ip);
    const answers = fact !== undefined && state.holds(fact);
    return [{ vantage: doorVantage(door.id, who, 1), ip, answers }];
  });
};

/**
 * Every vantage point by every address, those included that nothing ever permits. A door is seen by one person in one network, as in the lab;
 * a second one, where there is one, shows whether others get in (see `entrants`).
 */
export const predictCells = (analysis: Analysis, failures: readonly Failure[]): PredictedCell[] => {
  const { facts } = analysis;
  const { network } = facts.topology;
  const [first, second] = entrants(network).map((who) => ({
    who,
    state: broken(analysis, [...failures, ...aloneWith(network, who)]),
  }));
  const state = first?.state ?? broken(analysis, failures);
  const cells = facts.vantages.flatMap((vantage) =>
    network.addresses.map(({ ip }) => {
      const fact = cellFact(facts.system, vantage, ip);
      return { vantage, ip, answers: fact !== undefined && state.holds(fact) };
    }),
  );
  return second ? [...cells, ...otherCells(analysis, second.state, second.who)] : cells;
};
