import type { Command } from '../command.ts';
import { cannot } from '../outcome.ts';

/** `relaxops init`: a first inventory, from the example of a scenario. */
export const init: Command = {
  name: 'init',
  summary: 'a first inventory to edit',
  description: 'x',
  arguments: [],
  options: [],
  examples: [],
  exitCodes: ['yes', 'usage'],
  schema: 'init/1',
  run: async () => cannot('not yet'),
};
