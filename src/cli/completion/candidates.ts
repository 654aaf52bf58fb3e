import type { Candidates, Catalogue, Command, CommandArgument, CommandOption } from '../command.ts';
import { GLOBAL_OPTIONS } from '../global-options.ts';
import { leadingWords, namedCommand } from '../words.ts';

/** One word that may come next; `:file` and `:folder` stand for those of the shell. */
export interface Candidate {
  readonly word: string;
  readonly text: string;
}

/** Names that only the inventory knows. */
export type InventoryNames = (kind: 'device' | 'port') => Promise<readonly string[]>;

const flagsOf = (option: CommandOption): string[] => option.flags.match(/--?[a-z][a-z-]*/g) ?? [];
const takesValue = (option: CommandOption): boolean => option.flags.includes('<');

const values = async (source: Candidates | undefined, names: InventoryNames): Promise<Candidate[]> => {
  if (source === undefined) return [];
  if (source === 'file' || source === 'folder') return [{ word: `:${source}`, text: '' }];
  const words = source === 'device' || source === 'port' ? await names(source) : source;
  return words.map((word) => ({ word, text: '' }));
};

/** The next word of a command's name: families and commands, or the commands of a family. */
const commandWords = ({ commands, families }: Catalogue, before: readonly string[]): Candidate[] => {
  const [family] = before;
  if (family !== undefined && family !== 'help') {
    return commands
      .filter((c) => c.name.startsWith(`${family} `))
      .map((c) => ({
        word: c.name.slice(family.length + 1),
        text: c.summary,
      }));
  }
  const holders = Object.entries(families)
    .filter(([name]) => commands.some((c) => c.name.startsWith(`${name} `)))
    .map(([word, text]) => ({ word, text }));
  const single = commands
    .filter((c) => !c.name.includes(' '))
    .map((c) => ({
      word: c.name,
      text: c.summary,
    }));
  return [...single, ...holders].sort((a, b) => (a.word < b.word ? -1 : 1));
};

/** Which argument the current word is: operands given after the command's name, without options and their values. */
const argumentAt = (
  command: Command,
  before: readonly string[],
  options: readonly CommandOption[],
): CommandArgument | undefined => {
  const eats = new Set(options.filter(takesValue).flatMap(flagsOf));
  let operands = -command.name.split(' ').length;
  for (let i = 0; i < before.length; i++) {
    const word = before[i] ?? '';
    if (eats.has(word)) i++;
    else if (!word.startsWith('-')) operands++;
  }
  const last = command.arguments.at(-1);
  return command.arguments[operands] ?? (last?.name.includes('...') ? last : undefined);
};

/** What may stand at the last word, which is the one being typed; the shell keeps those that begin like it. */
export const candidates = async (
  catalogue: Catalogue,
  words: readonly string[],
  names: InventoryNames,
): Promise<readonly Candidate[]> => {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const entry = namedCommand(catalogue.commands, leadingWords(before));
  const command = await entry?.load();
  const options = [...(command?.options ?? []), ...GLOBAL_OPTIONS];
  const open = options.find((o) => takesValue(o) && flagsOf(o).includes(before.at(-1) ?? ''));
  if (open) return values(open.choices ?? open.complete, names);
  if (current.startsWith('-')) {
    return options.flatMap((o) => {
      const long = flagsOf(o).find((flag) => flag.startsWith('--'));
      return long ? [{ word: long, text: o.description }] : [];
    });
  }
  if (!command) return commandWords(catalogue, leadingWords(before));
  return values(argumentAt(command, before, options)?.complete, names);
};
