import { resolve } from 'node:path';
import { readTextFile } from '#host/files.ts';
import { type PackedProblem, readPackedFile } from '#host/packed-file.ts';
import { readTextStream } from '#host/stdin.ts';
import { readDump } from '#inventory/netbox/dump/read-dump.ts';
import { importNetbox, importOf, type NetboxImport } from '#inventory/netbox/import-netbox.ts';
import type { Mapping } from '#inventory/netbox/mapping.ts';
import type { Memory } from '#inventory/netbox/memory.ts';
import type { ImportProblem } from '#inventory/netbox/problem.ts';
import type { Context, Outcome } from '../command.ts';
import { cannot, interrupted, misused } from '../outcome.ts';

/** A value, or what to answer instead. */
export type Or<T> = { readonly value: T } | { readonly outcome: Outcome };

const MOST_TOKEN = 10_000;
/** As text; a NetBox of 100,000 devices is some 300 MB. V8 ends at half a gigabyte. */
const MOST_DUMP = 500_000_000;
const TOKEN_HINT = 'set NETBOX_TOKEN, or name its file with --token-file, or "-" for standard input';

/** What a person would have to type in plain sight is not asked for. */
const fromStdin = async (): Promise<Or<string>> => {
  const text = process.stdin.isTTY ? undefined : await readTextStream(process.stdin, MOST_TOKEN);
  if (text?.ok) return { value: text.value };
  const why = text ? text.error : 'everybody could read along; pipe it in';
  return { outcome: misused(`cannot read the token from standard input: ${why}`, TOKEN_HINT) };
};

const tokenText = async (context: Context, file: string): Promise<Or<string>> => {
  if (file === '-') return fromStdin();
  const text = readTextFile(resolve(context.cwd, file), MOST_TOKEN);
  if (text.ok) return { value: text.value };
  return { outcome: misused(`cannot read the token from "${file}": ${text.error}`, TOKEN_HINT) };
};

const tokenFrom = async (context: Context, file: string | undefined): Promise<Or<string>> => {
  if (file !== undefined) {
    const text = await tokenText(context, file);
    return 'value' in text ? { value: text.value.trim() } : text;
  }
  const value = context.env.NETBOX_TOKEN?.trim() ?? '';
  return value === '' ? { outcome: misused('no token for NetBox', TOKEN_HINT) } : { value };
};

const failed = ({ code, text, hint }: ImportProblem): Outcome => {
  if (code === 'interrupted') return interrupted('interrupted; nothing was written');
  const outcome = code === 'bad-url' || code === 'token' ? misused(text, hint) : cannot(text, hint);
  return { ...outcome, findings: outcome.findings.map((finding) => ({ ...finding, code })) };
};

/** What an import needs to know besides where from. */
export interface Known {
  readonly mapping: Mapping;
  readonly memory: Memory;
}

const fromServer = async (
  context: Context,
  url: string,
  tokenFile: string | undefined,
  known: Known,
): Promise<Or<NetboxImport>> => {
  const token = await tokenFrom(context, tokenFile);
  if ('outcome' in token) return token;
  const made = await importNetbox({
    url,
    token: token.value,
    ...known,
    signal: context.interruption(),
    onWait: (text) => context.progress.show(text),
    onProgress: (list, rows, count) => context.progress.show(`reading ${list}: ${rows} of ${count}`),
  });
  return made.ok ? { value: made.value } : { outcome: failed(made.error) };
};

const UNREADABLE: Readonly<Record<PackedProblem, string>> = {
  missing: 'there is no such file',
  'not-a-file': 'it is no regular file',
  'too-large': `it is larger than ${MOST_DUMP / 1_000_000} MB`,
  broken: 'it is not whole, or not packed by gzip',
  'not-text': 'it is not UTF-8 text, packed by gzip or not',
};

const fromDump = (context: Context, file: string, known: Known): Or<NetboxImport> => {
  context.progress.show(`reading ${file}`);
  const text = readPackedFile(resolve(context.cwd, file), MOST_DUMP);
  if (!text.ok) {
    const hint = text.error === 'missing' ? 'a server needs https:// before its name' : undefined;
    return { outcome: misused(`cannot read "${file}": ${UNREADABLE[text.error]}`, hint) };
  }
  const data = readDump(text.value);
  if (!data.ok) return { outcome: misused(`"${file}" is no dump of a NetBox: ${data.error}`) };
  return {
    value: importOf(
      data.value,
      `a dump of NetBox, ${file.slice(file.lastIndexOf('/') + 1)}`,
      known.mapping,
      known.memory,
    ),
  };
};

/** Whether it is a file rather than a server. */
export const isDump = (source: string): boolean => !source.includes('://') && /\.json(\.gz)?$/.test(source);

/** An inventory from a server or a dump. */
export const importFrom = (
  context: Context,
  source: string,
  tokenFile: string | undefined,
  known: Known,
): Promise<Or<NetboxImport>> =>
  isDump(source)
    ? Promise.resolve(fromDump(context, source, known))
    : fromServer(context, source, tokenFile, known);
