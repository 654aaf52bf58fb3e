import { GLOBAL_WITH_VALUE } from './global-options.ts';

/** The words of a command line that may name a command: at most the first two that are not global options. */
export const leadingWords = (argv: readonly string[]): string[] => {
  const words: string[] = [];
  for (let i = 0; i < argv.length && words.length < 2; i++) {
    const word = argv[i] ?? '';
    if (word === '--') break;
    if (GLOBAL_WITH_VALUE.has(word)) i++;
    else if (!word.startsWith('-') && !(words.length === 0 && word === 'help')) words.push(word);
  }
  return words;
};

/** The command that the words begin with: `lab up`, else `plan`. */
export const namedCommand = <T extends { readonly name: string }>(
  commands: readonly T[],
  words: readonly string[],
): T | undefined =>
  commands.find((c) => c.name === words.slice(0, 2).join(' ')) ?? commands.find((c) => c.name === words[0]);
