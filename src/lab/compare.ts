import type { PredictedCell } from '#analysis/predict.ts';
import type { PredictedResort } from '#analysis/predict-resorts.ts';
import { endpoints } from '#model/endpoint.ts';
import { type Failure, failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { CONSOLE_OUTCOMES } from './observe/console-outcome.ts';
import type { ResortCell } from './observe/resorts.ts';
import type { Cell, Login, Observation, ObservationFile } from './verify/observation.ts';

/** What the model says of every cell while these failures last. */
export type Predictor = (failures: readonly Failure[]) => readonly PredictedCell[];
/** Addresses at which nobody logs in though they answer: names are gone, or an authentication server lets nobody in. */
export type ShutPredictor = (failures: readonly Failure[]) => ReadonlySet<string>;
/** And of every console and power. */
export type ResortPredictor = (failures: readonly Failure[]) => readonly PredictedResort[];

/** One place where model and lab disagree. */
export interface Mismatch {
  /** Failure id, `start`, or `end` for the look after the last failure was mended. */
  readonly failure: string;
  readonly what: 'cell' | 'console' | 'power' | 'login' | 'unsettled' | 'not-mended' | 'wrong-host';
  readonly vantage: string;
  readonly ip: string;
  readonly predicted: string;
  readonly observed: string;
}

/** One failure kind: predicted by observed. */
export interface KindResult {
  readonly kind: string;
  readonly possible: number;
  readonly caused: number;
  readonly cells: number;
  /** Predicted and observed, yes or no. */
  readonly matrix: {
    readonly yesYes: number;
    readonly yesNo: number;
    readonly noYes: number;
    readonly noNo: number;
  };
  /** Cells that answered at the start and no longer do; cells that still answer. */
  readonly lost: number;
  readonly living: number;
}

/** One failure: what it took, by prediction and by observation. */
export interface FailureResult {
  readonly failure: string;
  readonly cells: number;
  /** Cells that answered at the start and are predicted, or seen, to be silent. */
  readonly predictedLost: number;
  readonly observedLost: number;
  readonly living: number;
  readonly disagree: number;
  readonly settleSeconds: number;
  readonly mendSeconds: number;
}

export interface Comparison {
  readonly failures: readonly FailureResult[];
  readonly kinds: readonly KindResult[];
  readonly start: KindResult;
  readonly logins: number;
  readonly mismatches: readonly Mismatch[];
  /** Kinds that were possible and not caused, or showed nothing lost or nothing living though the network allows it. */
  readonly weak: readonly string[];
}

const key = (vantage: string, ip: string): string => `${vantage} ${ip}`;
const resortKey = ({ vantage, device, verb }: Pick<PredictedResort, 'vantage' | 'device' | 'verb'>): string =>
  key(vantage, `${verb} ${device}`);

/** Everything that was tried, by key, with whether it answered. */
const seenIn = ({ cells, resorts = [] }: Observation): Map<string, boolean> =>
  new Map([
    ...cells.map((cell) => [key(cell.vantage, cell.ip), cell.outcome === 'answered'] as const),
    ...resorts.map((cell) => [resortKey(cell), cell.outcome === 'answered'] as const),
  ]);

const ANSWERS = (yes: boolean): string => (yes ? 'answers' : 'does not answer');

/** What came of a try, and for a console that does not answer what to do about it. */
const resortSays = ({ verb, outcome }: ResortCell): string => {
  if (verb !== 'console' || outcome === 'answered' || outcome === 'no-vantage') return outcome;
  const { says, remedy } = CONSOLE_OUTCOMES[outcome];
  return `${outcome}: ${says}; ${remedy}`;
};

const compareResorts = (
  id: string,
  { resorts = [] }: Observation,
  predicted: ReadonlyMap<string, boolean>,
): Mismatch[] =>
  resorts.flatMap((cell): Mismatch[] => {
    const answers = predicted.get(resortKey(cell)) ?? false;
    const common = {
      failure: id,
      what: cell.verb,
      vantage: cell.vantage,
      ip: `${cell.device} by ${cell.by}`,
    };
    if (answers !== (cell.outcome === 'answered'))
      return [{ ...common, predicted: ANSWERS(answers), observed: resortSays(cell) }];
    return cell.said === undefined || cell.said === cell.device
      ? []
      : [{ ...common, what: 'wrong-host', predicted: cell.device, observed: cell.said }];
  });

const compareCells = (
  id: string,
  cells: readonly Cell[],
  predicted: ReadonlyMap<string, boolean>,
  hosts: ReadonlyMap<string, string>,
): Mismatch[] =>
  cells.flatMap((cell): Mismatch[] => {
    const said = predicted.get(key(cell.vantage, cell.ip)) ?? false;
    const seen = cell.outcome === 'answered';
    const common = { failure: id, vantage: cell.vantage, ip: cell.ip };
    if (said !== seen) return [{ ...common, what: 'cell', predicted: ANSWERS(said), observed: cell.outcome }];
    if (!seen || cell.host === hosts.get(cell.ip)) return [];
    return [
      { ...common, what: 'wrong-host', predicted: hosts.get(cell.ip)!, observed: cell.host ?? 'no key' },
    ];
  });

const compareLogins = (
  id: string,
  logins: readonly Login[],
  predicted: ReadonlyMap<string, boolean>,
  shut: ReadonlySet<string>,
): Mismatch[] =>
  logins.flatMap(({ door, jumphost, ip, ok, said }): Mismatch[] => {
    const hops = jumphost === '' ? [ip] : [jumphost.split('@')[1]!, ip];
    const expected = !hops.some((hop) => shut.has(hop)) && loginHolds(predicted, door, jumphost, ip);
    if (expected === ok) return [];
    const words = expected ? 'logs in' : 'cannot log in';
    return [
      { failure: id, what: 'login', vantage: `${door} ${jumphost}`, ip, predicted: words, observed: said },
    ];
  });

/** A login through a jumphost needs the jumphost from the door, and the device from the jumphost. */
const loginHolds = (
  predicted: ReadonlyMap<string, boolean>,
  door: string,
  jumphost: string,
  ip: string,
): boolean => {
  if (jumphost === '') return predicted.get(key(door, ip)) ?? false;
  const [name, jumpIp] = jumphost.split('@');
  return (
    (predicted.get(key(door, jumpIp!)) ?? false) && (predicted.get(key(`jumphost:${name}`, ip)) ?? false)
  );
};

const trouble = (id: string, seen: Observation): Mismatch[] => [
  ...(seen.settledAfter === undefined
    ? [
        {
          failure: id,
          what: 'unsettled' as const,
          vantage: '',
          ip: '',
          predicted: 'settles',
          observed: `${seen.rounds} rounds`,
        },
      ]
    : []),
  ...seen.notMended.map(({ vantage, ip, outcome }) => ({
    failure: id,
    what: 'not-mended' as const,
    vantage,
    ip,
    predicted: 'as at the start',
    observed: outcome,
  })),
];

const predictedMap = (
  predict: Predictor,
  predictResorts: ResortPredictor,
  failures: readonly Failure[],
): Map<string, boolean> =>
  new Map([
    ...predict(failures).map(({ vantage, ip, answers }) => [key(vantage, ip), answers] as const),
    ...predictResorts(failures).map((cell) => [resortKey(cell), cell.answers] as const),
  ]);

interface Compared {
  readonly observation: Observation;
  readonly predicted: ReadonlyMap<string, boolean>;
  readonly mismatches: readonly Mismatch[];
}

const tally = (
  kind: string,
  possible: number,
  all: readonly Compared[],
  start: ReadonlyMap<string, boolean>,
): KindResult => {
  const matrix = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 };
  let [cells, lost, living] = [0, 0, 0];
  for (const { observation, predicted } of all)
    for (const [tried, seen] of seenIn(observation)) {
      const said = predicted.get(tried) ?? false;
      matrix[said ? (seen ? 'yesYes' : 'yesNo') : seen ? 'noYes' : 'noNo']++;
      cells++;
      if (seen) living++;
      else if (start.get(tried)) lost++;
    }
  return { kind, possible, caused: all.length, cells, matrix, lost, living };
};

