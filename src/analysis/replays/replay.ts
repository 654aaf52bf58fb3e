import type { Failure } from '#model/failure.ts';
import type { Topology } from '#model/topology.ts';

/** A real outage, told so that it can happen to any network. */
export interface Replay {
  /** `optus`, as one types it. */
  readonly id: string;
  /** `INC-OPTUS`, as rules cite it; those without a public case have none. */
  readonly incident?: string;
  /** Who and when. */
  readonly title: string;
  /** What happened there, in two or three sentences. */
  readonly story: string;
  /** What breaks here instead; empty when the network has nothing of the kind. */
  failures(topology: Topology): readonly Failure[];
  /** What is broken, in words. */
  readonly broken: string;
  /** Rules whose keeping would have turned it, `R33`. */
  readonly savedBy: readonly string[];
}
