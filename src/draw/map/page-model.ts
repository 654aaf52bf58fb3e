import type { Box, Point } from '../svg.ts';
import type { MapNode } from './model.ts';
import type { Bus, Pill } from './outside.ts';
import type { Scene } from './scene.ts';
import type { SiteScene } from './site-scene.ts';

/** The whole picture with all places known. */
export interface Page {
  readonly scene: Scene;
  readonly sites: { readonly site: SiteScene; readonly box: Box }[];
  readonly bands: Box[];
  readonly pills: { readonly pill: Pill; readonly box: Box }[];
  readonly outside: { readonly node: MapNode; readonly provider?: MapNode; readonly box: Box }[];
  readonly buses: PlacedBus[];
  readonly feeds: { readonly node: MapNode; readonly at: Point; readonly room: number }[];
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
