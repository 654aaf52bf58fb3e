import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import { QUESTION_CODES } from '#inventory/netbox/imported.ts';
import type { Style } from '../output/style.ts';
import { counted } from '../plan/summary.ts';

type Question = NetboxImport['questions'][number];

/** The same question at several places is asked once, with all of them. */
const byText = (questions: readonly Question[]): Question[][] => {
  const groups = new Map<string, Question[]>();
  for (const question of questions)
    groups.set(question.text, [...(groups.get(question.text) ?? []), question]);
  const rank = (group: Question[]) => QUESTION_CODES.indexOf(group[0]!.code);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || (a[0]?.line ?? 0) - (b[0]?.line ?? 0));
};

const groupText = (file: string, group: readonly Question[], style: Style): string => {
  const width = Math.max(...group.map((q) => `${file}:${q.line}`.length));
  const lines = group.map((q) => `  ${`${file}:${q.line}`.padEnd(width)}  ${q.about}\n`);
  const count = group.length > 1 ? ` (${group.length})` : '';
  return `${style.bold(`${group[0]?.code}: ${group[0]?.text}`)}${count}\n${lines.join('')}`;
};

const summary = (file: string, { version, counts }: NetboxImport): string => {
  const parts = [
    counted(counts.sites, 'site'),
    counted(counts.racks, 'rack'),
    counted(counts.devices, 'device'),
    counted(counts.cables, 'cable'),
    counted(counts.uplinks, 'uplink'),
  ];
  return `Wrote ${file} from NetBox ${version}: ${parts.join(', ')}\n`;
};

/** What was imported, what was left out, and every question with the line at which to answer it. */
export const questionsText = (file: string, made: NetboxImport, style: Style): string =>
  [
    summary(file, made),
    ...made.notes.map((note) => `  ${note}\n`),
    `\n${style.bold(counted(made.counts.questions, 'question'))} that NetBox does not answer, each at its line:\n\n`,
    ...byText(made.questions).map((group) => `${groupText(file, group, style)}\n`),
    `Next: relaxops check -f ${file}, and relaxops survive -f ${file}\n`,
  ].join('');
