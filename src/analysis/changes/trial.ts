import type { Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { cutSets } from '../cutsets/cut-sets.ts';
import { countSets } from '../cutsets/expand.ts';
import { NEVER } from '../cutsets/family.ts';
import { compileWays, type Ways } from '../facts/compile.ts';
import { partOf } from '../facts/part.ts';
import { Patch, restingOn } from '../facts/patch.ts';
import { definePower, type PowerWays } from '../facts/power.ts';
import type { FactBuilder, FactSystem, Forward } from '../facts/system.ts';
import { WhileOff } from '../facts/while-off.ts';
import type { Analysis } from '../state.ts';
import { cutOut, isWhole, type Region, regionOf } from './region.ts';

/** Numbers of cut sets of order 1, 2 and 3; undefined where a verb is not there. */
export type Count = readonly [number, number, number] | undefined;

/** The counts of cut sets up to order 2 of each goal. */
export const countGoals = (system: FactSystem, goals: readonly number[]): Count[] => {
  const cuts = cutSets(system, goals, 2);
  return goals.map((goal) => {
    const family = cuts.family(goal);
    return family === NEVER ? undefined : countSets(cuts, family);
  });
};

const sameIds = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((id, at) => id === b[at]);

/** Ways to power that are other ones than before, with the numbers that they have in the patch: those of the region only can be. */
const otherWays = (patch: Patch, ground: Ways, after: Ways, region: Region | undefined): PowerWays[] => {
  const here = (ids: readonly number[]): number[] => ids.map((id) => patch.of(after, id));
  const old = new Map(ground.power.map((one) => [one.device.id, one]));
  return after.power
    .filter(({ device }) => region === undefined || isWhole(region, device))
    .map(({ device, chassis, answers, pdus }) => ({
      device,
      chassis: here(chassis),
      answers: here(answers),
      pdus: here(pdus),
    }))
    .filter(({ device, chassis, answers, pdus }) => {
      const was = old.get(device.id);
      return (
        !was || !sameIds(was.chassis, chassis) || !sameIds(was.answers, answers) || !sameIds(was.pdus, pdus)
      );
    });
};

/** Those that are others, and those that rest on what has changed. */
const movedPower = (
  facts: FactBuilder,
  ground: readonly PowerWays[],
  others: readonly PowerWays[],
  rests: Uint8Array,
): PowerWays[] => {
  const made = new Set(others.map(({ device }) => device.id));
  const isMoved = ({ device, chassis, pdus }: PowerWays): boolean => {
    const needs = facts.known('needs', device.site ?? '');
    return [...chassis, ...pdus, ...(needs === undefined ? [] : [needs])].some((fact) => rests[fact] === 1);
  };
  return [...others, ...ground.filter((one) => !made.has(one.device.id) && isMoved(one))];
};

/** The changed network's facts, and the verbs that can have changed: their places in the analysis, and what facts they are now. */
interface Changed {
  readonly system: Forward;
  readonly verbs: ReadonlyMap<number, number>;
}

/** The region of a change, if it is less than half of the network: it is compiled before and after, the whole is only compiled after. */
const smallRegion = (topology: Topology, network: Network): Region | undefined => {
  const region = regionOf(topology, network);
  const devices = network.devices.length;
  return region && 2 * cutOut(network, region).devices.length < devices ? region : undefined;
};

/** Builds the facts that differ upon those of the network as it is. */
const changedFacts = (analysis: Analysis, network: Network): Changed => {
  const { topology, ways } = analysis.facts;
  const region = smallRegion(topology, network);
  const cut = (one: Network): Ways => compileWays(region ? cutOut(one, region) : one);
  const after = cut(network);
  const patch = new Patch(ways);
  patch.apply(region ? cut(topology.network) : ways, after);
  const { facts } = patch;
  const others = otherWays(patch, ways, after, region);
  const before = facts.seal();
  const rests = restingOn(before, patch.changed);
  const moved = movedPower(facts, ways.power, others, rests);
  definePower({ facts, network }, moved, new WhileOff(facts, before));
  const powers = new Set(moved.map(({ device }) => device.id));
  const verbs = new Map<number, number>();
  analysis.verbs.forEach(({ verb, device }, at) => {
    const fact = verb === 'power' && !powers.has(device) ? undefined : facts.known(verb, device);
    if (fact !== undefined && (verb === 'power' || rests[fact] === 1)) verbs.set(at, fact);
  });
  return { system: facts.forward(), verbs };
};

/**
 * The counts of cut sets of each verb in the changed network, given those in the network as it is. Only what the change can have redefined is
 * compiled, and only what rests on that is solved; the rest is what it was.
 */
export const countsAfter = (analysis: Analysis, before: readonly Count[], network: Network): Count[] => {
  const { system, verbs } = changedFacts(analysis, network);
  const part = partOf(system, [...verbs.values()]);
  const counts = countGoals(
    part,
    [...verbs.keys()].map((_, at) => at),
  );
  const found = [...before];
  [...verbs.keys()].forEach((at, place) => {
    found[at] = counts[place];
  });
  return found;
};
