import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from '#host/process.ts';
// @ts-expect-error a tool without types
import { leaksOf, leftIn } from '../../tools/leaks.mjs';
import { ROOT } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'relaxops-leaks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PASSWORD = 'Kq3vT9xWb7LmZr5pYc2d';
const keyWith = (body: string): string =>
  `-----BEGIN KEY-----\nthe same head in every key\n${body}\n-----END KEY-----\n`;

const made = (name: string, secrets: readonly string[]): { watched: string; temporary: string } => {
  const [watched, temporary] = ['w', 't'].map((kind) => join(folder, `${name}-${kind}`)) as [string, string];
  for (const path of [watched, temporary]) mkdirSync(path);
  writeFileSync(join(watched, '1.jsonl'), secrets.map((text) => `${JSON.stringify(text)}\n`).join(''));
  return { watched, temporary };
};

it('finds a password that was printed, by the line', () => {
  const places = made('printed', [PASSWORD]);
  expect(leaksOf({ ...places, output: `one\ntwo ${PASSWORD} three\n` })).toEqual({
    count: 1,
    leaks: ['the run printed a secret, on line 2 of its output'],
  });
});

it('finds a line of a key in a file that was left', () => {
  const places = made('left', [keyWith('aaaaaaaaaaaaaaaaaaaaaaaa'), keyWith('bbbbbbbbbbbbbbbbbbbbbbbb')]);
  mkdirSync(join(places.temporary, 'deep'));
  writeFileSync(join(places.temporary, 'deep', 'file'), 'x bbbbbbbbbbbbbbbbbbbbbbbb y');
  expect(leaksOf({ ...places, output: '' }).leaks).toEqual(['a secret was left in deep/file']);
  expect(leftIn(places.temporary)).toEqual(['deep']);
});

it('does not take the head that all keys share, or armour, for a secret', () => {
  const places = made('shared', [keyWith('aaaaaaaaaaaaaaaaaaaaaaaa'), keyWith('bbbbbbbbbbbbbbbbbbbbbbbb')]);
  expect(leaksOf({ ...places, output: keyWith('other') }).leaks).toEqual([]);
});

it('is told of every secret that a process makes', async () => {
  const { watched } = made('watched', []);
  const script = `const { Secret } = await import('${ROOT}src/model/secret.ts'); new Secret('${PASSWORD}');`;
  const { ok, stderr } = await run(
    ['node', '--import=./tools/watch-secrets.mjs', '--import=tsx', '--input-type=module', '-e', script],
    { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', RELAXOPS_TEST_SECRETS: watched } },
  );
  expect(stderr).toBe('');
  expect(ok).toBe(true);
  expect(leaksOf({ watched, temporary: watched, output: PASSWORD }).leaks[0]).toContain('printed a secret');
});
