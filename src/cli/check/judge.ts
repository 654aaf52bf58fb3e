import { countryFindings } from '#analysis/country-findings.ts';
import { storyFindings } from '#analysis/replays/story-findings.ts';
import { judgeNetwork } from '#analysis/rules/index.ts';
import type { Profile } from '#analysis/rules/profiles.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { renderedOf } from './rendered.ts';

/** What `check` says of a network by default: its rules, with what would be rendered, its stories and its countries. */
export const judgedFindings = (network: Network, today: string, profiles: readonly Profile[]): Finding[] => [
  ...storyFindings(network),
  ...countryFindings(network, today),
  ...judgeNetwork(network, { today, profiles, evidence: { rendered: renderedOf(network) } }).findings,
];
