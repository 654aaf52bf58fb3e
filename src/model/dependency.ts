import type { Place } from '#base/place.ts';

/** Services that access, repair or the people who do it can depend on (R60: no circular needs). */
export const DEPENDENCY_KINDS = [
  'dns',
  'dhcp',
  'aaa',
  'ntp',
  'ca',
  'vpn-control',
  'licence',
  'saas',
  'ipam',
  'secrets',
  'git',
  'chat',
  'phone',
  'log',
  'updates',
  'monitoring',
  'badge',
  'remote-hands',
] as const;
export type DependencyKind = (typeof DEPENDENCY_KINDS)[number];

/**
 * What stops without it: `access` (nobody gets in), `repair` (one gets in and cannot mend), `comfort` (slower, no more).
 */
export const DEPENDENCY_USES = ['access', 'repair', 'comfort'] as const;
export type DependencyUse = (typeof DEPENDENCY_USES)[number];

/** Services that our boxes ask on the Internet, at addresses that the inventory names. */
export const ASKED_OUTSIDE = ['ntp', 'updates'] as const satisfies readonly DependencyKind[];
export type AskedOutside = (typeof ASKED_OUTSIDE)[number];

/** What happens without it: a local account, a cached copy, or nothing that helps. */
export const FALLBACKS = ['none', 'local-account', 'cache', 'other-way'] as const;
export type Fallback = (typeof FALLBACKS)[number];

/** A service that somebody needs, and where it lives. */
export interface Dependency {
  readonly id: string;
  readonly kind: DependencyKind;
  /** Devices that it runs on; any of them is enough. */
  readonly on: readonly string[];
  /** The provider that offers it, when it runs on none of our devices. */
  readonly provider?: string;
  /** Sites that need it; empty: all. */
  readonly sites: readonly string[];
  readonly use: DependencyUse;
  readonly fallback: Fallback;
  /** The feed that it rests on, where it is not a device of ours: a badge reader's. */
  readonly feed?: string;
  /**
   * Of kind `aaa`: devices whose logins ask it. Absent: not said, and then `use: access` is the inventory's word that nobody gets in without it.
   */
  readonly logins?: readonly string[];
  /** Literal IPv4 addresses of a time or update server: what packet filters let our boxes reach outside. */
  readonly addresses: readonly string[];
  readonly place: Place;
}