const failureResult = (
  { observation, predicted, mismatches }: Compared,
  start: ReadonlyMap<string, boolean>,
): FailureResult => {
  const seen = seenIn(observation);
  const before = [...seen].filter(([tried]) => start.get(tried));
  return {
    failure: observation.failure ? failureId(observation.failure) : 'start',
    cells: seen.size,
    predictedLost: before.filter(([tried]) => !predicted.get(tried)).length,
    observedLost: before.filter(([, answered]) => !answered).length,
    living: [...seen.values()].filter((answered) => answered).length,
    disagree: mismatches.length,
    settleSeconds: observation.seconds.settle,
    mendSeconds: observation.seconds.mend,
  };
};

/** Whether some possible failure of the kind takes a cell, and whether some leaves one, by the prediction. */
const allowed = (
  predict: Predictor,
  possible: readonly Failure[],
  kind: string,
): { lost: boolean; living: boolean } => {
  const start = predict([]);
  const found = { lost: false, living: false };
  for (const failure of possible) {
    if (failure.kind !== kind || (found.lost && found.living)) continue;
    predict([failure]).forEach(({ answers }, at) => {
      if (answers) found.living = true;
      else if (start[at]?.answers) found.lost = true;
    });
  }
  return found;
};

const isWeak = ({ caused, lost, living }: KindResult, can: { lost: boolean; living: boolean }): boolean =>
  caused === 0 || (can.lost && lost === 0) || (can.living && living === 0);

