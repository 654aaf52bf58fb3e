import { spellControls } from '#base/control.ts';
import type { Place } from '#base/place.ts';
import type { Finding, Severity } from '#model/finding.ts';
import { findingText } from '#model/finding-text.ts';
import { PLAIN, type Style } from './style.ts';

const paint = (severity: Severity, style: Style): string =>
  ({ error: style.red, warning: style.yellow, info: style.cyan })[severity](severity);

/** Where a mistake of the command line stands; there is no file to point at. */
export const COMMAND_LINE: Place = { file: 'command line', line: 0, column: 0, path: '' };

/** What could move a terminal's cursor or change its colours, spelt out: inventories are texts of others. */
export const spelt = (text: string): string => spellControls(text, '\n');

const oneText = (finding: Finding, style: Style): string => {
  const { severity } = finding;
  const text = spelt(finding.text);
  const hint = finding.hint === undefined ? undefined : spelt(finding.hint);
  if (finding.place.file === COMMAND_LINE.file) {
    const more = hint === undefined ? '' : `\n  hint ${hint}`;
    return `relaxops: ${paint(severity, style)}: ${text}${more}`;
  }
  return spelt(findingText(finding)).replace(` ${severity} `, ` ${paint(severity, style)} `);
};

/** Findings as a person reads them: place, severity, code, sentence, then related places and the hint. */
export const findingsText = (findings: readonly Finding[], style: Style = PLAIN): string =>
  findings.map((finding) => `${oneText(finding, style)}\n`).join('');

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
