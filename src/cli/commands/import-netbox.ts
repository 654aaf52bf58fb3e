import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTextFile } from '#host/files.ts';
import { writeTextFile } from '#host/write-files.ts';
import { importNetbox, type NetboxImport } from '#inventory/netbox/import-netbox.ts';
import type { ImportProblem } from '#inventory/netbox/problem.ts';
import { ROLE_MAP, type RoleMap, readRoleMap } from '#inventory/netbox/role-map.ts';
import { Report } from '#inventory/report.ts';
import type { Finding } from '#model/finding.ts';
import type { Command, Context, Outcome } from '../command.ts';
import { questionsText } from '../import/questions-text.ts';
import { cannot, done, misused, refused, unreadable } from '../outcome.ts';
import { COMMAND_LINE } from '../output/findings.ts';

const MOST_BYTES = 1_000_000;
const TOKEN_HINT = 'set NETBOX_TOKEN, or name its file with --token-file';

/** A value, or what to answer instead. */
type Or<T> = { readonly value: T } | { readonly outcome: Outcome };

const tokenFrom = (context: Context, file: string | undefined): Or<string> => {
  if (file === undefined) {
    const value = context.env.NETBOX_TOKEN?.trim() ?? '';
    return value === '' ? { outcome: misused('no token for NetBox', TOKEN_HINT) } : { value };
  }
  const text = readTextFile(resolve(context.cwd, file), MOST_BYTES);
  if (!text.ok)
    return { outcome: misused(`cannot read the token from "${file}": ${text.error}`, TOKEN_HINT) };
  return { value: text.value.trim() };
};

const rolesFrom = (context: Context, file: string | undefined): Or<RoleMap> => {
  if (file === undefined) return { value: ROLE_MAP };
  const text = readTextFile(resolve(context.cwd, file), MOST_BYTES);
  if (!text.ok) return { outcome: misused(`cannot read the role map "${file}": ${text.error}`) };
  const report = new Report();
  const value = readRoleMap({ file, text: text.value }, report);
  return report.clean ? { value } : { outcome: unreadable(report.findings()) };
};

const failed = ({ code, text, hint }: ImportProblem): Outcome => {
  const outcome = code === 'bad-url' || code === 'token' ? misused(text, hint) : cannot(text, hint);
  return { ...outcome, findings: outcome.findings.map((finding) => ({ ...finding, code })) };
};

/** Plain http shows the token to everybody on the way. */
const plainHttp = (url: string): Finding[] => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const local = /^(localhost|127\.|\[::1\])/.test(parsed?.hostname ?? '');
  if (parsed?.protocol !== 'http:' || local) return [];
  const text = `the token went over plain http to ${parsed.host}`;
  return [{ code: 'plain-http', severity: 'warning', text, place: COMMAND_LINE, hint: 'use https' }];
};

const write = (context: Context, file: string, made: NetboxImport, force: boolean): Outcome | undefined => {
  const path = resolve(context.cwd, file);
  const before = existsSync(path) ? readTextFile(path, MOST_BYTES * 100) : undefined;
  if (before?.ok && before.value === made.text) return undefined;
  if (before && !force) {
    const text = `"${file}" is there already, and is not what NetBox says; nothing was written`;
    return refused(
      'exists',
      text,
      '-o writes elsewhere, so that the two can be compared; --force overwrites',
    );
  }
  const written = writeTextFile(path, made.text, { replace: true });
  return written.ok ? undefined : cannot(`cannot write "${file}": ${written.error}`);
};

const answer = (file: string, made: NetboxImport, findings: readonly Finding[]): Outcome => {
  const { version, counts, notes } = made;
  const questions = made.questions.map((question) => ({ file, ...question }));
  const data = { file, version, counts, notes, questions };
  return done(data, (style) => questionsText(file, made, style), findings);
};

/** `relaxops import netbox`: an inventory from NetBox. */
export const importNetboxCommand: Command = {
  name: 'import netbox',
  summary: 'an inventory from NetBox, and a list of open questions',
  description: `Reads sites, racks, devices, ports, cables, power and circuits of NetBox (4.2) and writes them as
an inventory. Patch panels and circuits are followed to what is at their end. What NetBox cannot
say stands in the file as a proposal with "# ?" behind it, and in the list that this command
prints. NetBox is only read.

The token is taken from NETBOX_TOKEN, never from the command line, where others can see it.`,
  arguments: [{ name: '<url>', description: 'of NetBox, such as https://netbox.example.net' }],
  options: [
    {
      flags: '-o, --output <file>',
      description: 'what to write',
      default: 'relaxops.yaml',
      complete: 'file',
    },
    { flags: '--token-file <file>', description: 'holds the token and nothing else', complete: 'file' },
    {
      flags: '--role-map <file>',
      description: 'YAML: a line "netbox-role: our-role" or "netbox-role: leave-out" each',
      complete: 'file',
    },
    { flags: '--force', description: 'overwrite what is there' },
  ],
  examples: [
    {
      command: 'NETBOX_TOKEN=... relaxops import netbox https://netbox.example.net',
      text: 'writes relaxops.yaml and lists the open questions',
    },
    {
      command: 'relaxops import netbox https://netbox.example.net --token-file token -o new.yaml',
      text: 'beside the inventory that you have, to compare',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'import-netbox/1',
  run: async (context, args, options) => {
    const token = tokenFrom(context, options.text('token-file'));
    if ('outcome' in token) return token.outcome;
    const roles = rolesFrom(context, options.text('role-map'));
    if ('outcome' in roles) return roles.outcome;
    const url = args.required('url');
    const made = await importNetbox({
      url,
      token: token.value,
      roles: roles.value,
      onWait: (text) => context.progress.show(text),
      onProgress: (list, rows, count) => context.progress.show(`reading ${list}: ${rows} of ${count}`),
    });
    if (!made.ok) return failed(made.error);
    const file = options.required('output');
    return (
      write(context, file, made.value, options.flag('force')) ?? answer(file, made.value, plainHttp(url))
    );
  },
};
