import { spellControls } from '#base/control.ts';
import type { Place } from '#base/place.ts';
import type { Finding, Severity } from '#model/finding.ts';
import { type Joined, joinFindings } from './joined.ts';
import { joinedText } from './joined-text.ts';
import { PLAIN, type Style } from './style.ts';

const paint = (severity: Severity, style: Style): string =>
  ({ error: style.red, warning: style.yellow, info: style.cyan })[severity](severity);

/** Where a mistake of the command line stands; there is no file to point at. */
export const COMMAND_LINE: Place = { file: 'command line', line: 0, column: 0, path: '' };

/** What could move a terminal's cursor or change its colours, spelt out: inventories are texts of others. */
export const spelt = (text: string): string => spellControls(text, '\n');

const oneText = (joined: Joined, style: Style): string => {
  const finding = joined.first;
  const { severity } = finding;
  const text = spelt(finding.text);
  const hint = finding.hint === undefined ? undefined : spelt(finding.hint);
  if (finding.place.file === COMMAND_LINE.file) {
    const more = hint === undefined ? '' : `\n  hint ${hint}`;
    return `relaxops: ${paint(severity, style)}: ${text}${more}`;
  }
  return spelt(joinedText(joined)).replace(` ${severity} `, ` ${paint(severity, style)} `);
};

/** How much of a list of findings is shown. */
export interface Shown {
  /** Of each code; what says the same of several places counts once. */
  readonly most?: number;
  /** How the rest is seen, behind `and 40 more of R33: `. */
  readonly rest?: (code: string) => string;
  /** Every finding for itself, all of them. */
  readonly all?: boolean;
}

/** A list has an end, whatever is wrong: who mends so many begins anew anyway. */
const MOST = 30;

const split = (joined: readonly Joined[], most: number): { shown: Joined[]; left: Map<string, number> } => {
  const seen = new Map<string, number>();
  const left = new Map<string, number>();
  const shown = joined.filter(({ first: { code }, findings }) => {
    const before = seen.get(code) ?? 0;
    seen.set(code, before + 1);
    if (before >= most) left.set(code, (left.get(code) ?? 0) + findings.length);
    return before < most;
  });
  return { shown, left };
};

/**
 * Findings as a person reads them: place, severity, code, sentence, then related places and the hint. What says the same of several places
 * is said once, and of each code the first are shown, with how many more there are.
 */
export const findingsText = (
  findings: readonly Finding[],
  style: Style = PLAIN,
  { most = MOST, rest = () => '--json has all', all = false }: Shown = {},
): string => {
  const single = (finding: Finding): Joined => ({ first: finding, findings: [finding] });
  const line = (joined: Joined): string => `${style.wrap(oneText(joined, style))}\n`;
  if (all) return findings.map((finding) => line(single(finding))).join('');
  const { shown, left } = split(joinFindings(findings), most);
  const more = [...left].map(([code, count]) => `and ${count} more of ${code}: ${rest(code)}\n`);
  return [...shown.map(line), ...more].join('');
};

const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** `2 errors, 1 warning`; without any, `no findings`. */
export const countText = (findings: readonly Finding[]): string => {
  const of = (severity: Severity) => findings.filter((f) => f.severity === severity).length;
  const parts = [
    ...(of('error') ? [counted(of('error'), 'error')] : []),
    ...(of('warning') ? [counted(of('warning'), 'warning')] : []),
    ...(of('info') ? [`${of('info')} info`] : []),
  ];
  return parts.length ? parts.join(', ') : 'no findings';
};
