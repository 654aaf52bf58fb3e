import type { Box, Point } from '../svg.ts';
import type { MapNode, MapPlace } from './model.ts';

/** What has a place on the page: boxes of racks and nodes, and lines by the net that they belong to. */
export interface Scene {
  readonly racks: {
    readonly place: MapPlace;
    readonly title: string;
    readonly titleX: number;
    readonly box: Box;
  }[];
  readonly nodes: { readonly node: MapNode; readonly box: Box; readonly pill?: boolean }[];
  readonly lines: Map<string, Point[][]>;
  /** Where a net meets a node: there a failed cable is crossed out. */
  readonly joints: { readonly net: string; readonly node: string; readonly at: Point }[];
}

export const emptyScene = (): Scene => ({ racks: [], nodes: [], lines: new Map(), joints: [] });

/** Adds a line of a net; one without length is none. */
export const addLine = (scene: Scene, net: string, points: Point[]): void => {
  if (points.every(([x, y]) => x === points[0]![0] && y === points[0]![1])) return;
  const lines = scene.lines.get(net);
  if (lines) lines.push(points);
  else scene.lines.set(net, [points]);
};

/** Puts one scene into another, moved. */
export const addScene = (into: Scene, from: Scene, dx: number, dy: number): void => {
  const moved = (box: Box): Box => ({ ...box, x: box.x + dx, y: box.y + dy });
  const point = ([x, y]: Point): Point => [x + dx, y + dy];
  into.racks.push(...from.racks.map((r) => ({ ...r, box: moved(r.box), titleX: r.titleX + dx })));
  into.nodes.push(...from.nodes.map((n) => ({ ...n, box: moved(n.box) })));
  into.joints.push(...from.joints.map((j) => ({ ...j, at: point(j.at) })));
  for (const [net, lines] of from.lines) for (const line of lines) addLine(into, net, line.map(point));
};
