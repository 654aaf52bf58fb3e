import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readIndex } from '#secrets/store/index-text.ts';
import { makeWorld, type World } from './world.ts';

/** WireGuard keys in the store: made, for whom they are, renewed, taken away. */
let world: World;
const as = (operator: string): string[] => ['--identity', world.key(operator)];
const entry = (name: string) => {
  const read = readIndex(readFileSync(join(world.store, 'index.jsonl'), 'utf8'), 'index.jsonl');
  if (!read.ok) throw new Error(read.error[0]!.text);
  return read.value.entries.find((one) => one.name === name);
};
const PSK = 'wireguard-psk/zrh1/r01/gw1';
const render = async (operator: string) => {
  const out = join(world.folder, `out-${operator}`);
  const answer = await world.relaxops(
    'render',
    '-o',
    out,
    '--with-secrets',
    '--no-check',
    '--force',
    ...as(operator),
  );
  expect([answer.code, answer.err]).toEqual([0, expect.any(String)]);
  const file = (path: string): string => readFileSync(join(out, path), 'utf8');
  return {
    server: file('zrh1/r01/gw1/etc/relaxops/wireguard/oob.conf'),
    alice: file('_operators/alice/wireguard/oob-zrh1-gw1.conf'),
  };
};
const peers = (server: string) => [...server.matchAll(/^# (\w+)$/gm)].map((match) => match[1]);

beforeAll(async () => {
  world = makeWorld('b-one-rack');
  world.edit((text) => text.replace('address: 203.0.113.2/29', 'address: 203.0.113.2/29, vpn: wireguard'));
  expect((await world.relaxops('secrets', 'init')).code).toBe(0);
});
afterAll(() => world.remove());

it('has a key for the gateway and for each operator, theirs alone, and no authority', async () => {
  const readers = (name: string) => entry(name)!.to.map((tag) => tag.split('/')[0]);
  expect([readers('wireguard-key/alice'), readers('wireguard-key/bob')]).toEqual([['alice'], ['bob']]);
  expect(readers('wireguard-key/zrh1/r01/gw1')).toEqual(['alice', 'bob']);
  expect(readers(`${PSK}/alice`)).toEqual(['alice', 'bob']);
  expect(entry('vpn-ca')).toBeUndefined();
});

it("fills a gateway's file whole, and an operator's own profile for that operator alone", async () => {
  const [alice, bob] = [await render('alice'), await render('bob')];
  expect(bob.server).not.toContain('@{');
  expect(peers(bob.server)).toEqual(['alice', 'bob']);
  expect([
    alice.alice.includes('@{'),
    bob.alice.includes('PrivateKey = @{secret:wireguard-key/alice}'),
  ]).toEqual([false, true]);
});

it('rotate renews a key, and the gateway then knows the new one', async () => {
  const before = entry('wireguard-key/bob')!.public!;
  expect((await world.relaxops('secrets', 'rotate', 'wireguard-key/bob', `${PSK}/bob`)).code).toBe(0);
  const after = entry('wireguard-key/bob')!.public!;
  expect(after).not.toBe(before);
  const { server } = await render('bob');
  expect([server.includes(before), server.includes(after)]).toEqual([false, true]);
});

it('revoke takes the peer away from every gateway, and what she knew is marked', async () => {
  const before = await world.relaxops('secrets', 'revoke', 'alice', ...as('bob'));
  expect([before.code, before.err]).toEqual([0, expect.any(String)]);
  expect([entry('wireguard-key/alice'), entry(`${PSK}/alice`)]).toEqual([undefined, undefined]);
  expect(entry('wireguard-key/zrh1/r01/gw1')!.exposed).toEqual(['alice']);
  expect(peers((await render('bob')).server)).toEqual(['bob']);
});
