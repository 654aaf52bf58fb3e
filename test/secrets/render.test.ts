import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './world.ts';

let world: World;
const as = (operator: string): string[] => ['--identity', world.key(operator)];
const render = (target: string, ...argv: string[]) =>
  world.relaxops('render', '--no-check', '-o', join(world.folder, target), '--with-secrets', ...argv);

beforeAll(async () => {
  world = makeWorld('b-one-rack');
  await world.relaxops('secrets', 'init');
});
afterAll(() => world.remove());

describe('render --with-secrets', () => {
  it('fills everything but the key of another operator, for nobody else to read', async () => {
    const { code, err } = await render('out', ...as('alice'));
    expect([code, err]).toEqual([0, '']);
    const out = join(world.folder, 'out');
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(out, name)).isFile(),
    );
    const text = (name: string) => readFileSync(join(out, name), 'utf8');
    const waiting = files.filter((name) => text(name).includes('@{secret:'));
    expect(waiting.filter((name) => !name.startsWith('_operators/bob/openvpn/'))).toEqual([]);
    expect(waiting.length).toBeGreaterThan(0);
    const open = files.filter(
      (name) => name !== '.relaxops-rendered' && statSync(join(out, name)).mode & 0o077,
    );
    expect(open).toEqual([]);
    expect(statSync(out).mode & 0o777).toBe(0o700);
    const shown = await world.relaxops('secrets', 'show', 'vpn-key/alice', '--force', ...as('alice'));
    expect(text('_operators/alice/openvpn/zrh1-gw1.conf')).toContain(shown.out.trim());
    expect(text('zrh1/r01/gw1/etc/relaxops/openvpn/crl.pem')).toContain('BEGIN X509 CRL');
  });

  const sshKeygen = existsSync('/usr/bin/ssh-keygen') ? '' : ' (skipped: no /usr/bin/ssh-keygen)';
  it.skipIf(sshKeygen !== '')(`gives a host the key that known_hosts names${sshKeygen}`, async () => {
    await render('again', ...as('bob'));
    const out = join(world.folder, 'again');
    const file = join(out, 'zrh1/r01/gw1/etc/relaxops/ssh_host_ed25519_key');
    const mine = execFileSync('/usr/bin/ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' }).trim();
    expect(readFileSync(join(out, '_operators/bob/ssh_known_hosts'), 'utf8')).toContain(mine);
  });

  it('keeps out of git', async () => {
    const tree = join(world.folder, 'tree');
    mkdirSync(join(tree, '.git'), { recursive: true });
    const { code, err } = await render('tree/below/out', ...as('alice'));
    expect([code, err]).toEqual([1, expect.stringContaining('lies in the git work tree')]);
    expect(readdirSync(tree)).toEqual(['.git']);
    expect((await render('tree/below/out', '--force', ...as('alice'))).code).toBe(0);
  });

  it.each([
    ['without an identity', () => [], 4, 'needs an identity'],
    ['without a store', () => ['--store', '/nowhere', ...as('alice')], 1, 'there is no store in "/nowhere"'],
  ])('%s writes nothing', async (_what, argv, code, text) => {
    const answer = await render('none', ...argv());
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(text)]);
    expect(existsSync(join(world.folder, 'none'))).toBe(false);
  });

  it('names everything that the store lacks, and writes nothing', async () => {
    world.edit((text) =>
      text.replace('          jump1: jumphost\n', '          jump1: jumphost\n          jump2: jumphost\n'),
    );
    const { code, err } = await render('none', ...as('alice'));
    expect([code, err]).toEqual([
      4,
      expect.stringContaining('"ssh-host-key/zrh1/r01/jump2" is not in the store'),
    ]);
    expect(existsSync(join(world.folder, 'none'))).toBe(false);
  });
});

describe('references', () => {
  const PDU = 'pdu-password/zrh1/r01/pdu1';
  const show = (reference: string, env = {}) => {
    writeFileSync(join(world.store, 'references.yaml'), `${PDU}: ${JSON.stringify(reference)}\n`);
    return world.relaxopsWith({ env }, 'secrets', 'show', PDU, '--force');
  };

  it('come from the environment, a file or a program', async () => {
    expect((await show('env:THERE', { THERE: 'from-env' })).out).toBe('from-env\n');
    writeFileSync(join(world.folder, 'there'), 'from-file\n');
    expect((await show('file:../there')).out).toBe('from-file\n');
    expect((await show('exec:printf %s from-exec')).out).toBe('from-exec\n');
  });

  it.each([
    ['env:NOT_SET', 'NOT_SET is not set'],
    ['file:/nowhere', '"/nowhere" is missing'],
    ['exec:/nowhere', '"/nowhere" does not start (ENOENT)'],
    ['exec:false', '"false" ended with 1'],
    ['exec:true', 'it is empty'],
    ['exec:head -c 70000 /dev/zero', 'it is longer than 65536 bytes'],
  ])('%s cannot be had', async (reference, text) => {
    const { code, out, err } = await show(reference);
    expect([code, out, err]).toEqual([4, '', expect.stringContaining(text)]);
  });

  it('of a program that fails are never shown, even if it says them', async () => {
    const program = join(world.folder, 'tell');
    writeFileSync(program, '#!/bin/sh\necho hush-hush-9\necho "no access with hush-hush-9" >&2\nexit 3\n', {
      mode: 0o755,
    });
    const { err } = await show(`exec:${program}`);
    expect(err).toContain('ended with 3: no access with [secret]');
    expect(err).not.toContain('hush');
  });

  it('are not made by init, and not for keys with a public half', async () => {
    const fresh = makeWorld('b-one-rack');
    mkdirSync(fresh.store);
    writeFileSync(join(fresh.store, 'references.yaml'), `${PDU}: env:PDU\n`);
    const { out } = await fresh.relaxops('secrets', 'init', '--json');
    expect(JSON.parse(out).data.made).not.toContain(PDU);
    const wrong = 'ssh-host-key/zrh1/r01/gw1: env:KEY\nsnmp-auth/a: my-password-itself\n';
    writeFileSync(join(fresh.store, 'references.yaml'), wrong);
    const { code, err } = await fresh.relaxops('secrets', 'list');
    expect(code).toBe(2);
    expect(err).toMatch(
      /references\.yaml:1:1 .*cannot be kept elsewhere[\s\S]*references\.yaml:2:1 .*has no reference/,
    );
    expect(err).not.toContain('my-password');
    fresh.remove();
  });
});
