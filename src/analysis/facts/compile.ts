import type { Network } from '#model/network.ts';
import { type Topology, topologyOf } from '#model/topology.ts';
import { defineCells, vantages } from './cells.ts';
import { compiling } from './context.ts';
import { defineElements } from './elements.ts';
import { defineFailures } from './hits.ts';
import { defineLogins } from './logins.ts';
import { defineNeeds } from './needs.ts';
import { definePower, definePowerWays } from './power.ts';
import { defineStarts } from './start.ts';
import { FactBuilder, type FactSystem } from './system.ts';
import { defineVerbs } from './verbs.ts';

/** A network as a system of facts, with what is needed to ask it. */
export interface Facts {
  readonly topology: Topology;
  readonly system: FactSystem;
  readonly vantages: readonly string[];
}

/** Compiles the network: elements and what takes them, ways, cells, verbs. */
export const compileFacts = (network: Network): Facts => {
  const topology = topologyOf(network);
  const facts = new FactBuilder();
  const context = compiling(topology, facts);
  const taken = defineFailures(context);
  defineElements(context, taken);
  defineNeeds(context, taken);
  defineLogins(context, taken);
  defineCells(context);
  defineVerbs(context);
  const powerWays = definePowerWays(context);
  defineStarts(context, taken);
  definePower(context, powerWays);
  return { topology, system: facts.seal(), vantages: vantages(context) };
};
