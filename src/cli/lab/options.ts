import type { CommandOption, Given } from '../command.ts';
import { labName } from './boot.ts';

/** Which lab: several may be up side by side. */
export const NAME_OPTION: CommandOption = {
  flags: '--name <lab>',
  description: "the lab's name; by default the inventory's",
};

/** The lab that a command means. */
export const chosenLab = (options: Given, inventory: string): string =>
  labName(options.text('name') ?? inventory);
