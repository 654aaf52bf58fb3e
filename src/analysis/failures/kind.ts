import type { Verb } from '#model/failure.ts';
import type { Topology } from '#model/topology.ts';

/**
 * What a failure can take, by layer. `wire`: a cable passes traffic, current or characters. `running`: powered and not broken.
 * `system`: its operating system or firmware runs. `prompt`: something
 * on it answers who types on its console: boot menu, passphrase question or login. `data-plane`: forwards and serves on its ports that are not apart. `service`: a daemon.
 * `bmc`: a BMC. `transit`: a provider carries packets. `feed`: a power feed. `quiet`: does not keep the shared address while it
 * cannot serve. `dependency`: a service that access depends on answers; `accepts`: and lets people in. `key`: an operator's keys work.
 * `source`: a door lets a network in, `<network>@<door>`. `warm`: a site has had power all the time.
 */
export const LAYERS = [
  'wire',
  'running',
  'system',
  'prompt',
  'data-plane',
  'service',
  'bmc',
  'transit',
  'feed',
  'quiet',
  'dependency',
  'accepts',
  'key',
  'source',
  'warm',
] as const;
export type Layer = (typeof LAYERS)[number];
export type Element = `${Layer}:${string}`;

/** What would mend it. `remote` is tried first; `otherwise` holds when no way lives. */
export interface Repair {
  readonly remote: readonly { readonly verb: Verb; readonly device: string }[];
  readonly otherwise: 'hands' | 'third-party' | 'itself';
  /**
   * Devices that have to be mended one by one, each by any of its verbs, in place of any one of `remote`. Ways that open while this
   * goes on are not counted.
   */
  readonly each?: readonly { readonly device: string; readonly verbs: readonly Verb[] }[];
  /** Who, where it is a third party. */
  readonly who?: string;
}

export type ScopeWord =
  | 'cable'
  | 'device'
  | 'provider'
  | 'feed'
  | 'service'
  | 'port'
  | 'uplink'
  | 'rack'
  | 'site'
  | 'campus'
  | 'software'
  | 'dependency'
  | 'operator'
  | 'network'
  | 'network at a door';

/** One kind of failure: what it can hit, what it takes there, and what mends it. */
export interface FailureKind {
  readonly id: string;
  readonly title: string;
  /** What the scope of this kind is, in a word. */
  readonly scope: ScopeWord;
  /** Every scope that it can hit in this network. */
  scopes(topology: Topology): string[];
  takes(topology: Topology, scope: string): Element[];
  repair(topology: Topology, scope: string): Repair;
}
