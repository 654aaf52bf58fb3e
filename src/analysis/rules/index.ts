import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import * as all from './all.ts';
import type { Rule } from './rule.ts';
import { type Judgement, judge, type Question } from './run.ts';

/** Every rule, sorted by id. The list to add to is all.ts. */
export const rules: readonly Rule[] = Object.values(all).sort((a, b) => (a.id < b.id ? -1 : 1));

/** What the rules say of the network. */
export const judgeNetwork = (network: Network, question: Question): Judgement =>
  judge(rules, network, question);

/** What the talk's rules find in the network on a day, which is an ISO date, without any evidence beside the inventory. */
export const runRules = (network: Network, today: string): readonly Finding[] =>
  judgeNetwork(network, { today }).findings;
