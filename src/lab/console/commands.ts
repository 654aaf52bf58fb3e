/** What a console's prompt understands, by its words. */
export const COMMANDS = [
  { id: 'help', words: ['help'], text: 'this list' },
  { id: 'version', words: ['show', 'version'], text: 'what this device is' },
  { id: 'interfaces', words: ['show', 'interfaces'], text: 'interfaces as the system has them now' },
  { id: 'rollback', words: ['rollback'], text: 'take back the last change of the configuration' },
  {
    id: 'restore',
    words: ['restore', 'configuration'],
    text: 'bring back what a factory reset erased, and reload',
  },
  { id: 'reload', words: ['reload'], text: 'restart; the boot menu is open for a moment then' },
  { id: 'factory-reset', words: ['factory-reset'], text: 'erase the configuration, and reload' },
  { id: 'exit', words: ['exit'], text: 'log out' },
] as const;
export type CommandId = (typeof COMMANDS)[number]['id'];

/** These take a device down: nobody types them by half. */
const IN_FULL: ReadonlySet<string> = new Set(['reload', 'factory-reset']);

const matches = (typed: readonly string[], words: readonly string[]): boolean =>
  typed.length === words.length && words.every((word, at) => word.startsWith(typed[at]!));

/** The command that a line means; each word may be cut short as long as one command is left. */
export const commandIn = (line: string): CommandId | undefined => {
  const typed = line.trim().split(/\s+/);
  const exact = COMMANDS.find(({ words }) => words.join(' ') === typed.join(' '));
  if (exact) return exact.id;
  const found = COMMANDS.filter(({ id, words }) => !IN_FULL.has(id) && matches(typed, words));
  return found.length === 1 ? found[0]!.id : undefined;
};

/** One line for each command. */
export const helpLines = (): string[] =>
  COMMANDS.map(({ words, text }) => `  ${words.join(' ').padEnd(24)}${text}`);
