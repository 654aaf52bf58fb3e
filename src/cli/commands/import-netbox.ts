import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import { NO_MEMORY } from '#inventory/netbox/memory.ts';
import { type Reimported, reimport } from '#inventory/netbox/merge/reimport.ts';
import type { Finding } from '#model/finding.ts';
import type { Command, Context, Outcome } from '../command.ts';
import { answerText, guessesIn, importData } from '../import/answer.ts';
import {
  type Before,
  type ImportFiles,
  importFiles,
  mappingAfter,
  readBefore,
  writeAfter,
} from '../import/files.ts';
import { importFrom, isDump, type Or } from '../import/sources.ts';
import { done, refused, unreadable } from '../outcome.ts';
import { COMMAND_LINE } from '../output/findings.ts';

/** Plain http shows the token to everybody on the way. */
const plainHttp = (url: string): Finding[] => {
  const parsed = !isDump(url) && URL.canParse(url) ? new URL(url) : undefined;
  const local = /^(localhost|127\.|\[::1\])/.test(parsed?.hostname ?? '');
  if (parsed?.protocol !== 'http:' || local) return [];
  const text = `the token went over plain http to ${parsed.host}`;
  return [{ code: 'plain-http', severity: 'warning', text, place: COMMAND_LINE, hint: 'use https' }];
};

const noRoom = (file: string): Finding => ({
  code: 'mapping',
  severity: 'warning',
  text: `"${file}" has sections that are not written one line an entry, so nothing new was added to it`,
  place: COMMAND_LINE,
  hint: 'write its sections in lines, or remove the file and import again for a fresh one',
});

const joined = (files: ImportFiles, before: Before, made: NetboxImport, force: boolean): Or<Reimported> => {
  const result = reimport(files.inventory, force ? undefined : before.inventory, before.state, made);
  if (result.ok) return { value: result.value };
  if (result.error !== 'unknown') return { outcome: unreadable(result.error) };
  const text = `"${files.inventory}" is there already, and no import wrote it; nothing was written`;
  return {
    outcome: refused(
      'exists',
      text,
      '-o writes elsewhere, so that the two can be compared; --force overwrites',
    ),
  };
};

const finish = (
  context: Context,
  files: ImportFiles,
  before: Before,
  made: NetboxImport,
  options: { readonly force: boolean; readonly dry: boolean; readonly findings: readonly Finding[] },
): Outcome => {
  context.progress.show(`comparing with ${files.inventory}`);
  const after = joined(files, before, made, options.force);
  if ('outcome' in after) return after.outcome;
  const [mappingText, cramped] = mappingAfter(before, made.mapping);
  const texts = [
    { file: files.inventory, text: after.value.text },
    { file: files.mapping, text: mappingText },
    { file: files.state, text: after.value.state },
  ];
  const written = options.dry ? { value: [] } : writeAfter(context, texts);
  if ('outcome' in written) return written.outcome;
  const answer = {
    files,
    made,
    after: after.value,
    written: written.value,
    dry: options.dry,
    first: before.inventory === undefined || options.force,
    guesses: guessesIn(mappingText),
  };
  const findings = [...options.findings, ...(cramped ? [noRoom(files.mapping)] : [])];
  return done(importData(answer), (style) => answerText(answer, style), findings);
};

/** `relaxops import netbox`: an inventory from NetBox, and later what changed there. */
export const importNetboxCommand: Command = {
  name: 'import netbox',
  summary: 'an inventory from NetBox, and a list of open questions',
  description: `Reads sites, racks, devices, ports, cables, power and circuits of NetBox (4.2) and writes them as
an inventory. Patch panels and circuits are followed to what is at their end. What NetBox cannot
say stands in the file as a proposal with "# ?" behind it, and in the list that this command
prints. NetBox is only read.

Import again whenever NetBox has changed: what you wrote into the file stays, what NetBox changed
comes in, and where both changed the same, yours stays with a question above it. The second file,
relaxops-import.yaml, says how NetBox's roles, tags, circuit types and providers are to be read.
The folder .relaxops remembers what the last import wrote; it belongs into version control too.

The token is taken from NETBOX_TOKEN, never from the command line, where others can see it.`,
  arguments: [
    {
      name: '<source>',
      description: 'URL of NetBox, such as https://netbox.example.net, or a dump: a .json or .json.gz file',
      complete: 'file',
    },
  ],
  options: [
    {
      flags: '-o, --output <file>',
      description: 'what to write',
      default: 'relaxops.yaml',
      complete: 'file',
    },
    {
      flags: '--mapping <file>',
      description: 'how to read NetBox, by default relaxops-import.yaml beside the inventory',
      complete: 'file',
    },
    {
      flags: '--token-file <file>',
      description: 'holds the token and nothing else; "-" is standard input',
      complete: 'file',
    },
    { flags: '--dry-run', description: 'show what would change, write nothing' },
    { flags: '--force', description: 'overwrite what is there, with all that was changed in it' },
  ],
  examples: [
    {
      command: 'NETBOX_TOKEN=... relaxops import netbox https://netbox.example.net',
      text: 'writes relaxops.yaml and lists the open questions; later: what changed',
    },
    {
      command: 'relaxops import netbox https://netbox.example.net --token-file token --dry-run',
      text: 'what has NetBox changed since the last import?',
    },
    {
      command: 'relaxops import netbox netbox.json.gz',
      text: 'from the output of NetBox\'s "manage.py dumpdata"',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot', 'interrupted'],
  schema: 'import-netbox/2',
  run: async (context, args, options) => {
    const files = importFiles(options.required('output'), options.text('mapping'));
    const before = readBefore(context, files);
    if ('outcome' in before) return before.outcome;
    const source = args.required('source');
    const known = { mapping: before.value.mapping, memory: before.value.state?.kept ?? NO_MEMORY };
    const made = await importFrom(context, source, options.text('token-file'), known);
    if ('outcome' in made) return made.outcome;
    return finish(context, files, before.value, made.value, {
      force: options.flag('force'),
      dry: options.flag('dry-run'),
      findings: plainHttp(source),
    });
  },
};
