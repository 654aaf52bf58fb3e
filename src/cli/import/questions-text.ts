import { QUESTION_CODES } from '#inventory/netbox/imported.ts';
import type { PlacedQuestion } from '#inventory/netbox/yaml-lines.ts';
import type { Style } from '../output/style.ts';

/** The same question at several places is asked once, with all of them. */
const byText = (questions: readonly PlacedQuestion[]): PlacedQuestion[][] => {
  const groups = new Map<string, PlacedQuestion[]>();
  for (const question of questions)
    groups.set(question.text, [...(groups.get(question.text) ?? []), question]);
  const rank = (group: PlacedQuestion[]) => QUESTION_CODES.indexOf(group[0]!.code);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || (a[0]?.line ?? 0) - (b[0]?.line ?? 0));
};

const groupText = (file: string, group: readonly PlacedQuestion[], style: Style): string => {
  const width = Math.max(...group.map((q) => `${file}:${q.line}`.length));
  const lines = group.map((q) => `  ${`${file}:${q.line}`.padEnd(width)}  ${q.about}`.trimEnd());
  const count = group.length > 1 ? ` (${group.length})` : '';
  return `${style.bold(`${group[0]?.code}: ${group[0]?.text}`)}${count}\n${lines.join('\n')}\n`;
};

/** Every question with the line at which to answer it. */
export const questionsText = (file: string, questions: readonly PlacedQuestion[], style: Style): string =>
  byText(questions)
    .map((group) => `${groupText(file, group, style)}\n`)
    .join('');
