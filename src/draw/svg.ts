import { FONT } from './look.ts';
import { escapeXml } from './text.ts';

/** Where and how large; pixels, y downwards. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export type Point = readonly [x: number, y: number];

/** Two digits are enough for a screen, and the same on every machine. */
const number = (value: number): string => String(Math.round(value * 100) / 100);

type Attributes = Readonly<Record<string, string | number | undefined>>;

const attributes = (all: Attributes): string =>
  Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? number(value) : escapeXml(value!)}"`)
    .join('');

/** One element. `inside` is markup already; text goes through `textAt`. */
export const element = (name: string, all: Attributes, inside = ''): string =>
  inside === '' ? `<${name}${attributes(all)}/>` : `<${name}${attributes(all)}>${inside}</${name}>`;

/** What a pointer over the element tells, and a screen reader. */
export const titleOf = (text: string): string => `<title>${escapeXml(text)}</title>`;

export const rect = (box: Box, all: Attributes, inside = ''): string =>
  element('rect', { x: box.x, y: box.y, width: box.w, height: box.h, ...all }, inside);

export interface TextLook {
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly anchor?: 'middle' | 'end';
  /** A light edge, so that it reads over lines. */
  readonly halo?: boolean;
}

/** A line of text; `y` is its base line. */
export const textAt = (x: number, y: number, text: string, look: TextLook): string =>
  element(
    'text',
    {
      x,
      y,
      'font-size': look.size,
      fill: look.fill,
      'font-weight': look.bold ? 600 : undefined,
      'text-anchor': look.anchor,
      ...(look.halo
        ? { 'paint-order': 'stroke', stroke: '#ffffff', 'stroke-width': 3.5, 'stroke-linejoin': 'round' }
        : {}),
    },
    escapeXml(text),
  );

/** The `d` of a path through the points. */
export const pathThrough = (points: readonly Point[]): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('');

export interface SvgDocument {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly defs?: string;
  readonly body: readonly string[];
}

/** On paper a picture takes one page, whatever its size (CSS Paged Media, `size`). Nothing in it refers to anything. */
export const printStyle = (width: number, height: number): string =>
  `<style>@page{size:${width > height ? 'landscape' : 'portrait'};margin:8mm}@media print{:root{width:100%;height:100%}}</style>`;

/**
 * A whole picture: no script, no reference to anything outside, a ground of its own so that it reads on dark pages, and a
 * title and description for those who cannot see it (SVG 2, 5.8; WAI-ARIA Graphics Module `role="img"`).
 */
export const svgDocument = ({ width, height, title, description, defs, body }: SvgDocument): string =>
  `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" font-family="${escapeXml(FONT)}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(description)}</desc>`,
    printStyle(width, height),
    ...(defs ? [`<defs>${defs}</defs>`] : []),
    rect({ x: 0.5, y: 0.5, w: width - 1, h: height - 1 }, { rx: 10, fill: '#ffffff', stroke: '#d3dae1' }),
    ...body,
    '</svg>',
  ].join('\n')}\n`;
