import type { Place } from '#base/place.ts';
import type { Result } from '#base/result.ts';
import { includeShape } from './inventory-shape.ts';
import { mergeFiles } from './merge.ts';
import { child, type Node, quote, valuePlace } from './node.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Report } from './report.ts';
import type { At } from './shape.ts';

/** Why a file of the inventory cannot be had. */
export type ReadProblem =
  | 'missing'
  | 'folder'
  | 'not-a-file'
  | 'too-large'
  | 'denied'
  | 'not-text'
  | 'unreadable'
  | 'outside';

/** Where the files of an inventory come from: a disk, or a test. */
export interface SourceReader {
  read(file: string): Result<string, ReadProblem>;
  /** The file that `name` means in `from`, as messages should call it; `outside` if it leaves the root's folder. */
  include(from: string, name: string): Result<string, ReadProblem>;
  /** One and the same for every name of a file. */
  identity(file: string): string;
}

/** Bytes; ten times the largest inventory in sight. */
export const MOST_BYTES = 16_000_000;
const MOST_FILES = 1000;

const SENTENCES: Readonly<Record<ReadProblem, string>> = {
  missing: 'there is no such file',
  folder: 'it is a folder, expected a file',
  'not-a-file': 'it is no regular file',
  'too-large': `it is larger than ${MOST_BYTES / 1_000_000} MB`,
  denied: 'reading it is not allowed',
  'not-text': 'it is not UTF-8 text',
  unreadable: 'it cannot be read',
  outside: "it lies outside the inventory's folder",
};

const CODES: Readonly<Partial<Record<ReadProblem, string>>> = {
  outside: 'include-outside',
  'too-large': 'too-large',
};

interface Reading {
  readonly reader: SourceReader;
  readonly report: Report;
  readonly roots: Node[];
  /** By identity; whether it is being read right now. */
  readonly seen: Map<string, 'open' | 'done'>;
}

const failed = (reading: Reading, problem: ReadProblem, name: string, place: Place): void => {
  const code = CODES[problem] ?? 'unreadable';
  reading.report.add('error', code, place, `${quote(name)} cannot be read: ${SENTENCES[problem]}`);
};

const startOf = (file: string): Place => ({ file, line: 1, column: 1, path: '' });

const again = (reading: Reading, state: 'open' | 'done', entry: At<string>): void => {
  const [code, text] =
    state === 'open'
      ? ['include-loop', `${quote(entry.value)} includes itself, directly or by way of others`]
      : ['include-twice', `${quote(entry.value)} is included already, expected once`];
  reading.report.error(code, entry.node, text);
};

const includeOne = (reading: Reading, from: string, entry: At<string>): void => {
  const file = reading.reader.include(from, entry.value);
  const place = valuePlace(entry.node);
  if (!file.ok) failed(reading, file.error, entry.value, place);
  else {
    const state = reading.seen.get(reading.reader.identity(file.value));
    if (state) again(reading, state, entry);
    else if (reading.seen.size < MOST_FILES) readOne(reading, file.value, place, entry.value);
    else
      reading.report.error(
        'too-large',
        entry.node,
        `there are more than ${MOST_FILES} files, expected fewer`,
      );
  }
};

const checkRoot = (reading: Reading, root: Node): boolean => {
  if (root.content.type === 'map') return true;
  const what = root.content.type === 'list' ? 'a list' : root.content.text === '' ? 'empty' : 'text';
  reading.report.error('wrong-type', root, `the file is ${what}, expected a map of sections such as "sites"`);
  return false;
};

const readText = (reading: Reading, file: string, text: string): void => {
  const root = parseYaml({ file, text }, reading.report);
  if (!root || !checkRoot(reading, root)) return;
  reading.roots.push(root);
  const include = child(root, 'include');
  const entries = include ? (includeShape.read(include, reading.report) ?? []) : [];
  for (const entry of entries) includeOne(reading, file, entry);
};

const readOne = (reading: Reading, file: string, place: Place, name: string): void => {
  const text = reading.reader.read(file);
  const identity = reading.reader.identity(file);
  reading.seen.set(identity, 'open');
  if (text.ok) readText(reading, file, text.value);
  else failed(reading, text.error, name, place);
  reading.seen.set(identity, 'done');
};

/** A file that lies beside the inventory's, by its name in messages. */
export const fileBeside = (
  root: string,
  name: string,
  reader: SourceReader,
): { readonly file: string; readonly text: Result<string, ReadProblem> } => {
  const file = reader.include(root, name);
  return file.ok ? { file: file.value, text: reader.read(file.value) } : { file: name, text: file };
};

/** The inventory's file and all that it includes, as one tree; undefined if any of it cannot be read. */
export const readSources = (file: string, reader: SourceReader, report: Report): Node | undefined => {
  const reading: Reading = { reader, report, roots: [], seen: new Map() };
  readOne(reading, file, startOf(file), file);
  return mergeFiles(reading.roots, report);
};
