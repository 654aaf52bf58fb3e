import type { Failure } from '#model/failure.ts';
import type { Outcome } from '../hardware/protocol.ts';
import type { ResortCell } from '../observe/resorts.ts';

/** One try at one address from one vantage point. */
export interface Cell {
  readonly vantage: string;
  readonly ip: string;
  readonly outcome: Outcome | 'no-vantage';
  /** Which of the network's hosts owns the key that answered; `stranger` if none. */
  readonly host?: string;
}

/** One full login from a laptop behind a door, by the rendered ssh_config. */
export interface Login {
  readonly door: string;
  readonly jumphost: string;
  readonly ip: string;
  /** The name that the far end says it has, or why there was none. */
  readonly said: string;
  readonly ok: boolean;
}

/** What was seen while one failure lasted (or none, at the start). Written to a file before anything is compared. */
export interface Observation {
  readonly failure?: Failure;
  readonly cells: readonly Cell[];
  readonly logins: readonly Login[];
  /** Consoles and power, once the network had settled; absent where nobody tried. */
  readonly resorts?: readonly ResortCell[];
  /** Close looks until a second look saw the same; absent when the bound came first. */
  readonly settledAfter?: number;
  readonly rounds: number;
  /** Addresses and logins tried for it. */
  readonly tries: number;
  /** Cells that were not as at the start after mending, once the bound was reached. Empty is good. */
  readonly notMended: readonly Cell[];
  readonly seconds: {
    readonly cause: number;
    readonly settle: number;
    readonly mend: number;
    readonly waited: number;
  };
}

/** Everything that one run saw of one network. */
export interface ObservationFile {
  readonly schema: 'relaxops/observations/1';
  readonly network: string;
  readonly seed: number;
  readonly start: Observation;
  readonly observations: readonly Observation[];
  /** For each lab a close look at every cell after its last failure was mended. */
  readonly ends: readonly Observation[];
}
