import type { Judgement } from '#analysis/rules/run.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { countText, findingsText, spelt } from '../output/findings.ts';
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

/** The findings, what could not be judged, and a count of all that was looked at. */
export const judgementText = (
  network: Network,
  judgement: Judgement,
  findings: readonly Finding[],
  style: Style,
): string => {
  const list = findingsText(findings, style);
  const open = unjudgedText(judgement.unjudged);
  const waived = judgement.waived.length > 0 ? `, ${judgement.waived.length} waived` : '';
  const seen = [
    counted(network.devices.length, 'device'),
    counted(network.cables.length, 'cable'),
    counted(judgement.asked.length, 'rule'),
  ].join(', ');
  return [
    list === '' ? '' : `${list}\n`,
    open === '' ? '' : `Not judged: ${spelt(open)}\n`,
    `${style.bold(countText(findings))}${waived} (${seen})\n`,
  ].join('');
};
