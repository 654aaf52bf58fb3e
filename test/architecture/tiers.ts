/** One top folder of src and what its files may import. */
export interface Tier {
  /** Other top folders. */
  readonly imports: readonly string[];
  /** Pure: no `node:` module, and no package that is not in `packages`. Runs in a browser. */
  readonly pure?: boolean;
  /** npm packages; undefined: those of package.json. */
  readonly packages?: readonly string[];
}

const PURE = { pure: true, packages: [] as readonly string[] };
const UP_TO_PROBE = [
  'base',
  'model',
  'host',
  'addressing',
  'inventory',
  'analysis',
  'draw',
  'render',
  'secrets',
  'record',
  'access',
  'deploy',
  'probe',
] as const;

/** Who may import whom. Imports go up this list only. Folders that are still to come are listed already. */
export const TIERS: Readonly<Record<string, Tier>> = {
  base: { imports: [], ...PURE },
  model: { imports: ['base'], ...PURE },
  host: { imports: ['base'] },
  addressing: { imports: ['base', 'model'], ...PURE },
  inventory: { imports: ['base', 'model', 'addressing', 'host'] },
  analysis: { imports: ['base', 'model', 'addressing'], ...PURE },
  draw: { imports: ['base', 'model', 'analysis'], pure: true, packages: ['yoga-layout'] },
  render: { imports: ['base', 'model', 'addressing', 'analysis', 'draw'], ...PURE },
  secrets: { imports: ['base', 'model', 'host'] },
  record: { imports: ['base', 'model', 'host'] },
  access: { imports: ['base', 'model', 'host', 'secrets', 'record'] },
  deploy: { imports: ['base', 'model', 'host', 'secrets', 'record', 'render', 'access'] },
  probe: { imports: ['base', 'model', 'host', 'access'] },
  lab: { imports: UP_TO_PROBE },
  api: { imports: ['base', 'model'], pure: true, packages: ['zod'] },
  server: { imports: [...UP_TO_PROBE, 'api'] },
  cli: { imports: [...UP_TO_PROBE, 'lab', 'api', 'server'] },
};

/** The lab is compared with the analysis in this file and nowhere else. */
export const LAB_COMPARE = 'src/lab/compare.ts';

/** Programs of their own, whose stdout is the pipe to the process that started them. */
export const PIPED_PROGRAMS: readonly string[] = [
  'src/lab/hardware/main.ts',
  'src/lab/observe/prober-main.ts',
];
