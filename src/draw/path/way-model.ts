import { waysInto } from '#analysis/paths.ts';
import { type Analysis, baseFacts } from '#analysis/state.ts';
import { type Failure, failureId, type Step, type Verb } from '#model/failure.ts';
import type { Network } from '#model/network.ts';

/** The best way to one verb of a device, or none. */
export interface DrawnWay {
  readonly verb: Verb;
  readonly band: 'oob' | 'in-band' | 'none';
  readonly steps: readonly Step[];
  /** How many single failures cut it. */
  readonly restsOn: readonly string[];
  /** Whether it is another one than without the failures. */
  readonly changed: boolean;
}

/** From the operator to a device, for each verb that was asked for. */
export interface WayModel {
  readonly device: string;
  readonly network: string;
  readonly from: readonly string[];
  readonly failures: readonly string[];
  readonly ways: readonly DrawnWay[];
}

const key = (steps: readonly Step[] | undefined): string =>
  JSON.stringify((steps ?? []).map((step) => step.fact));

/** The ways to a device; the device must be one of the network. */
export const wayModel = (
  analysis: Analysis,
  network: Network,
  device: string,
  verbs: readonly Verb[],
  failures: readonly Failure[] = [],
): WayModel => {
  const { failed } = baseFacts(analysis, failures);
  const best = (verb: Verb, without: ReadonlySet<number>) => waysInto(analysis, device, verb, without, 1)[0];
  return {
    device,
    network: network.name,
    from: network.places.map((place) => place.id),
    failures: failures.map(failureId),
    ways: verbs.map((verb): DrawnWay => {
      const way = best(verb, failed);
      const changed = failed.size > 0 && key(way?.steps) !== key(best(verb, new Set())?.steps);
      if (!way) return { verb, band: 'none', steps: [], restsOn: [], changed };
      return { verb, band: way.band, steps: way.steps, restsOn: way.restsOn, changed };
    }),
  };
};
