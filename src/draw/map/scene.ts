import type { Point } from '../svg.ts';

/** What is drawn between the boxes: lines by the net that they belong to. */
export interface Scene {
  readonly lines: Map<string, Point[][]>;
  /** Where a net meets a node: there a failed cable is crossed out. */
  readonly joints: { readonly net: string; readonly node: string; readonly at: Point }[];
}

export const emptyScene = (): Scene => ({ lines: new Map(), joints: [] });

/** Lines straight up and straight along, from the least to the most. */
export const upright = (x: number, ...ys: readonly number[]): Point[] => [
  [x, Math.min(...ys)],
  [x, Math.max(...ys)],
];
export const level = (y: number, ...xs: readonly number[]): Point[] => [
  [Math.min(...xs), y],
  [Math.max(...xs), y],
];

/** Adds a line of a net; one without length is none. */
export const addLine = (scene: Scene, net: string, points: Point[]): void => {
  if (points.every(([x, y]) => x === points[0]![0] && y === points[0]![1])) return;
  const lines = scene.lines.get(net);
  if (lines) lines.push(points);
  else scene.lines.set(net, [points]);
};
