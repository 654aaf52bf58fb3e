import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeStdio } from '../../src/cli/fake-stdio.ts';
import { run } from '../../src/cli/run.ts';
import { TOKEN } from './stand-in.ts';

/** What a command line came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder to import into, with the command line in it. */
export interface Desk {
  readonly folder: string;
  readonly relaxops: (...args: string[]) => Promise<Ran>;
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  /** Replaces a text in a file; it must be there. */
  readonly edit: (file: string, from: string, to: string) => void;
  /** Starts a process of its own, to be fed or interrupted. */
  readonly start: (args: readonly string[], env?: Record<string, string>) => ChildProcess;
  readonly remove: () => void;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A new desk; the token is in its environment. */
export const makeDesk = (): Desk => {
  // Every command line that runs in this process listens to signals once.
  process.setMaxListeners(0);
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-import-'));
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  return {
    folder,
    read,
    write,
    edit: (file, from, to) => {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`"${file}" has no "${from}"`);
      write(file, text.replace(from, to));
    },
    relaxops: async (...args) => {
      const io = fakeStdio({ cwd: folder, env: { NETBOX_TOKEN: TOKEN } });
      const code = await run(args, io);
      return { code, stdout: io.stdout(), stderr: io.stderr() };
    },
    start: (args, env = {}) =>
      spawn(
        process.execPath,
        ['--import', `${ROOT}node_modules/tsx/dist/loader.mjs`, `${ROOT}src/cli/main.ts`, ...args],
        {
          cwd: folder,
          env: { PATH: process.env.PATH ?? '', ...env },
          stdio: ['pipe', 'pipe', 'pipe'],
        },
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
