import type { Point } from '../svg.ts';
import type { Boxes } from './boxes.ts';
import type { Band, Bus, PlacedPill } from './outside.ts';
import type { RackPlan } from './rack-plan.ts';
import type { Scene } from './scene.ts';
import type { SitePlan } from './site-plan.ts';
import type { FeedLabel } from './site-scene.ts';

/** The whole picture with all places known. */
export interface Page {
  readonly boxes: Boxes;
  readonly scene: Scene;
  readonly bands: readonly Band[];
  readonly sites: readonly SitePlan[];
  readonly racks: readonly RackPlan[];
  readonly pills: PlacedPill[];
  readonly buses: PlacedBus[];
  readonly feeds: FeedLabel[];
  readonly width: number;
  /** Where the legend may begin. */
  readonly bottom: number;
}

export interface PlacedBus {
  readonly bus: Bus;
  readonly lines: Point[][];
  /** Points that an arrow's tip touches, with its direction: 1 down, -1 up. */
  readonly arrows: { readonly at: Point; readonly way: 1 | -1 }[];
  readonly label: Point;
}
