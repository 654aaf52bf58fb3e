import type { Style } from '../output/style.ts';

/** Whether a site, rack, device or port is asked for. */
export type InScope = (id: string | undefined) => boolean;

/** Scope of `zrh1`, `zrh1/r01` or `zrh1/r01/sw1`: itself and all below. No text means everything. */
export const scopeOf = (text: string | undefined): InScope =>
  text === undefined
    ? () => true
    : (id) => id !== undefined && (id === text || id.startsWith(`${text}/`) || id.startsWith(`${text}:`));

/** A table whose row type is nobody else's business. */
export interface Table {
  readonly title: string;
  readonly count: number;
  readonly data: readonly unknown[];
  readonly text: (style: Style) => string;
  readonly csv: () => string;
}
