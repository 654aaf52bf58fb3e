import { ANY, type FactSystem } from '../facts/system.ts';
import type { Analysis } from '../state.ts';

/** The same facts as if these base facts had failed for good: any of nothing never holds. */
export const withoutFacts = (system: FactSystem, gone: readonly number[]): FactSystem => {
  const kinds = system.kinds.slice();
  for (const fact of gone) kinds[fact] = ANY;
  return { ...system, kinds };
};

/** The base facts whose failure is the absence of a thing: a device, a cable, an uplink or a provider by its id. */
export const factsOfThing = ({ facts: { system, topology } }: Analysis, thing: string): number[] =>
  [
    `device-dead:${thing}`,
    `link-cut:${topologyCable(topology, thing)}`,
    `provider-down:${thing}`,
    `feed-down:${thing}`,
  ]
    .map((name) => system.id(name))
    .filter((fact) => fact !== undefined);

/** A cable goes by either end. */
const topologyCable = (topology: Analysis['facts']['topology'], thing: string): string =>
  topology.cableAt(thing)?.id ?? thing;
