import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

/** What logins and authentication servers share is in the store, and in their files only where somebody fills it in. */
let world: World;
const JUMP = 'zrh1/r01/jump1';
const CLIENT = `${JUMP}/etc/relaxops/pam_radius_auth.conf`;
const SERVER = 'zrh1/r01/gw1/etc/relaxops/freeradius/radiusd.conf';

const render = async (...options: string[]) => {
  const out = join(world.folder, `out-${options.length}`);
  const answer = await world.relaxops('render', '-o', out, '--no-check', '--force', ...options);
  expect([answer.code, answer.err]).toEqual([0, expect.any(String)]);
  return (path: string) => ({
    text: readFileSync(join(out, path), 'utf8'),
    mode: statSync(join(out, path)).mode,
  });
};

beforeAll(async () => {
  world = makeWorld('b-one-rack');
  world.edit(
    (text) =>
      `${text}\nservices: { radius: { kind: aaa, on: [zrh1/r01/gw1], logins: [jumphost, switch], fallback: local-account } }\n`,
  );
  expect((await world.relaxops('secrets', 'init')).code).toBe(0);
});
afterAll(() => world.remove());

it('without the store both ends have placeholders', async () => {
  const file = await render();
  expect(file(CLIENT).text).toContain(` @{secret:radius-secret/${JUMP}} `);
  expect(file(SERVER).text).toContain(`"@{secret:radius-secret/${JUMP}}"`);
  expect(file(SERVER).text).toContain('"@{secret:radius-password/alice}"');
});

it('with it both have the same, which no other client has, in files that root alone reads', async () => {
  const file = await render('--with-secrets', '--identity', world.key('alice'));
  const { text, mode } = file(SERVER);
  const [, secret = ''] = /^10\.1\.0\.2:1812 (\S{16}) 3$/m.exec(file(CLIENT).text) ?? [];
  const secrets = [...text.matchAll(/secret = "(\w{16})"/g)].map((match) => match[1]);
  expect(secrets.filter((one) => one === secret)).toEqual([secret]);
  expect([new Set(secrets).size, text.includes('@{')]).toEqual([secrets.length, false]);
  expect([mode & 0o777, file(CLIENT).mode & 0o777]).toEqual([0o600, 0o600]);
});
