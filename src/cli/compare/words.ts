import type { Finding, Severity } from '#model/finding.ts';
import type { Comparison, Coverage, Difference, DifferenceKind } from '#model/observed.ts';
import { spelt } from '../output/findings.ts';
import type { Style } from '../output/style.ts';
import { counted } from '../plan/summary.ts';

/** A name that differs may be no more than a name; the rest is a cable or an outlet that leads elsewhere. */
const SEVERITY: Readonly<Record<DifferenceKind, Severity>> = {
  'cable-elsewhere': 'error',
  'cable-missing': 'error',
  'cable-unwritten': 'error',
  'device-unknown': 'warning',
  'outlet-elsewhere': 'error',
  'outlet-name-differs': 'warning',
  'port-down': 'error',
};

const wanted = ({ expected }: Difference): string =>
  expected === 'open' ? 'expected nothing' : `expected ${expected}`;

const SENTENCE: Readonly<Record<DifferenceKind, (d: Difference) => string>> = {
  'cable-elsewhere': (d) => `${d.on} leads to ${d.seen}, ${wanted(d)}`,
  'cable-missing': (d) =>
    `${d.on} and ${d.expected} have neighbours elsewhere and do not see each other, expected a cable between them`,
  'cable-unwritten': (d) => `${d.on} leads to ${d.seen}, ${wanted(d)}`,
  'device-unknown': (d) => `${d.on} leads to ${d.seen}, which the inventory does not have, ${wanted(d)}`,
  'outlet-elsewhere': (d) => `outlet ${d.on} is called ${d.seen}, ${wanted(d)}`,
  'outlet-name-differs': (d) =>
    `outlet ${d.on} is called ${d.seen}, which the inventory does not have, ${wanted(d)}`,
  'port-down': (d) => `${d.on} is ${d.seen}, expected ${d.expected}`,
};

const HINT: Readonly<Partial<Record<DifferenceKind, string>>> = {
  'device-unknown': 'if it is the right device, one of the two names is wrong',
  'cable-unwritten': 'write the cable, or pull it',
};

const witnesses = ({ by }: Difference): string =>
  by.map(({ command, file }) => `${command}: ${file === '-' ? 'standard input' : file}`).join('; ');

/** A difference as a finding at the place where the cable or device is written. */
export const asFinding = (difference: Difference): Finding => {
  const { kind, place, on } = difference;
  const hint = HINT[kind];
  return {
    code: kind,
    severity: SEVERITY[kind],
    text: `${SENTENCE[kind](difference)} (${witnesses(difference)})`,
    place,
    on,
    ...(hint === undefined ? {} : { hint }),
  };
};

const coverageLine = ({ kind, total, confirmed, devicesOnly, different, unreported }: Coverage): string => {
  const seen = confirmed + devicesOnly;
  const have = (n: number) => (n === 1 ? 'has' : 'have');
  const parts = [
    `${seen} of ${counted(total, `${kind} cable`)} ${have(seen)} been seen as written`,
    ...(devicesOnly > 0 ? [`${devicesOnly} of them by device only`] : []),
    ...(different > 0 ? [`${different} ${different === 1 ? 'differs' : 'differ'}`] : []),
    ...(unreported > 0 ? [`${unreported} ${have(unreported)} no report`] : []),
  ];
  return `${parts.join(', ')}\n`;
};

/** More than so many are counted, not listed. */
const MOST_UNSURE = 20;

const unsureText = ({ unsure }: Comparison, style: Style): string => {
  if (unsure.length === 0) return '';
  const shown = unsure
    .slice(0, MOST_UNSURE)
    .map(({ kind, text, by }) => `  ${kind}: ${spelt(text)} (${by.command}: ${spelt(by.file)})\n`);
  const more = unsure.length > MOST_UNSURE ? `  and ${unsure.length - MOST_UNSURE} more: --json\n` : '';
  return `${style.bold('Not compared')}\n${shown.join('')}${more}\n`;
};

/** What could not be compared, and how much was covered. */
export const comparisonText = (comparison: Comparison, total: number, style: Style): string => {
  const { differences, devices, coverage } = comparison;
  const head = differences.length === 0 ? 'As written' : counted(differences.length, 'difference');
  const kinds = coverage.filter((c) => c.unreported < c.total || c.kind === 'management');
  return `${unsureText(comparison, style)}${style.bold(head)} (reports of ${devices.length} of ${counted(total, 'device')})\n${kinds
    .map((c) => `  ${coverageLine(c)}`)
    .join('')}`;
};
