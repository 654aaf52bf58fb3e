import { runRules } from '#analysis/rules/index.ts';
import type { Network } from '#model/network.ts';

/** The ids of the rules that the network breaks today. */
export const brokenRules = (network: Network): ReadonlySet<string> =>
  new Set(runRules(network, new Date().toISOString().slice(0, 10)).map((finding) => finding.code));
