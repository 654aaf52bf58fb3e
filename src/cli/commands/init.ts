import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type WriteProblem, writeTextFile } from '#host/write-files.ts';
import type { Command, Outcome } from '../command.ts';
import { cannot, done, refused } from '../outcome.ts';
import { packageRoot } from '../package-root.ts';

/** The example that each scenario starts from. */
const EXAMPLES: Readonly<Record<string, { readonly folder: string; readonly what: string }>> = {
  a: { folder: 'a-one-server', what: "one server in a landlord's rack" },
  b: { folder: 'b-one-rack', what: 'one rack' },
  c: { folder: 'c-one-datacentre', what: 'three racks in one datacentre' },
  d: { folder: 'd-datacentres', what: 'three sites' },
  full: { folder: 'full', what: 'two datacentres with everything' },
};

interface Source {
  readonly name: string;
  readonly text: string;
}

const read = (folder: string): Source[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

const writeAll = (sources: readonly Source[], target: string): WriteProblem | undefined => {
  for (const { name, text } of sources) {
    const written = writeTextFile(join(target, name), text, { replace: true });
    if (!written.ok) return written.error;
  }
  return undefined;
};

const REASONS: Readonly<Partial<Record<WriteProblem, string>>> = {
  denied: 'it may not be written there',
  full: 'the disk is full',
  exists: 'a file is in the way',
  'no-folder': 'a file is in the way',
};

const written = (sources: readonly Source[], target: string, cwd: string, what: string): Outcome => {
  const files = sources.map(({ name }) => relative(cwd, join(target, name)) || name);
  const where = relative(cwd, target);
  const cd = where === '' ? '' : `cd ${where}\n  `;
  const text = `Wrote ${files.join(', ')}: ${what}. Edit it, then
  ${cd}relaxops check       what is wrong with it
  relaxops plan        its addresses and cables
  relaxops survive     what every failure takes
`;
  return done({ files }, () => text);
};

/** `relaxops init`: a first inventory, from the example of a scenario. */
export const init: Command = {
  name: 'init',
  summary: 'a first inventory to edit',
  description: `Writes relaxops.yaml, commented, for a network like yours:
${Object.entries(EXAMPLES)
  .map(([name, { what }]) => `  ${name.padEnd(5)} ${what}`)
  .join('\n')}`,
  arguments: [],
  options: [
    {
      flags: '-s, --scenario <name>',
      description: 'what your network is like',
      default: 'b',
      choices: Object.keys(EXAMPLES),
    },
    { flags: '-o, --output <folder>', description: 'where to write', default: '.', complete: 'folder' },
    { flags: '--force', description: 'overwrite what is there' },
  ],
  examples: [
    { command: 'relaxops init', text: 'one rack, into this folder' },
    { command: 'relaxops init --scenario a -o oob', text: 'one server, into the folder oob' },
    { command: 'relaxops init --scenario full -o try', text: 'the whole example, to look around in' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'init/1',
  run: async (context, _args, options) => {
    const example = EXAMPLES[options.required('scenario')];
    const folder = join(packageRoot(), 'examples', example?.folder ?? '');
    if (!example || !existsSync(folder))
      return cannot(`the examples are not installed, expected "${folder}"`);
    const sources = read(folder);
    const target = resolve(context.cwd, options.required('output'));
    const taken = sources.map(({ name }) => name).filter((name) => existsSync(join(target, name)));
    if (taken.length > 0 && !options.flag('force')) {
      const text = `${taken.map((name) => `"${name}"`).join(', ')} is there already; nothing was written`;
      return refused('exists', text, '--force overwrites, --output writes elsewhere');
    }
    const problem = writeAll(sources, target);
    if (problem) return cannot(`cannot write to "${target}": ${REASONS[problem] ?? 'it failed'}`);
    return written(sources, target, context.cwd, example.what);
  },
};
