import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '#cli/commands/index.ts';
import { fakeStdio } from '#cli/fake-stdio.ts';
import { run } from '#cli/run.ts';
import { SecretsGrep } from './grep.ts';
import { makeWorld, type World } from './world.ts';

const grep = vi.hoisted(() => ({ made: [] as string[] }));
/** Every secret that anything makes, reads or asks for is one of these objects: they are all noted down. */
vi.mock('#model/secret.ts', async (original) => {
  const { Secret } = await original<typeof import('#model/secret.ts')>();
  class Noted extends Secret {
    constructor(text: string) {
      super(text);
      grep.made.push(text);
    }
  }
  return { Secret: Noted };
});

let world: World;
let temporary = '';
let outside = '';
const before = process.env.TMPDIR;
const search = new SecretsGrep();
const id = (operator = 'alice'): string[] => ['--identity', world.key(operator)];

/** What was typed is not searched for in itself: identities are files, and secrets are never arguments. */
const noteAll = (): void => {
  for (const text of grep.made.splice(0)) search.add(text, `secret of ${text.length} letters`);
};

/** Runs a command as a person, a script and a debugger would; everything that it says. */
const everythingSaid = async (argv: readonly string[]): Promise<[string, string][]> => {
  const said: [string, string][] = [];
  for (const more of [[], ['--json']]) {
    const env = { RELAXOPS_DEBUG: '1', TMPDIR: temporary };
    const io = fakeStdio({ cwd: outside, env, outTerminal: false });
    await run(['-f', join(world.folder, 'relaxops.yaml'), ...more, ...argv], io);
    const name = ['relaxops', ...more, ...argv].join(' ');
    said.push([`stdout of ${name}`, io.stdout()], [`stderr of ${name}`, io.stderr()]);
  }
  return said;
};

const leaksOf = async (argv: readonly string[]) => {
  const said = await everythingSaid(argv);
  noteAll();
  return [
    ...said.flatMap(([where, text]) => search.inText(text, where)),
    ...search.inFolder(temporary),
    ...search.inFolder(world.store),
  ];
};

beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'relaxops-leak-tmp-'));
  outside = mkdtempSync(join(tmpdir(), 'relaxops-leak-cwd-'));
  world = makeWorld('full');
  process.env.TMPDIR = temporary;
  // The worlds' own files are the operators' keys, which may lie there.
  for (const operator of ['alice', 'bob'])
    search.add(readFileSync(world.key(operator), 'utf8'), `key of ${operator}`);
  mkdirSync(world.store, { mode: 0o700 });
  const teller = join(world.folder, 'teller');
  const password = 'correct-horse-battery-staple';
  search.add(password, 'password of a reference');
  writeFileSync(teller, `#!/bin/sh\necho ${password}\necho "cannot reach ${password}" >&2\nexit 1\n`, {
    mode: 0o755,
  });
  writeFileSync(join(world.store, 'references.yaml'), `pdu-password/zrh1/r01/pdu1: exec:${teller}\n`);
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  for (const folder of [temporary, outside]) rmSync(folder, { recursive: true, force: true });
  world.remove();
});

/** A recovery key that was copied by hand, with one letter wrong: all the others are still secret. */
const mistyped = (): string => {
  const text = readFileSync(join(world.folder, 'recovery.txt'), 'utf8').trimEnd();
  const wrong = text.replace(/.$/, (end) => (end === 'Q' ? 'P' : 'Q'));
  search.add(wrong, 'mistyped recovery key');
  writeFileSync(join(world.folder, 'mistyped.txt'), wrong);
  return join(world.folder, 'mistyped.txt');
};

