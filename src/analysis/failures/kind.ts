import type { Verb } from '#model/failure.ts';
import type { Topology } from '#model/topology.ts';

/**
 * What a failure can take, by layer. `wire`: a cable passes traffic, current or characters. `running`: powered and not broken.
 * `data-plane`: forwards and serves on its ports that are not apart. `service`: a daemon. `transit`: a provider carries
 * packets. `feed`: a power feed. `quiet`: does not keep the shared address while it cannot serve.
 */
export type Layer = 'wire' | 'running' | 'data-plane' | 'service' | 'transit' | 'feed' | 'quiet';
export type Element = `${Layer}:${string}`;

/** What would mend it. `remote` is tried first; `otherwise` holds when no way lives. */
export interface Repair {
  readonly remote: readonly { readonly verb: Verb; readonly device: string }[];
  readonly otherwise: 'hands' | 'third-party' | 'itself';
  /** Who, where it is a third party. */
  readonly who?: string;
}

/** One kind of failure: what it can hit, what it takes there, and what mends it. */
export interface FailureKind {
  readonly id: string;
  readonly title: string;
  /** What the scope of this kind is, in a word: `cable`, `device`, `provider`, `feed`, `service`. */
  readonly scope: 'cable' | 'device' | 'provider' | 'feed' | 'service';
  /** Every scope that it can hit in this network. */
  scopes(topology: Topology): string[];
  takes(topology: Topology, scope: string): Element[];
  repair(topology: Topology, scope: string): Repair;
}
