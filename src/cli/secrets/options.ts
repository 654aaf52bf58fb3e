import type { CommandOption } from '../command.ts';

/** Where a store lies unless told otherwise: beside the inventory. */
export const STORE = 'secrets';

export const STORE_OPTION: CommandOption = {
  flags: '--store <folder>',
  description: 'the store; by default "secrets" beside the inventory',
  complete: 'folder',
};

export const IDENTITY_OPTION: CommandOption = {
  flags: '--identity <file>',
  description: 'opens the store: an age identity or an ed25519 ssh key; or RELAXOPS_AGE_IDENTITY_FILE',
  complete: 'file',
};
