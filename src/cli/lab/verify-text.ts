import type { Comparison, FailureResult, KindResult, Mismatch } from '#lab/compare.ts';
import { faults } from '#lab/faults/index.ts';
import type { RunResult } from '#lab/verify/run.ts';
import { failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

const kindsTable = (rows: readonly KindResult[], style: Style): string =>
  table<KindResult>(
    [
      { title: 'failure kind', value: (k) => k.kind },
      { title: 'caused', value: (k) => `${k.caused} of ${k.possible}`, align: 'right' },
      { title: 'cells', value: (k) => String(k.cells), align: 'right' },
      { title: 'yes, yes', value: (k) => String(k.matrix.yesYes), align: 'right' },
      { title: 'no, no', value: (k) => String(k.matrix.noNo), align: 'right' },
      { title: 'yes, NO', value: (k) => String(k.matrix.yesNo), align: 'right', paint: redUnlessZero },
      { title: 'no, YES', value: (k) => String(k.matrix.noYes), align: 'right', paint: redUnlessZero },
      { title: 'lost', value: (k) => String(k.lost), align: 'right' },
      { title: 'living', value: (k) => String(k.living), align: 'right' },
    ],
    rows,
    style,
  );

const redUnlessZero = (text: string, _row: KindResult, style: Style): string =>
  text.trim() === '0' ? text : style.red(text);

const FEW = 24;

/** Failure by failure, while they fit on a screen. */
const failuresTable = (rows: readonly FailureResult[], style: Style): string =>
  rows.length > FEW
    ? ''
    : `${table<FailureResult>(
        [
          { title: 'failure', value: (f) => f.failure },
          { title: 'predicted lost', value: (f) => String(f.predictedLost), align: 'right' },
          { title: 'observed lost', value: (f) => String(f.observedLost), align: 'right' },
          { title: 'still answer', value: (f) => String(f.living), align: 'right' },
          {
            title: 'verdict',
            value: (f) => (f.disagree === 0 ? `as predicted, ${f.cells} cells` : `${f.disagree} DIFFER`),
            paint: (text, f, s) => (f.disagree === 0 ? s.green(text) : s.red(text)),
          },
          { title: 'mended in', value: (f) => `${f.mendSeconds.toFixed(1)} s`, align: 'right' },
        ],
        rows,
        style,
      )}\n`;

const mismatchText = (mismatch: Mismatch, style: Style): string => {
  const where = [mismatch.vantage, mismatch.ip].filter((part) => part !== '').join(' -> ');
  return `${style.red(mismatch.what)} ${mismatch.failure}: ${where} predicted "${mismatch.predicted}", observed "${mismatch.observed}"\n`;
};

const timing = (run: RunResult): string => {
  const seen = run.file.observations;
  const sum = (part: 'cause' | 'settle' | 'mend' | 'waited') =>
    seen.reduce((total, one) => total + one.seconds[part], 0);
  const all = sum('cause') + sum('settle') + sum('mend');
  const each = (all / Math.max(1, seen.length)).toFixed(1);
  const waiting = ((100 * sum('waited')) / Math.max(0.001, all)).toFixed(0);
  const boots = run.bootSeconds.map((s) => s.toFixed(1)).join(', ');
  return `labs up after ${boots} s; ${each} s a failure in each lab, ${waiting} % of it waiting for switch-overs`;
};

/** What was caused of what was chosen, of what is possible; and what the rest would take. */
const coverage = (run: RunResult, possible: number): string => {
  const caused = run.file.observations.length;
  const chosen = caused + run.left.length + run.troubles.length;
  if (run.left.length + run.troubles.length === 0)
    return `${caused} of ${possible} possible failures caused, all that were chosen, in ${run.seconds.toFixed(0)} s`;
  if (run.left.length === 0)
    return `${caused} of ${possible} possible failures caused; ${run.troubles.length} of the ${chosen} chosen could not be seen to their end`;
  const whole = 10 * Math.ceil((run.seconds * chosen) / Math.max(1, caused) / 10);
  return `${caused} of ${possible} possible failures caused; ${run.left.length} of the ${chosen} chosen were NOT begun within the budget (first: ${failureId(run.left[0]!)}), all of them take about --budget ${whole} here`;
};

/** Failures that were begun and never judged. */
const troublesText = ({ troubles }: RunResult, style: Style): string =>
  troubles
    .map(({ failure, why }) => `${style.red('not judged')} ${failureId(failure)}: ${why.split('\n')[0]}\n`)
    .join('');

/** What the machine's ARP table allowed, where it was less than wanted. */
const labsText = ({ fit, wanted }: Labs): string =>
  fit < wanted
    ? `${fit} of ${wanted} labs side by side: no more fit this machine's ARP table (sysctl net.ipv4.neigh.default.gc_thresh3)\n`
    : '';

/** Failures that the lab brings about itself, where outside something else would. */
const imposedText = (kinds: readonly KindResult[]): string =>
  faults
    .filter(
      ({ id, imposed }) =>
        imposed !== undefined && kinds.some(({ kind, caused }) => kind === id && caused > 0),
    )
    .map(({ id, imposed }) => `${id} is imposed: ${imposed}\n`)
    .join('');

/** How many labs fitted the machine, of how many that were wanted. */
export interface Labs {
  readonly fit: number;
  readonly wanted: number;
}

/** The report: predicted by observed for each kind, every mismatch, and what this does and does not prove. */
export const verifyText = (
  network: Network,
  comparison: Comparison,
  run: RunResult,
  file: string,
  labs: Labs,
  style: Style,
): string => {
  const { mismatches, weak, logins } = comparison;
  const possible = comparison.kinds.reduce((sum, kind) => sum + kind.possible, 0);
  const verdict =
    mismatches.length === 0 && weak.length === 0 && run.troubles.length === 0
      ? style.green('the network behaves as predicted')
      : style.red(
          `${mismatches.length} mismatches${run.troubles.length > 0 ? `, ${run.troubles.length} not judged` : ''}`,
        );
  const list = mismatches
    .slice(0, 40)
    .map((one) => mismatchText(one, style))
    .join('');
  const more = mismatches.length > 40 ? `and ${mismatches.length - 40} more (--json)\n` : '';
  const weakText =
    weak.length > 0
      ? `${style.red('no evidence')} for ${weak.join(', ')}: not caused, or nothing lost, or nothing living\n`
      : '';
  return `${style.bold(`${network.name}: ${verdict}`)}
${coverage(run, possible)}; ${run.tries} tries, 0 retries, ${logins} full logins; seed ${run.file.seed}

${failuresTable(comparison.failures, style)}${kindsTable([comparison.start, ...comparison.kinds], style)}("yes, NO": predicted to answer, did not; each cell is one address, console, chassis or outlet from one vantage point)

${list}${more}${troublesText(run, style)}${weakText}${imposedText(comparison.kinds)}${timing(run)}
${labsText(labs)}What was seen is in ${file}. This proves the model against real daemons, not your inventory against your building.
`;
};
