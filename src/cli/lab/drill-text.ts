import type { DrillResult, Played } from '#lab/drills/run-drill.ts';
import type { Style } from '../output/style.ts';

const indented = (text: string): string =>
  text === ''
    ? ''
    : `${text
        .split('\n')
        .map((line) => `    ${line}`.trimEnd())
        .join('\n')}\n`;

const stepText = (step: Played, at: number, style: Style): string => {
  const where = step.at === undefined ? '' : `${step.at} `;
  const wrong = step.ok ? '' : `    ${style.red(`expected ${step.expected}`)}\n`;
  return `${style.bold(`${at + 1}. ${step.why}`)} (${step.seconds.toFixed(1)} s)
  ${where}$ ${step.command}
${indented(step.said)}${wrong}`;
};

/** The transcript of a drill: why, what was typed, what came. */
export const drillText = (title: string, lesson: string, result: DrillResult, style: Style): string => {
  const steps = result.steps.map((step, at) => stepText(step, at, style)).join('\n');
  const end = result.ok
    ? style.green(`came to its end in ${result.seconds.toFixed(1)} s`)
    : style.red(`did not come to its end; ${result.left} steps were left out`);
  return `${style.bold(`${result.drill}: ${title}`)}\n\n${steps}\n${result.drill} ${end}\n${lesson}\n`;
};
