import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { start } from '#host/process.ts';
import { readIdentity } from '#secrets/identity.ts';
import { openStore, readSecret, strayFiles } from '#secrets/store/store.ts';
import { byName, changed, makeWorld, type World } from './world.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
let world: World;
afterEach(() => world.remove());

const asleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a command and kills it as soon as the store looks so, or a bit later; whether it was killed before its end. */
const killed = async (when: () => boolean, laterMs: number, ...argv: string[]): Promise<boolean> => {
  const program = [process.execPath, '--import', 'tsx', MAIN, '-f', join(world.folder, 'relaxops.yaml')];
  const running = start([...program, ...argv], { cwd: process.cwd() });
  let ended = false;
  void running.exited.then(() => {
    ended = true;
  });
  for (let i = 0; i < 20_000 && !ended && !when(); i++) await asleep(1);
  await asleep(laterMs);
  running.kill('SIGKILL');
  const exit = await running.exited;
  return exit.signal === 'SIGKILL';
};

const boxes = (): number =>
  existsSync(world.store)
    ? readdirSync(world.store, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.age'))
        .length
    : 0;

/** Names and files as the index has them. */
const publicState = (): { name: string; file: string }[] => {
  const store = openStore(world.store);
  if (!store.ok) throw new Error('the index is broken');
  return store.value.index.entries.map(({ name, file }) => ({ name, file }));
};

/** Every secret of the index opens for who may read it, and nothing else is there. */
const isWhole = async (): Promise<void> => {
  const store = openStore(world.store);
  if (!store.ok) throw new Error('the index is broken');
  const ask = async () => undefined;
  for (const { name, to } of store.value.index.entries) {
    const opener = await readIdentity(world.key(to[0]!.split('/')[0]!), 'key', ask);
    if (!opener.ok) throw new Error(opener.error.text);
    expect([name, (await readSecret(store.value, name, opener.value)).ok]).toEqual([name, true]);
  }
  expect(strayFiles(store.value)).toEqual([]);
};

describe('kill -9', { timeout: 120_000 }, () => {
  it.each([1, 30])(
    'in the middle of init, with %d files written, leaves no store; the next init makes it',
    async (files) => {
      world = makeWorld('full');
      expect(await killed(() => boxes() >= files, 0, 'secrets', 'init')).toBe(true);
      expect(boxes()).toBeGreaterThan(0);
      expect(existsSync(join(world.store, 'index.jsonl'))).toBe(false);
      const again = await world.relaxops('secrets', 'init');
      expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^Made 81 secrets/)]);
      await isWhole();
    },
  );

  it('in the middle of a rotation leaves all as before or all as after', async () => {
    world = makeWorld('full');
    await world.relaxops('secrets', 'init');
    const argv = ['secrets', 'rotate', 'vpn-ca', '--identity', world.key('alice')];
    const kills: boolean[] = [];
    for (const laterMs of [0, 3, 10, 40]) {
      const [was, files] = [publicState(), boxes()];
      kills.push(await killed(() => boxes() > files, laterMs, ...argv));
      const now = publicState();
      const fresh = now.filter(
        ({ name }, i) => name.startsWith('vpn-key') && now[i]!.file !== was[i]!.file,
      ).length;
      expect([0, 8]).toContain(fresh);
    }
    expect(kills).toContain(true);
    const old = byName(world);
    expect((await world.relaxops('secrets', 'rotate', 'snmp-auth/zrh1/r01/pdu1')).code).toBe(0);
    expect(changed(old, byName(world))).toContain('snmp-auth/zrh1/r01/pdu1');
    await isWhole();
  });
});
