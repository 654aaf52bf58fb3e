import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import type { Reimported } from '#inventory/netbox/merge/reimport.ts';
import type { PlacedQuestion } from '#inventory/netbox/yaml-lines.ts';
import type { Style } from '../output/style.ts';
import { counted } from '../plan/summary.ts';
import { changesText } from './changes-text.ts';
import type { ImportFiles } from './files.ts';
import { questionsText } from './questions-text.ts';

/** What an import came to. */
export interface ImportAnswer {
  readonly files: ImportFiles;
  readonly made: NetboxImport;
  readonly after: Reimported;
  readonly written: readonly string[];
  readonly dry: boolean;
  /** Whether there was no file before, or none that counts. */
  readonly first: boolean;
  readonly guesses: readonly Guess[];
}

/** A line of the mapping that is only guessed. */
export interface Guess {
  readonly line: number;
  readonly text: string;
}

/** The lines of a mapping that still carry the mark. */
export const guessesIn = (mapping: string): Guess[] =>
  mapping.split('\n').flatMap((line, i) => {
    const text = /^([^#]*?)\s+# \?/.exec(line)?.[1]?.trim();
    return text === undefined || text === '' ? [] : [{ line: i + 1, text }];
  });

/** The answer as data. */
export const importData = ({ files, made, after, written, dry, guesses }: ImportAnswer) => ({
  file: files.inventory,
  version: made.version,
  counts: made.counts,
  notes: made.notes,
  written,
  dryRun: dry,
  changes: { renamed: after.renamed, netbox: after.netbox, mine: after.mine, conflicts: after.conflicts },
  questions: after.questions.map((question) => ({ file: files.inventory, ...question })),
  mapping: { file: files.mapping, guesses: guesses.map((guess) => ({ file: files.mapping, ...guess })) },
});

const countsText = ({ counts }: NetboxImport): string =>
  [
    counted(counts.sites, 'site'),
    counted(counts.racks, 'rack'),
    counted(counts.devices, 'device'),
    counted(counts.cables, 'cable'),
    counted(counts.uplinks, 'uplink'),
  ].join(', ');

const firstLine = ({ files, made, after, written, dry, first }: ImportAnswer): string => {
  const name = files.inventory;
  const counts = countsText(made);
  if (first) return `${dry ? 'Would write' : 'Wrote'} ${name} from ${made.from}: ${counts}\n`;
  const changed = after.netbox.length + after.renamed.length > 0;
  if (!changed && !written.includes(name)) return `Nothing changed in ${made.from}: ${counts}\n`;
  return `${dry ? 'Would update' : 'Updated'} ${name} from ${made.from}: ${counts}\n`;
};

const guessesText = ({ files, guesses }: ImportAnswer, style: Style): string => {
  if (guesses.length === 0) return '';
  const width = Math.max(...guesses.map((g) => `${files.mapping}:${g.line}`.length));
  const lines = guesses.map((g) => `  ${`${files.mapping}:${g.line}`.padEnd(width)}  ${g.text}\n`);
  const title = `${counted(guesses.length, 'guess')} about NetBox's own words. Look at these first: each counts everywhere.`;
  return `\n${style.bold(title)}\n${lines.join('')}`;
};

/** Those that were not open after the last import. */
const freshQuestions = ({ after, first }: ImportAnswer): readonly PlacedQuestion[] =>
  first ? after.questions : after.questions.filter((q) => after.fresh.has(`${q.about} ${q.text}`));

const openText = (answer: ImportAnswer, style: Style): string => {
  const { files, after, first } = answer;
  const shown = freshQuestions(answer);
  const rest = after.questions.length - shown.length;
  const title = first
    ? `${counted(shown.length, 'question')} that NetBox does not answer, each at its line:`
    : `${counted(shown.length, 'new question')}, at ${shown.length === 1 ? 'its line' : 'their lines'}:`;
  const list =
    shown.length > 0 ? `\n${style.bold(title)}\n\n${questionsText(files.inventory, shown, style)}` : '\n';
  const others =
    rest > 0 ? `${counted(rest, 'question')} still open: grep -n '# ?' ${files.inventory}\n` : '';
  return list + others;
};

/** What was imported or changed, what was left out, and the questions. */
export const answerText = (answer: ImportAnswer, style: Style): string => {
  const { files, made, after, first } = answer;
  return [
    firstLine(answer),
    ...(first ? made.notes.map((note) => `  ${note}\n`) : []),
    changesText(after, style),
    first || answer.written.includes(files.mapping) ? guessesText(answer, style) : '',
    openText(answer, style),
    first ? `Next: relaxops check -f ${files.inventory}, and relaxops survive -f ${files.inventory}\n` : '',
  ].join('');
};
