import type { Judgement } from '#analysis/rules/run.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { devicesText } from '../output/devices-text.ts';
import { countText, findingsText, spelt } from '../output/findings.ts';
import { joinFindings } from '../output/joined.ts';
import type { Style } from '../output/style.ts';
import { counted } from '../plan/summary.ts';

/** More reasons than these are not told on the line, but asked for one by one. */
const MOST_REASONS = 3;

/** `R47, R48 (there are no records); R44 (...)`: one line, whatever the number of rules. */
const unjudgedText = (unjudged: Judgement['unjudged']): string => {
  const byReason = new Map<string, string[]>();
  for (const { rule, reason } of unjudged) byReason.set(reason, [...(byReason.get(reason) ?? []), rule]);
  if (byReason.size > MOST_REASONS) {
    const ids = [...new Set(unjudged.map(({ rule }) => rule))];
    return `${ids.join(' ')}, for want of facts or records (relaxops check --rule ${ids[0]} says which, and so for the others)`;
  }
  return [...byReason].map(([reason, ids]) => `${ids.join(', ')} (${reason})`).join('; ');
};

/** Of each rule, so many sentences; of a rule that was asked for, more. */
const [MOST, MOST_ASKED] = [10, 100];

/** How the list is to be shown: which rules were asked for by name, and whether every finding for itself. */
export interface Listing {
  readonly named: boolean;
  readonly all: boolean;
}

const restOf =
  (named: boolean) =>
  (code: string): string =>
    named || !/^R\d+$/.test(code)
      ? 'relaxops check --all lists them, --json has them as data'
      : `relaxops check --rule ${code} lists them, --json has them as data`;

/** The findings, what could not be judged, and a count of all that was looked at. */
export const judgementText = (
  network: Network,
  judgement: Judgement,
  findings: readonly Finding[],
  { named, all }: Listing,
  style: Style,
): string => {
  const most = named ? MOST_ASKED : MOST;
  const list = findingsText(findings, style, { most, rest: restOf(named), all });
  const joined = !all && joinFindings(findings).length < findings.length;
  const open = unjudgedText(judgement.unjudged);
  const waived = judgement.waived.length > 0 ? `, ${judgement.waived.length} waived` : '';
  const seen = [
    devicesText(network.devices),
    counted(network.cables.length, 'cable'),
    counted(judgement.asked.length, 'rule'),
  ].join(', ');
  return [
    list === '' ? '' : `${list}\n`,
    joined ? 'What is the same at several places is said once: relaxops check --all lists each.\n' : '',
    open === '' ? '' : `${style.wrap(`Not judged: ${spelt(open)}`)}\n`,
    `${style.bold(countText(findings))}${waived} (${seen})\n`,
  ].join('');
};