/** Holds what was observed against what the model predicts, cell by cell. Never looks at the lab. */
export const compare = (
  network: Network,
  file: ObservationFile,
  predict: Predictor,
  possible: readonly Failure[],
  predictResorts: ResortPredictor = () => [],
  predictShut: ShutPredictor = () => new Set(),
): Comparison => {
  const atStart = seenIn(file.start);
  const hosts = new Map(endpoints(network).map(({ address, host }) => [address.ip, host]));
  const one = (observation: Observation, name = 'start'): Compared => {
    const { failure } = observation;
    const id = failure ? failureId(failure) : name;
    const failures = failure ? [failure] : [];
    const predicted = predictedMap(predict, predictResorts, failures);
    const mismatches = [
      ...compareCells(id, observation.cells, predicted, hosts),
      ...compareResorts(id, observation, predicted),
      ...compareLogins(id, observation.logins, predicted, predictShut(failures)),
      ...trouble(id, observation),
    ];
    return { observation, predicted, mismatches };
  };
  const start = one(file.start);
  const all = file.observations.map((seen) => one(seen));
  const ends = file.ends.map((seen) => one(seen, 'end'));
  const kinds = [...new Set(possible.map((failure) => failure.kind))].sort().map((kind) =>
    tally(
      kind,
      possible.filter((failure) => failure.kind === kind).length,
      all.filter(({ observation }) => observation.failure?.kind === kind),
      atStart,
    ),
  );
  return {
    failures: all.map((compared) => failureResult(compared, atStart)),
    kinds,
    start: tally('start', 1, [start], atStart),
    logins: [start, ...all, ...ends].reduce((sum, { observation }) => sum + observation.logins.length, 0),
    mismatches: [start, ...all, ...ends].flatMap(({ mismatches }) => mismatches),
    weak: kinds.filter((kind) => isWeak(kind, allowed(predict, possible, kind.kind))).map(({ kind }) => kind),
  };
};
