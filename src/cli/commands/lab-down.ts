import { findLabs } from '#lab/cage/find.ts';
import { attachLab, downLab } from '#lab/cage/lab.ts';
import type { Command } from '../command.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { withNetwork } from '../load.ts';
import { done, refused } from '../outcome.ts';

/** Whether a lab was left in the background by `lab up`; one that a running verify or test owns is not. */
const isLeft = async (name: string): Promise<boolean> => {
  const lab = await attachLab(name).catch(() => undefined);
  const state = await lab?.state().catch(() => undefined);
  lab?.close();
  return state?.detached ?? false;
};

const endAll = async (): Promise<string[]> => {
  const own = findLabs().filter((lab) => lab.uid === process.getuid?.());
  const ended: string[] = [];
  for (const { name } of own) if ((await isLeft(name)) && (await downLab(name))) ended.push(name);
  return ended;
};

const end = async (name: string) =>
  (await downLab(name))
    ? done({ ended: [name] }, () => `Lab "${name}" is gone.\n`)
    : refused('not-found', `no lab "${name}" is up`, 'relaxops lab state lists those that are');

/** `relaxops lab down`: ends a lab. */
export const labDown: Command = {
  name: 'lab down',
  summary: 'end the lab; nothing stays behind',
  description: 'Ends the lab with all its processes, namespaces and mounts. Only what a lab made is removed.',
  arguments: [],
  options: [
    NAME_OPTION,
    { flags: '--all', description: 'every lab that "lab up" left in the background; no inventory is needed' },
  ],
  examples: [
    { command: 'relaxops lab down', text: "the lab of this folder's inventory" },
    { command: 'relaxops lab down --all', text: 'all of them' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'lab-down/1',
  run: async (context, _args, options) => {
    if (options.flag('all')) {
      const ended = await endAll();
      return done({ ended }, () => (ended.length > 0 ? `Gone: ${ended.join(', ')}\n` : 'No lab was up.\n'));
    }
    const name = options.text('name');
    return name === undefined
      ? withNetwork(context, (network) => end(chosenLab(options, network.name)))
      : end(chosenLab(options, name));
  },
};
