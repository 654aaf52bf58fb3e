import type { State } from '#model/failure.ts';
import { MANAGEMENT_ROLES } from '#model/role.ts';
import { FAILED, INK, PAINTS, type Paint, type PaintName, STATE_COLOURS } from '../look.ts';
import { type Box, element, pathThrough, rect, textAt, titleOf } from '../svg.ts';
import { type Fitted, fitted, inTwo } from '../text.ts';
import type { MapNode } from './model.ts';
import { PART, SIZE } from './sizes.ts';

/** Which colours a role has. */
export const paintOfRole = (role: string): Paint => {
  const names: Readonly<Record<string, PaintName>> = {
    pdu: 'management',
    rendezvous: 'management',
    station: 'management',
    operators: 'people',
    'meta-switch': 'meta',
    feed: 'power',
  };
  const own = names[role];
  if (own) return PAINTS[own];
  return (MANAGEMENT_ROLES as ReadonlySet<string>).has(role) ? PAINTS.management : PAINTS.production;
};

/** Which colours a node has. */
export const paintOf = (node: MapNode): Paint => paintOfRole(node.kind);

/** Two diagonals: it has failed. */
export const crossOut = ({ x, y, w, h }: Box): string =>
  rect(
    { x, y, w, h },
    { rx: 4, fill: 'none', stroke: FAILED, 'stroke-width': 2, 'stroke-dasharray': '4 2' },
  ) +
  element('path', {
    d: `${pathThrough([
      [x, y],
      [x + w, y + h],
    ])}${pathThrough([
      [x, y + h],
      [x + w, y],
    ])}`,
    fill: 'none',
    stroke: FAILED,
    'stroke-width': 1.8,
  });

/** A small cross on a wire that has failed. */
export const crossAt = (x: number, y: number, size = 5): string =>
  element('path', {
    d: `${pathThrough([
      [x - size, y - size],
      [x + size, y + size],
    ])}${pathThrough([
      [x - size, y + size],
      [x + size, y - size],
    ])}`,
    fill: 'none',
    stroke: FAILED,
    'stroke-width': 2.6,
    'stroke-linecap': 'round',
  });

/** The sign of a state: a disc with a cross, a diamond, a ring with a tick, a dash. Shapes, so that they need no colour. */
export const stateSign = (state: State, x: number, y: number): string => {
  const colour = STATE_COLOURS[state];
  const line = (d: string, stroke: string) =>
    element('path', { d, fill: 'none', stroke, 'stroke-width': 1.8, 'stroke-linecap': 'round' });
  switch (state) {
    case 'lost':
      return (
        element('circle', { cx: x, cy: y, r: 6.5, fill: colour }) +
        line(`M${x - 2.6} ${y - 2.6}l5.2 5.2m0 -5.2l-5.2 5.2`, '#ffffff')
      );
    case 'other-path':
      return (
        element('path', {
          d: `M${x} ${y - 7}l7 7l-7 7l-7 -7z`,
          fill: '#ffe08a',
          stroke: colour,
          'stroke-width': 1.4,
        }) + line(`M${x - 3} ${y + 1}q3 -5 6 0m-2.6 .4l2.6 -.2l.4 -2.6`, colour)
      );
    case 'unaffected':
      return line(`M${x - 4} ${y}l3 3.4l5.4 -7`, colour);
    case 'never':
      return line(`M${x - 4} ${y}h8`, colour);
  }
};

const consoleSign = ({ x, y }: Box): string =>
  rect({ x: x + 2.5, y: y + 2.5, w: 5, h: 5 }, { fill: INK.strong });

/** What a pointer over the node tells. */
const spoken = (node: MapNode): string =>
  [
    node.members.length > 1
      ? `${node.label}: ${node.members.length} devices`
      : (node.members[0] ?? node.label),
    node.kind,
    ...(node.consoles ? [`serial console on ${node.consoles.join(', ')}`] : []),
    ...(node.feeds && node.feeds.length > 0 ? [`power from feed ${node.feeds.join(' and ')}`] : []),
    ...(node.state ? [node.state === 'lost' ? `lost: ${(node.lost ?? []).join(', ')}` : node.state] : []),
    ...node.failed,
  ].join('; ');

/** One or two lines in the middle of a box: smaller to fit, without a note in two lines, shortened where even that is too long. */
export const lines = (
  box: Box,
  label: string,
  note: string | undefined,
  fill: string,
  size = 12.5,
  halo = false,
): string => {
  const [room, middle] = [box.w - 8, box.y + box.h / 2];
  const one = ({ text, size: fit }: Fitted, y: number, bold: boolean) =>
    textAt(box.x + box.w / 2, y, text, { size: fit, fill, bold, anchor: 'middle', halo });
  const whole = fitted(label, room, size, true);
  if (note) return one(whole, middle - 2, true) + one(fitted(note, room, 10), middle + 11, false);
  if (!whole.cut || box.h < 2 * size) return one(whole, middle + whole.size * 0.36, true);
  const [first, second] = inTwo(label).map((part) => fitted(part, room, 11, true));
  return one(first!, middle - 3, true) + one(second!, middle + 10, true);
};

const partBox = (node: MapNode, box: Box): string => {
  const { fill, stroke, text } = PAINTS.management;
  const own = { x: box.x + box.w - PART, y: box.y, w: PART, h: box.h };
  const dash = node.part === 'ns' ? '3 2' : undefined;
  return (
    rect(own, { rx: 4, fill, stroke, 'stroke-width': 1.2, 'stroke-dasharray': dash }) +
    textAt(own.x + PART / 2, box.y + box.h / 2 + 3.6, node.part!, {
      size: 10,
      fill: text,
      bold: true,
      anchor: 'middle',
    })
  );
};

/** A device, or several alike: a box with its name, its own management beside it, its state in front. */
export const paintNode = (node: MapNode, box: Box): string => {
  const { fill, stroke, text } = paintOf(node);
  const [before, after] = [node.state ? SIZE.badge : 0, node.part ? PART : 0];
  const inner = { x: box.x + before, y: box.y, w: box.w - before - after, h: box.h };
  const stack =
    node.members.length > 1 ? rect({ ...box, x: box.x + 2.5, y: box.y + 2.5 }, { rx: 4, fill, stroke }) : '';
  const body = [
    titleOf(spoken(node)),
    stack,
    rect(box, { rx: 4, fill, stroke, 'stroke-width': 1.2 }),
    ...(node.part ? [partBox(node, box)] : []),
    ...(node.failed.length > 0 ? [crossOut(box)] : []),
    ...(node.consoles ? [consoleSign(box)] : []),
    ...(node.state ? [stateSign(node.state, box.x + 11, box.y + box.h / 2)] : []),
    lines(inner, node.label, node.note, text, 12.5, node.failed.length > 0),
  ];
  return element('g', {}, body.join(''));
};
