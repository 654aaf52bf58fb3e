import { type Command, GROUPS } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import type { Style } from './output/style.ts';

const listed = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('');
};

/** What `relaxops` alone says: what it is for, what one can do, what to try first. */
export const overviewText = (style: Style): string => {
  const width = Math.max(...COMMANDS.map((c) => c.name.length));
  const groups = GROUPS.map((group) => {
    const commands = COMMANDS.filter((c) => c.group === group);
    const lines = commands.map((c) => `  ${style.cyan(c.name.padEnd(width))}  ${c.summary}\n`);
    return lines.length ? `${style.bold(group)}\n${lines.join('')}\n` : '';
  });
  return `RelaxOps: an out-of-band management network as software. One inventory file; from it the plan, the
findings, what every failure takes, every configuration, and a lab that proves it.

${groups.join('')}${style.bold('Try first')}
  relaxops init --scenario b    writes relaxops.yaml: one rack, commented
  relaxops check                what is wrong with it
  relaxops plan                 its addresses and cables

${style.bold('Everywhere')}
${listed([...GLOBAL_OPTIONS.map((o) => [o.flags, o.description] as const), ['--help', 'help for a command, with examples']])}`;
};

/** Examples and exit codes, below the usage that the parser prints. */
export const afterHelp = (command: Command): string => {
  const examples = command.examples.map((e) => `  ${e.command}\n      ${e.text}\n`).join('');
  const codes = command.exitCodes.map((name) => EXIT_CODES[name]);
  return `
Examples:
${examples}
Exit codes:
${listed(codes.map((c) => [String(c.code), c.meaning]))}`;
};
