import type { Finding } from '#model/finding.ts';
import type { ExitName } from './exit-codes.ts';
import type { Progress } from './output/progress.ts';
import type { Style } from './output/style.ts';

/** A command as data: what it is called, takes and answers. Help, completion and parser read the same object. */
export interface Command {
  /** As typed, `plan` or `lab up`. Equals the file name with `-` for the blank. */
  readonly name: string;
  /** One line without full stop, the one of the list of commands. */
  readonly summary: string;
  /** What a person wants to know before running it. */
  readonly description: string;
  readonly arguments: readonly CommandArgument[];
  readonly options: readonly CommandOption[];
  /** Two to four that work as they stand. */
  readonly examples: readonly Example[];
  /** The exit codes that it uses. */
  readonly exitCodes: readonly ExitName[];
  /** Name and version of its JSON: `plan/1`. */
  readonly schema: string;
  readonly run: (context: Context, args: Given, options: Given) => Promise<Outcome>;
}

/** What shell completion may offer for a value. */
export type Candidates = 'file' | 'folder' | 'device' | 'port' | readonly string[];

export interface CommandArgument {
  /** `<target>` is needed, `[host]` may be left out, `<failure...>` takes several. */
  readonly name: string;
  readonly description: string;
  readonly complete?: Candidates;
}

export interface CommandOption {
  /** As commander reads them: `-o, --output <dir>`, `--csv`, `--no-check`. */
  readonly flags: string;
  readonly description: string;
  readonly default?: string;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  readonly complete?: Candidates;
}

export interface Example {
  /** With the program's name: `relaxops where 10.1.2.102`. */
  readonly command: string;
  /** What one gets. */
  readonly text: string;
}

/** Values that were given on the command line, by name. Asking for a name that the command did not declare throws. */
export interface Given {
  /** One value, if given. */
  readonly text: (name: string) => string | undefined;
  /** One value that the parser has made sure of. */
  readonly required: (name: string) => string;
  /** All values of a name that takes several. */
  readonly list: (name: string) => readonly string[];
  /** Whether a switch is on; `check` for `--no-check`. */
  readonly flag: (name: string) => boolean;
}

/** Options that every command takes. */
export interface GlobalOptions {
  /** `--file`: the inventory; by default `relaxops.yaml` in this or a parent folder. */
  readonly file?: string;
  readonly deviceTypes?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** What a person wants to do; the order of the overview. */
export const GROUPS = ['Design', 'Break on paper', 'Make real', 'Lab', 'Shell'] as const;
export type Group = (typeof GROUPS)[number];

/** A command as the overview and the completion know it, without loading it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly group: Group;
  readonly load: () => Promise<Command>;
}

/** All commands, and the words that only hold some of them together (`lab`). */
export interface Catalogue {
  readonly commands: readonly CommandEntry[];
  readonly families: Readonly<Record<string, string>>;
}

/** What a command may use of its surroundings. */
export interface Context {
  readonly global: GlobalOptions;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: Progress;
  /** Whether a person sees stdout. */
  readonly terminal: boolean;
  /** All commands by name, for completion. */
  readonly catalogue: Catalogue;
  /**
   * Aborts at the first Ctrl-C, SIGTERM or SIGHUP. A command that never asks for it is killed by them,
   * which is right where nothing has to be tidied up.
   */
  readonly interruption: () => AbortSignal;
}

/** What a command answers: data first, text last. */
export interface Outcome {
  readonly ok: boolean;
  readonly exitCode: number;
  /** What `--json` shows; plain data. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
  /** Whether `text` shows the findings itself; otherwise they go to stderr. */
  readonly showsFindings?: boolean;
  readonly text: (style: Style) => string;
}
