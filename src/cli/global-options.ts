import type { CommandOption } from './command.ts';

/** The options that every command takes, before or after its name. */
export const GLOBAL_OPTIONS: readonly CommandOption[] = [
  {
    flags: '-f, --file <relaxops.yaml>',
    description: 'the inventory; otherwise relaxops.yaml in this or a parent folder',
    complete: 'file',
  },
  {
    flags: '--device-types <folder>',
    description: 'a clone of netbox-community/devicetype-library',
    complete: 'folder',
  },
  { flags: '--json', description: 'answer as JSON, in one envelope for all commands' },
  { flags: '--quiet', description: 'no progress, no warnings' },
  { flags: '--no-color', description: 'no colours (so does NO_COLOR)' },
];

/** Their short and long names that a value follows. */
export const GLOBAL_WITH_VALUE: ReadonlySet<string> = new Set(
  GLOBAL_OPTIONS.filter((o) => o.flags.includes('<')).flatMap((o) => o.flags.match(/--?[a-z-]+/g) ?? []),
);
