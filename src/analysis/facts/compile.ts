import type { Network } from '#model/network.ts';
import { type Topology, topologyOf } from '#model/topology.ts';
import { defineCells, vantages } from './cells.ts';
import { compiling } from './context.ts';
import { defineElements } from './elements.ts';
import { defineFailures } from './hits.ts';
import { defineLogins } from './logins.ts';
import { defineNeeds } from './needs.ts';
import { definePower, definePowerWays, type PowerWays } from './power.ts';
import { defineStarts } from './start.ts';
import { FactBuilder, type FactSystem, type Ground } from './system.ts';
import { defineVerbs } from './verbs.ts';
import { WhileOff } from './while-off.ts';

/** Everything but power, which is said last: what a changed network's facts can be built upon. */
export interface Ways extends Ground {
  readonly power: readonly PowerWays[];
}

/** A network as a system of facts, with what is needed to ask it. */
export interface Facts {
  readonly topology: Topology;
  readonly system: FactSystem;
  readonly vantages: readonly string[];
  readonly ways: Ways;
}

/** Elements and what takes them, ways, cells, verbs other than power. */
const defineWays = (network: Network) => {
  const facts = new FactBuilder();
  const context = compiling(topologyOf(network), facts);
  const taken = defineFailures(context);
  defineElements(context, taken);
  defineNeeds(context, taken);
  defineLogins(context, taken);
  defineCells(context);
  defineVerbs(context);
  const power = definePowerWays(context);
  defineStarts(context, taken);
  return { context, facts, power };
};

/** The facts of a network before power is. */
export const compileWays = (network: Network): Ways => {
  const { facts, power } = defineWays(network);
  const system = facts.seal();
  return { system, names: facts.names, size: system.size, power };
};

/** Compiles the network. */
export const compileFacts = (network: Network): Facts => {
  const { context, facts, power } = defineWays(network);
  const before = facts.seal();
  definePower(context, power, new WhileOff(facts, before));
  const system = facts.seal();
  return {
    topology: context.topology,
    system,
    vantages: vantages(context),
    ways: { system, names: facts.names, size: before.size, power },
  };
};
