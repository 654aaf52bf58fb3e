import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { readIndex } from '#secrets/store/index-text.ts';
import { byName, changed, makeWorld, type World } from './world.ts';

let world: World;
let scratch = '';
const as = (operator: string): string[] => ['--identity', world.key(operator)];
const index = () => {
  const read = readIndex(readFileSync(join(world.store, 'index.jsonl'), 'utf8'), 'index.jsonl');
  if (!read.ok) throw new Error(read.error[0]!.text);
  return read.value;
};
const certificate = (name: string): string => {
  const found = index().entries.find((entry) => entry.name === name)?.certificate;
  if (!found) throw new Error(`no certificate of ${name}`);
  return found;
};
const put = (name: string, text: string): string => {
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
};
const skip = existsSync('/usr/bin/openssl') ? '' : ' (skipped: no /usr/bin/openssl)';
/** OpenVPN's crl-verify asks OpenSSL the same. */
const judge = async (leaf: string) => {
  const ca = put('ca.pem', certificate('vpn-ca'));
  const crl = put('crl.pem', index().crl!.pem);
  const argv = [
    '/usr/bin/openssl',
    'verify',
    '-crl_check',
    '-CAfile',
    ca,
    '-CRLfile',
    crl,
    put('leaf.pem', leaf),
  ];
  const said = await run(argv);
  return said.ok ? 'accepted' : (/error \d+ .*: (.*)/.exec(said.stderr)?.[1] ?? said.stderr);
};

beforeAll(async () => {
  world = makeWorld('full');
  scratch = mkdtempSync(join(tmpdir(), 'relaxops-rotate-'));
  await world.relaxops('secrets', 'init');
});
afterAll(() => {
  world.remove();
  rmSync(scratch, { recursive: true });
});

describe('secrets rotate', () => {
  const NAMES = ['ssh-host-key/zrh1/r01/gw1', 'ipmi-password/zrh1/r01/srv01:bmc'];

  it('keeps every other file byte for byte, and needs no identity for them', async () => {
    const before = byName(world);
    const { code } = await world.relaxops('secrets', 'rotate', ...NAMES);
    expect(code).toBe(0);
    expect(changed(before, byName(world))).toEqual([...NAMES].sort());
  });

  it.each(['key', 'passphrase'])(
    "of a jumphost's %s renews both, which fit each other only",
    async (half) => {
      const names = ['key', 'passphrase'].map((kind) => `break-glass-${kind}/zrh1/r01/jump1`);
      const before = byName(world);
      const one = names.find((name) => name.startsWith(`break-glass-${half}`))!;
      const answer = await world.relaxops('secrets', 'rotate', one, '--json');
      expect(JSON.parse(answer.out).data.renewed).toEqual(names);
      expect(changed(before, byName(world))).toEqual(names);
      const show = async (name: string) =>
        (await world.relaxops('secrets', 'show', name, '--force', ...as('bob'))).out;
      const [pem, passphrase] = [await show(names[0]!), (await show(names[1]!)).trim()];
      expect(createPrivateKey({ key: pem, passphrase }).asymmetricKeyType).toBe('ec');
      expect(() => createPrivateKey({ key: pem, passphrase: `${passphrase}x` })).toThrow();
    },
  );

  it('of a certificate keeps the one before valid', async () => {
    const old = certificate('vpn-key/alice');
    expect((await world.relaxops('secrets', 'rotate', 'vpn-key/alice')).err).toContain('needs an identity');
    expect((await world.relaxops('secrets', 'rotate', 'vpn-key/alice', ...as('bob'))).code).toBe(0);
    expect(certificate('vpn-key/alice')).not.toBe(old);
    if (skip === '')
      expect([await judge(old), await judge(certificate('vpn-key/alice'))]).toEqual(['accepted', 'accepted']);
  });

  it('--expiring takes what ends by then', async () => {
    const none = await world.relaxops('secrets', 'rotate', '--expiring', '60', ...as('bob'));
    expect(none.out).toBe('Nothing has to be renewed.\n');
    const all = await world.relaxops('secrets', 'rotate', '--expiring', '826', '--json', ...as('bob'));
    const renewed: string[] = JSON.parse(all.out).data.renewed;
    expect(renewed).toContain('vpn-key/mon1');
    expect(renewed.filter((name) => !name.startsWith('vpn-key/'))).toEqual([]);
  });

  it.each([
    [['--expiring', 'soon'], 2, 'takes a number of days'],
    [[], 2, 'nothing to renew'],
    [['vpn-key/nobody'], 1, '"vpn-key/nobody" is not in the store'],
  ])('%j', async (argv, code, text) => {
    const before = world.files();
    const answer = await world.relaxops('secrets', 'rotate', ...argv, ...as('bob'));
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(text)]);
    expect(world.files()).toEqual(before);
  });
});

