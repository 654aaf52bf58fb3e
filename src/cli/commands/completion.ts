import type { Command } from '../command.ts';
import { candidates } from '../completion/candidates.ts';
import { inventoryNames } from '../completion/inventory-names.ts';
import { SCRIPTS } from '../completion/scripts.ts';
import { done, misused } from '../outcome.ts';

const SHELLS = Object.keys(SCRIPTS);

/** `relaxops completion bash`: what a shell sources, and the words that it asks for. */
export const completion: Command = {
  name: 'completion',
  summary: 'completion for bash, zsh or fish',
  description:
    'Prints a script for your shell. It completes commands, options, and the names in your inventory.',
  arguments: [
    { name: '<shell>', description: SHELLS.join(', '), complete: SHELLS },
    { name: '[words...]', description: 'asked by the scripts themselves' },
  ],
  options: [],
  examples: [
    { command: 'source <(relaxops completion bash)', text: 'for this shell; in ~/.bashrc for all' },
    { command: 'source <(relaxops completion zsh)', text: 'likewise, after compinit' },
    {
      command: 'relaxops completion fish > ~/.config/fish/completions/relaxops.fish',
      text: 'fish reads it from there',
    },
  ],
  exitCodes: ['yes', 'usage'],
  schema: 'completion/1',
  run: async (context, args) => {
    const shell = args.required('shell');
    if (shell === 'candidates') {
      const words = args.list('words');
      const found = await candidates(context.catalogue, words, (kind) =>
        inventoryNames(context.cwd, words, kind),
      );
      return done(found, () =>
        found.map((c) => (c.text ? `${c.word}\t${c.text}\n` : `${c.word}\n`)).join(''),
      );
    }
    const script = SCRIPTS[shell];
    if (script === undefined) return misused(`no completion for "${shell}", only for ${SHELLS.join(', ')}`);
    return done({ shell, script }, () => script);
  },
};
