import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeStdio } from '#cli/fake-stdio.ts';
import { run } from '#cli/run.ts';
import { makeSshKey } from '#secrets/ssh-keys.ts';

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder with an inventory whose operators' private keys are at hand, and everything to be done in it. */
export interface World {
  readonly folder: string;
  readonly store: string;
  /** The file of an operator's private key. */
  readonly key: (operator: string) => string;
  /** Runs the command line on this inventory. */
  readonly relaxops: (...argv: string[]) => Promise<Answer>;
  /** The same on a terminal, or with other surroundings. */
  readonly relaxopsWith: (more: Parameters<typeof fakeStdio>[0], ...argv: string[]) => Promise<Answer>;
  /** The inventory's text, changed. */
  readonly edit: (change: (text: string) => string) => void;
  /** Every file of the store with its text. */
  readonly files: () => Map<string, string>;
  readonly remove: () => void;
}

const filesBelow = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Makes a world from an example: alice's and bob's keys are replaced by fresh ones. */
export const makeWorld = (example: string): World => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-world-'));
  const inventory = join(folder, 'relaxops.yaml');
  const key = (operator: string): string => join(folder, `${operator}.key`);
  let text = readFileSync(`examples/${example}/relaxops.yaml`, 'utf8');
  for (const operator of ['alice', 'bob']) {
    const { publicKey, privateKey } = makeSshKey();
    writeFileSync(key(operator), privateKey.reveal(), { mode: 0o600 });
    text = text.replace(
      new RegExp(`(  ${operator}: \\{ key: )ssh-ed25519 [^ ,}]+`),
      (_all, before: string) => before + publicKey,
    );
  }
  writeFileSync(inventory, text);
  const relaxopsWith: World['relaxopsWith'] = async (more, ...argv) => {
    const io = fakeStdio({ cwd: process.cwd(), ...more });
    const code = await run(['-f', inventory, ...argv], io);
    return { code, out: io.stdout(), err: io.stderr() };
  };
  return {
    folder,
    store: join(folder, 'secrets'),
    key,
    relaxops: (...argv) => relaxopsWith({}, ...argv),
    relaxopsWith,
    edit: (change) => writeFileSync(inventory, change(readFileSync(inventory, 'utf8'))),
    files: () => filesBelow(join(folder, 'secrets')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** What git may have of the store: its files by the secret that each is of. */
export const byName = (world: World): Map<string, string> =>
  new Map(
    [...world.files()]
      .filter(([name]) => name.endsWith('.age'))
      .map(([name, text]) => [decodeURIComponent(name.replace(/\.[0-9a-f]{12}\.age$/, '')), text]),
  );

/** Names whose files are not the same in both. */
export const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort();