describe('secrets revoke', () => {
  it.skipIf(skip !== '')(
    `makes OpenSSL refuse a station, until init makes it a new certificate${skip}`,
    async () => {
      const old = certificate('vpn-key/mon1');
      expect(await judge(old)).toBe('accepted');
      const { code, out } = await world.relaxops('secrets', 'revoke', 'mon1', ...as('bob'));
      expect([code, out]).toEqual([0, expect.stringContaining('mon1 could read nothing else')]);
      expect(await judge(old)).toBe('certificate revoked');
      await world.relaxops('secrets', 'init', ...as('bob'));
      expect([await judge(old), await judge(certificate('vpn-key/mon1'))]).toEqual([
        'certificate revoked',
        'accepted',
      ]);
    },
  );

  it('shuts an operator out of everything, and says what they knew', async () => {
    const old = certificate('vpn-key/alice');
    const names = [...byName(world).keys()];
    const { code, out } = await world.relaxops('secrets', 'revoke', 'alice', '--json', ...as('bob'));
    expect(code).toBe(0);
    const { knew } = JSON.parse(out).data;
    expect(knew.sort()).toEqual(names.filter((name) => !/^vpn-key\/(alice|bob)$/.test(name)).sort());
    if (skip === '') expect(await judge(old)).toBe('certificate revoked');
    for (const name of ['vpn-ca', 'vpn-key/zrh1/r01/gw1', 'snmp-auth/zrh1/r01/pdu1', 'vpn-key/bob']) {
      const shown = await world.relaxops('secrets', 'show', name, '--force', ...as('alice'));
      expect([name, shown.code, shown.out]).toEqual([name, 4, '']);
    }
  });

  it('stays: init does not let the same key in again', async () => {
    const { err } = await world.relaxops('secrets', 'init', ...as('bob'));
    expect(err).toContain('"vpn-key/alice" was not made');
    expect(byName(world).has('vpn-key/alice')).toBe(false);
    expect((await world.relaxops('secrets', 'show', 'vpn-ca', '--force', ...as('alice'))).code).toBe(4);
  });

  it('is a finding until everything they knew is renewed', async () => {
    const before = await world.relaxops('check');
    expect([before.code, before.out]).toEqual([
      3,
      expect.stringContaining('known to who was revoked: alice'),
    ]);
    const { code, out } = await world.relaxops('secrets', 'rotate', '--exposed', ...as('bob'));
    expect([code, out]).toEqual([0, expect.stringContaining('new authority')]);
    expect((await world.relaxops('check')).out).not.toContain('revoked');
    if (skip === '') expect(await judge(certificate('vpn-key/bob'))).toBe('accepted');
  });

  it('does not lock the last one out', async () => {
    const before = world.files();
    const { code, err } = await world.relaxops('secrets', 'revoke', 'bob', ...as('bob'));
    expect([code, err]).toEqual([4, expect.stringContaining('without "bob" nobody could open the store')]);
    expect(world.files()).toEqual(before);
  });

  it('of nobody is no', async () => {
    const { code, err } = await world.relaxops('secrets', 'revoke', 'eve', ...as('bob'));
    expect([code, err]).toEqual([1, expect.stringContaining('"eve" has no certificate and opens nothing')]);
  });
});

it('check fails once the revocation list has ended', async () => {
  const path = join(world.store, 'index.jsonl');
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replace(/("crl":.*"expires":")[^"]+/, (_all, before) => `${before}2020-01-01`),
  );
  const { code, out } = await world.relaxops('check');
  expect([code, out]).toEqual([
    1,
    expect.stringContaining("the VPN's revocation list ended on 2020-01-01: no VPN then lets anybody in"),
  ]);
  writeFileSync(path, text);
});
