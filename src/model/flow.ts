import type { Place } from '#base/place.ts';

export const FLOW_NETWORKS = ['meta', 'production', 'management'] as const;
export type FlowNetwork = (typeof FLOW_NETWORKS)[number];

/** Bulk traffic that is no production, such as a backup, and the network that carries it (T12, R06). */
export interface Flow {
  readonly id: string;
  /** Devices that send. */
  readonly from: readonly string[];
  /** The device that receives, or the provider outside that does. */
  readonly to: string;
  readonly network: FlowNetwork;
  /** Megabits a second while it runs, where known. */
  readonly rate?: number;
  readonly place: Place;
}
