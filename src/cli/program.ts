import { CommanderError, Option, Command as Parser } from 'commander';
import type { Command, CommandEntry, CommandOption, Given, GlobalOptions } from './command.ts';
import { COMMANDS, FAMILIES } from './commands/index.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { afterHelp, overviewText } from './help.ts';
import type { Stdio } from './output/stdio.ts';
import { makeStyle, wantsColour } from './output/style.ts';
import { VERSION } from './version.ts';
import { leadingWords, namedCommand } from './words.ts';

/** What a command line asks for, or that the parser has already answered it (help, version). */
export type Request =
  | { readonly kind: 'run'; readonly command: Command; readonly args: Given; readonly options: Given }
  | { readonly kind: 'answered' }
  | { readonly kind: 'misused'; readonly text: string; readonly hint?: string };

export interface Parsed {
  readonly request: Request;
  readonly global: GlobalOptions;
}

const makeOption = (spec: CommandOption): Option => {
  const option = new Option(spec.flags, spec.description);
  if (spec.choices) option.choices(spec.choices);
  if (spec.default !== undefined) option.default(spec.default);
  return option;
};

/** Values by declared name; the parser's own value types narrowed to the three that exist. */
const given = (values: ReadonlyMap<string, unknown>): Given => {
  const value = (name: string): unknown => {
    if (!values.has(name)) throw new Error(`the command does not declare "${name}"`);
    return values.get(name);
  };
  const text = (name: string): string | undefined => {
    const found = value(name);
    return typeof found === 'string' ? found : undefined;
  };
  return {
    text,
    required: (name) => {
      const found = text(name);
      if (found === undefined) throw new Error(`no value for "${name}"`);
      return found;
    },
    list: (name) => {
      const found = value(name);
      return Array.isArray(found) ? found.map(String) : typeof found === 'string' ? [found] : [];
    },
    flag: (name) => value(name) === true,
  };
};

const argumentValues = (command: Command, parser: Parser): Given => {
  const names = command.arguments.map((a) => a.name.replace(/[<>[\].]/g, ''));
  return given(new Map(names.map((name, i) => [name, parser.processedArgs[i]])));
};

const optionValues = (parser: Parser): Given => {
  const values: Record<string, unknown> = parser.opts();
  const name = (option: Option): string => (option.long ?? '').replace(/^--(no-)?/, '');
  return given(new Map(parser.options.map((o) => [name(o), values[o.attributeName()]])));
};

const globalValues = (root: Parser): GlobalOptions => {
  const values = optionValues(root);
  const [file, deviceTypes] = [values.text('file'), values.text('device-types')];
  return {
    ...(file === undefined ? {} : { file }),
    ...(deviceTypes === undefined ? {} : { deviceTypes }),
    json: values.flag('json'),
    quiet: values.flag('quiet'),
    noColour: !values.flag('color'),
  };
};

/** A description without the line breaks of our source, which the terminal's width replaces; lists stay. */
const reflowed = (text: string): string => {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const last = lines.at(-1) ?? '';
    if (/^\S/.test(last) && /^\S/.test(line)) lines.splice(-1, 1, `${last} ${line}`);
    else lines.push(line);
  }
  return lines.join('\n');
};

const describe = (parser: Parser, command: Command, found: (request: Request) => void): void => {
  parser.description(reflowed(command.description)).addHelpText('after', afterHelp(command));
  for (const argument of command.arguments) parser.argument(argument.name, argument.description);
  for (const option of command.options) parser.addOption(makeOption(option));
  parser.action(() =>
    found({ kind: 'run', command, args: argumentValues(command, parser), options: optionValues(parser) }),
  );
};

/** The parser's node for an entry, below its family's. */
const place = (root: Parser, entry: CommandEntry): Parser => {
  const [first = '', second] = entry.name.split(' ');
  if (second === undefined) return root.command(first).summary(entry.summary);
  const family =
    root.commands.find((c) => c.name() === first) ?? root.command(first).description(FAMILIES[first] ?? '');
  return family.command(second).summary(entry.summary);
};

/** What the parser wanted to write to stderr, kept so that the caller decides. */
interface Said {
  /** The mistake. */
  mistake: string;
  /** Help that was shown because a command is missing. */
  help: string;
}

const makeRoot = (io: Stdio, said: Said): Parser => {
  const root = new Parser('relaxops').exitOverride().version(VERSION, '--version', 'print the version');
  for (const option of GLOBAL_OPTIONS) root.addOption(makeOption(option));
  const width = () => Math.min(io.columns, 110);
  root
    .configureOutput({
      writeOut: io.out,
      writeErr: (text) => {
        said.help += text;
      },
      outputError: (text) => {
        said.mistake += text;
      },
      getOutHelpWidth: width,
      getErrHelpWidth: width,
    })
    .configureHelp({ showGlobalOptions: true })
    .helpCommand('help [command]', 'help for a command');
  const style = makeStyle(wantsColour(io.outTerminal, io.env, false));
  root.helpInformation = () => overviewText(style);
  return root;
};

/** `(Did you mean --json?)`, the parser's suggestion, as a hint of ours. */
const unbracketed = (text: string): string => text.replace(/^\((.*)\)$/, '$1').replace('Did', 'did');

/** `survive gw1`: the parser's sentence in our form, with the command that has the answer. */
const tooMany = (argv: readonly string[]): Request => {
  const command = namedCommand(COMMANDS, leadingWords(argv))?.name ?? '';
  const extra = argv.filter((word) => !word.startsWith('-')).at(-1);
  const text = `"relaxops ${command}" takes fewer arguments; "${extra}" is one too many`;
  const hint =
    command === 'survive'
      ? `it tries every failure; one alone: relaxops whatif ${extra}`
      : `relaxops ${command} --help`;
  return { kind: 'misused', text, hint };
};

/** What an exit of the parser means: help and version are answers, the rest is misuse. */
const stopped = (error: CommanderError, argv: readonly string[], said: Said, io: Stdio): Request => {
  if (error.exitCode === 0) return { kind: 'answered' };
  if (error.code === 'commander.excessArguments') return tooMany(argv);
  if (error.code !== 'commander.help') {
    const [text = '', hint] = said.mistake.trim().split('\n');
    return {
      kind: 'misused',
      text: text.replace(/^error: /, ''),
      ...(hint ? { hint: unbracketed(hint) } : {}),
    };
  }
  const [family] = leadingWords(argv);
  if (family === undefined) {
    io.out(said.help);
    return { kind: 'answered' };
  }
  io.err(said.help);
  return { kind: 'misused', text: `"${family}" needs one of its commands` };
};

/**
 * Reads a command line. Only the command that it names is loaded; the others are known by name, so that a
 * mistyped one gets the nearest right one.
 */
export const parse = async (argv: readonly string[], io: Stdio): Promise<Parsed> => {
  let request: Request = { kind: 'answered' };
  const said: Said = { mistake: '', help: '' };
  const root = makeRoot(io, said);
  const named = namedCommand(COMMANDS, leadingWords(argv));
  for (const entry of COMMANDS) {
    const parser = place(root, entry);
    if (entry === named) {
      describe(parser, await entry.load(), (found) => {
        request = found;
      });
    }
  }
  try {
    await root.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    request = stopped(error, argv, said, io);
  }
  return { request, global: globalValues(root) };
};