/** In this order: what is made by one is looked for in all that follow. */
const COMMAND_LINES: readonly (() => readonly string[])[] = [
  () => ['secrets', 'init', '--new-recovery', join(world.folder, 'recovery.txt')],
  () => ['secrets', 'show', 'vpn-ca', '--force', '--identity', mistyped()],
  () => ['secrets', 'list'],
  () => ['secrets', 'show', 'vpn-ca', ...id()],
  () => ['secrets', 'show', 'vpn-key/bob', '--force', ...id()],
  () => ['secrets', 'show', 'vpn-ca', '--force', '--identity', join(world.folder, 'relaxops.yaml')],
  () => ['secrets', 'show', 'pdu-password/zrh1/r01/pdu1', '--force'],
  () => ['secrets', 'rotate', 'vpn-key/alice', 'ssh-host-key/zrh1/r01/gw1', 'vpn-crl', ...id()],
  () => ['secrets', 'rotate', '--expiring', '900', ...id('bob')],
  () => ['check'],
  () => ['plan'],
  () => ['paths', 'zrh1/r01/srv01'],
  () => ['whatif', 'device-dead:zrh1/r01/gw1'],
  () => ['survive'],
  () => ['where', '10.1.2.102'],
  () => ['replay'],
  () => ['render', '--lab-diff'],
  () => ['render', '-o', join(outside, 'plain')],
  () => ['render', '-o', join(outside, 'one'), '--with-secrets', '--host', 'zrh1/r01/gw1', ...id()],
  () => ['render', '-o', join(outside, 'no-identity'), '--with-secrets'],
  () => ['render', '-o', '/proc/nothing', '--with-secrets', '--no-check', ...id()],
  () => ['secrets', 'revoke', 'bob', ...id()],
  () => ['secrets', 'init', ...id('bob')],
  () => ['secrets', 'rotate', '--exposed', ...id()],
];

describe('no secret is in any output, error, JSON, store or temporary file', () => {
  it('of any command', { timeout: 180_000 }, async () => {
    for (const argv of COMMAND_LINES)
      expect([argv().join(' '), await leaksOf(argv())]).toEqual([argv().join(' '), []]);
    // Beside the store's, those that the daemons' checks use and throw away.
    expect(search.counts.secrets).toBeGreaterThan(400);
    expect(search.counts.texts).toBeGreaterThan(1000);
    expect(search.inFolder(join(outside, 'plain'))).toEqual([]);
  });

  it('when a fault of ours has the secret at hand', async () => {
    const { Secret } = await import('#model/secret.ts');
    const broken = {
      env: { RELAXOPS_DEBUG: '1' },
      out: () => {
        throw new Error(`cannot say ${new Secret('a-secret-in-a-fault')}`);
      },
    };
    const io = fakeStdio(broken);
    expect(await run(['completion', 'bash'], io)).toBe(100);
    noteAll();
    expect(io.stderr()).toContain('cannot say [secret]');
    expect(search.inText(io.stderr(), 'fault')).toEqual([]);
  });

  it('and every command of the family is among them', () => {
    const tried = new Set(COMMAND_LINES.map((argv) => argv().slice(0, 2).join(' ')));
    const family = COMMANDS.map(({ name }) => name).filter((name) => name.startsWith('secrets '));
    expect(family.filter((name) => !tried.has(name))).toEqual([]);
  });
});

describe('the grep finds a secret that is there', () => {
  it('because it was asked for, on stdout and in JSON', async () => {
    const found = await leaksOf(['secrets', 'show', 'vpn-ca', '--force', ...id()]);
    expect(found.map(({ where }) => where.replace(/ --identity.*/, ''))).toEqual(
      expect.arrayContaining([
        'stdout of relaxops secrets show vpn-ca --force',
        'stdout of relaxops --json secrets show vpn-ca --force',
      ]),
    );
  });

  it('because it was rendered on purpose', () => {
    const found = search.inFolder(join(outside, 'one'));
    expect(found.map(({ where }) => where.split('/').at(-1))).toContain('ssh_host_ed25519_key');
  });

  it.each([
    ['plainly', (text: string) => `error: ${text}`],
    ['one line of it', (text: string) => `debug ${text.split('\n')[1]} end`],
    ['as JSON', (text: string) => JSON.stringify({ argv: [text] })],
    ['in base64', (text: string) => Buffer.from(text.trim()).toString('base64')],
    ['in hexadecimal', (text: string) => Buffer.from(text.split('\n')[2] ?? '').toString('hex')],
    ['in an address', (text: string) => `https://x/?k=${encodeURIComponent(text.split('\n')[1] ?? '')}`],
  ])('planted %s', (_how, plant) => {
    const key = readFileSync(world.key('alice'), 'utf8');
    expect(search.inText(plant(key), 'planted').map(({ what }) => what)).toEqual(
      expect.arrayContaining(['key of alice']),
    );
  });

  it('left in a temporary file, or in the name of one', () => {
    const password = 'correct-horse-battery-staple';
    writeFileSync(join(temporary, 'left'), `\u0000\u0001${password}\u0002`);
    writeFileSync(join(temporary, password), '');
    expect(search.inFolder(temporary)).toHaveLength(2);
    rmSync(join(temporary, 'left'));
    rmSync(join(temporary, password));
  });
});
