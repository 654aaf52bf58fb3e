import { judgeNetwork } from '#analysis/rules/index.ts';
import { PROFILES } from '#analysis/rules/profiles.ts';
import type { Network } from '#model/network.ts';
import { renderedOf } from '../check/rendered.ts';

/** Whether the network keeps a rule today. What has no facts or records to be judged by is neither kept nor broken. */
export type RuleState = 'kept' | 'broken' | 'not judged';

/** The state of a rule by its id, by the inventory and what is rendered from it. Without a way in nothing is kept that is about ways in. */
export const ruleStates = (network: Network, isEntered: boolean): ((id: string) => RuleState) => {
  const today = new Date().toISOString().slice(0, 10);
  const evidence = { rendered: renderedOf(network) };
  const { findings, unjudged, asked } = judgeNetwork(network, { today, profiles: PROFILES, evidence });
  const broken = new Set(findings.map(({ code }) => code));
  const open = new Set(unjudged.map(({ rule }) => rule));
  const judged = new Set(asked.filter((id) => isEntered && !open.has(id)));
  return (id) => {
    if (broken.has(id)) return 'broken';
    return judged.has(id) ? 'kept' : 'not judged';
  };
};
