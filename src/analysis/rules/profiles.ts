import type { Severity } from '#model/finding.ts';

/**
 * Whose requirements: the talk's, or those of a published document. `nsa`: Performing Out-of-Band Network Management (2020); `cisa`:
 * Enhanced Visibility and Hardening Guidance (2024); `stig`: DISA's router and network guides; `bod-23-02`: CISA's
 * directive; `dora`: EU 2024/1774 article 13; `bsi`: BSI IT-Grundschutz NET.1.
 */
export const PROFILES = ['talk', 'nsa', 'cisa', 'stig', 'bod-23-02', 'dora', 'bsi'] as const;
export type Profile = (typeof PROFILES)[number];

/** How severe something is, and for whom. */
export interface Graded {
  readonly severity: Severity;
  /** Whose rule it is. One that is in none of the chosen profiles is not asked. */
  readonly profiles: readonly Profile[];
  /** Where a profile sees it otherwise than `severity` says. */
  readonly severities?: Readonly<Partial<Record<Profile, Severity>>>;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * How severe a rule is for somebody who follows these profiles; undefined: none of them asks it. Where they
 * disagree, the strictest counts, since all of them are to be met.
 */
export const severityIn = (rule: Graded, profiles: readonly Profile[]): Severity | undefined => {
  const said = rule.profiles
    .filter((profile) => profiles.includes(profile))
    .map((profile) => rule.severities?.[profile] ?? rule.severity);
  return ORDER.find((severity) => said.includes(severity));
};
