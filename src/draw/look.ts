/** How things look. Every kind of wire differs from the others by dashes or width too, never by colour alone. */

export const FONT = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', Helvetica, Arial, sans-serif";

/** Contrast of every text colour on its ground is 4.5 to 1 or more (WCAG 2.2, 1.4.3). */
export const INK = { strong: '#1f2933', plain: '#3e4c59', quiet: '#616e7c' } as const;
export const GROUND = { page: '#ffffff', band: '#f4f6f8', site: '#fafbfc', rack: '#ffffff' } as const;
export const EDGE = { site: '#9aa5b1', rack: '#b8c2cc', band: '#d3dae1' } as const;

export interface Paint {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
}
export const PAINTS = {
  management: { fill: '#d9f2f5', stroke: '#0b7285', text: '#084c59' },
  production: { fill: '#f1f3f5', stroke: '#adb5bd', text: '#5c6670' },
  meta: { fill: '#ede7fb', stroke: '#7048c8', text: '#47288f' },
  people: { fill: '#ffefdd', stroke: '#c2410c', text: '#7a2a09' },
  power: { fill: '#fbf3e4', stroke: '#8a5a12', text: '#694409' },
} as const satisfies Record<string, Paint>;
export type PaintName = keyof typeof PAINTS;

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  readonly arrow?: boolean;
  /** For the legend. */
  readonly means: string;
}
export const STROKES = {
  management: { colour: '#0b7285', width: 2, means: 'management' },
  production: { colour: '#a3adb6', width: 1.2, means: 'production (grey)' },
  meta: { colour: '#7048c8', width: 1.4, dash: '5 3', means: 'meta: backups' },
  uplink: { colour: '#0b7285', width: 2.6, means: 'management uplink' },
  'uplink-mobile': { colour: '#0b7285', width: 2.6, dash: '2 3', means: 'by mobile or satellite' },
  'uplink-production': { colour: '#a3adb6', width: 2, means: 'production uplink' },
  interlink: { colour: '#0b7285', width: 1.8, dash: '10 3 2 3', means: 'interlink of two sites' },
  power: { colour: '#8a5a12', width: 1.6, means: 'power feed' },
  vpn: { colour: '#c2410c', width: 2, arrow: true, means: "operators' VPN" },
  landlord: { colour: '#c2410c', width: 2, dash: '6 3', arrow: true, means: "operators' networks only" },
  'dial-out': {
    colour: '#0b7285',
    width: 1.8,
    dash: '2 3',
    arrow: true,
    means: 'dials out to the rendezvous',
  },
  tunnel: { colour: '#0b7285', width: 1.5, dash: '7 4', arrow: true, means: 'static tunnel of a station' },
} as const satisfies Record<string, Stroke>;
export type StrokeName = keyof typeof STROKES;

/** What became of something. Each has a shape of its own. */
export const STATE_COLOURS = {
  unaffected: '#2b7a3d',
  'other-path': '#8f5a00',
  lost: '#b42318',
  never: '#616e7c',
} as const;
export const FAILED = '#b42318';
