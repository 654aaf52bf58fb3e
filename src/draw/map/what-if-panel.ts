import { foldHostlist } from '#base/hostlist.ts';
import { VERBS } from '#model/failure.ts';
import { FAILED, INK } from '../look.ts';
import { rect, textAt } from '../svg.ts';
import { counted, inLines } from '../text.ts';
import type { MapWhatIf } from './model.ts';

const SIZE = 12.5;

/** The failures, how each ends, and what all of them together take; from `y` on. */
export const whatIfPanel = (
  whatIf: MapWhatIf | undefined,
  width: number,
  y: number,
): { body: string[]; height: number } => {
  if (!whatIf) return { body: [], height: 0 };
  const rows = [
    ...whatIf.failures.flatMap(({ id, recovery, steps, each }) => [
      { text: `${id}: ${recovery}`, bold: true, fill: recovery === 'HANDS NOW' ? FAILED : INK.strong },
      ...steps.map((step, at) => ({ text: `    ${at + 1}. ${step}`, bold: false, fill: INK.plain })),
      ...each.map((text) => ({ text: `    one by one, ${text}`, bold: false, fill: INK.plain })),
    ]),
    ...VERBS.map((verb) => {
      const { lost, 'other-path': other, unaffected, never } = whatIf.counts[verb];
      const names = lost > 0 ? ` (${foldHostlist(whatIf.lost[verb]).replaceAll(',', ', ')})` : '';
      const text = `${verb}: ${lost} lost${names}, ${other} on another path, ${unaffected} unaffected, ${never} never had it`;
      return { text, bold: false, fill: lost > 0 ? FAILED : INK.plain };
    }),
  ];
  const lines = rows.flatMap(({ text, bold, fill }) => {
    const x = text.startsWith(' ') ? 46 : 28;
    const parts = inLines(text.trim(), width - x - 36, SIZE, bold);
    return parts.map((part, at) => ({ x: at === 0 ? x : x + 14, part, bold, fill }));
  });
  const height = lines.length * 19 + 40;
  const body = [
    rect(
      { x: 16, y, w: width - 32, h: height - 8 },
      { rx: 10, fill: '#fff8f6', stroke: FAILED, 'stroke-width': 1.2 },
    ),
    textAt(28, y + 22, `what if ${counted(whatIf.failures.length, 'thing')} failed`, {
      size: 13.5,
      fill: FAILED,
      bold: true,
    }),
    ...lines.map(({ x, part, bold, fill }, at) =>
      textAt(x, y + 43 + at * 19, part, { size: SIZE, fill, bold }),
    ),
  ];
  return { body, height };
};
