/** What one run of the cut sets took. */
export interface Figures {
  readonly devices: number;
  /** Seconds of CPU: all sets of order 1 and 2, and compiling before that. */
  readonly cutSets: number;
  readonly compiling: number;
  /** Peak of the process. */
  readonly megabytes: number;
}

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [640, 400, 60, 40, 30, 70];
const DECADES = { x: [3, 5], y: [-1, 2] } as const;

const scale = (value: number, [from, to]: readonly [number, number], start: number, end: number): number =>
  start + ((Math.log10(value) - from) / (to - from)) * (end - start);
const x = (devices: number): number => scale(devices, DECADES.x, LEFT, WIDTH - RIGHT);
const y = (seconds: number): number => scale(seconds, DECADES.y, HEIGHT - BOTTOM, TOP);

const text = (at: readonly [number, number], said: string, anchor = 'middle'): string =>
  `<text x="${at[0].toFixed(0)}" y="${at[1].toFixed(0)}" text-anchor="${anchor}">${said}</text>`;

const line = (points: readonly (readonly [number, number])[], style: string): string =>
  `<polyline points="${points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(' ')}" fill="none" ${style}/>`;

const grid = (): string[] => [
  ...[1000, 3000, 10_000, 30_000, 100_000].flatMap((devices) => [
    line(
      [
        [x(devices), TOP],
        [x(devices), HEIGHT - BOTTOM],
      ],
      'stroke="#ddd"',
    ),
    text([x(devices), HEIGHT - BOTTOM + 16], devices.toLocaleString('en')),
  ]),
  ...[0.1, 1, 10, 100].flatMap((seconds) => [
    line(
      [
        [LEFT, y(seconds)],
        [WIDTH - RIGHT, y(seconds)],
      ],
      'stroke="#ddd"',
    ),
    text([LEFT - 6, y(seconds) + 4], `${seconds} s`, 'end'),
  ]),
];

const series = (
  figures: readonly Figures[],
  value: (one: Figures) => number,
  colour: string,
  name: string,
  side: -1 | 1,
): string[] => {
  const points = figures.map((one) => [x(Math.max(1000, one.devices)), y(value(one))] as const);
  const legend = TOP + (side < 0 ? 14 : 32);
  return [
    line(points, `stroke="${colour}" stroke-width="2"`),
    ...points.map(([a, b]) => `<circle cx="${a.toFixed(1)}" cy="${b.toFixed(1)}" r="3.5" fill="${colour}"/>`),
    ...figures.map((one, at) =>
      text([points[at]![0], points[at]![1] + (side < 0 ? -8 : 18)], value(one).toPrecision(2)),
    ),
    line(
      [
        [LEFT + 12, legend],
        [LEFT + 36, legend],
      ],
      `stroke="${colour}" stroke-width="2"`,
    ),
    text([LEFT + 42, legend + 4], name, 'start'),
  ];
};

/** How time grows with devices, both in decades; the dashed line grows as the devices do. `notes` are told below: date, machine, command. */
export const growthSvg = (figures: readonly Figures[], notes: readonly string[]): string => {
  const [first] = figures;
  const begin = first!.cutSets;
  const linear = [
    [x(1000), y((begin * 1000) / first!.devices)],
    [x(100_000), y((begin * 100_000) / first!.devices)],
  ] as const;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<title>Seconds of CPU for all cut sets of order 2, by devices</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text([WIDTH / 2, 20], 'Seconds of CPU by devices; six base facts an element'),
    ...grid(),
    line(linear, 'stroke="#999" stroke-dasharray="4 4"'),
    ...series(figures, (one) => one.compiling, '#8a5a12', 'compiling the network', -1),
    ...series(figures, (one) => one.cutSets, '#1f5fa8', 'all cut sets of order 2', 1),
    ...notes.map((note, at) => text([LEFT, HEIGHT - 34 + 14 * at], note, 'start')),
    '</svg>',
  ].join('\n')}\n`;
};
