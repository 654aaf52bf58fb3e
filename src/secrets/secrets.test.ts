import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { Secret } from '#model/secret.ts';
import { fillSecrets } from './fill.ts';
import { makeSecrets, withOperatorKeys } from './make-secrets.ts';
import { makeSshKey } from './ssh-keys.ts';
import { makeVpnCa } from './vpn-ca.ts';

const folder = mkdtempSync(`${tmpdir()}/relaxops-secrets-`);
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string): string => {
  writeFileSync(`${folder}/${name}`, text, { mode: 0o600 });
  return `${folder}/${name}`;
};
const without = (binary: string): string => (existsSync(binary) ? '' : ` (skipped: no ${binary})`);

describe('ssh keys', () => {
  const skip = without('/usr/bin/ssh-keygen');
  it.skipIf(skip !== '')(`are what ssh-keygen reads${skip}`, async () => {
    const pair = makeSshKey();
    const said = await run(['/usr/bin/ssh-keygen', '-y', '-f', put('key', pair.privateKey.reveal())]);
    expect(said.stdout.trim()).toBe(pair.publicKey);
  });

  it('are different every time', () => {
    expect(makeSshKey().publicKey).not.toBe(makeSshKey().publicKey);
  });
});

describe('the VPN authority', async () => {
  const ca = await makeVpnCa('RelaxOps VPN of "a", b');
  const issued = await ca.issue('zrh1/r01/gw1', ['server']);

  it('issues certificates for one purpose', () => {
    const leaf = new X509Certificate(issued.certificate);
    expect(leaf.verify(new X509Certificate(ca.certificate).publicKey)).toBe(true);
    expect(leaf.subject).toBe('CN=zrh1/r01/gw1');
    expect(leaf.ca).toBe(false);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  const skip = without('/usr/bin/openssl');
  it.skipIf(skip !== '')(`revokes, so that OpenSSL refuses${skip}`, async () => {
    const serial = new X509Certificate(issued.certificate).serialNumber.toLowerCase();
    const argv = (crl: string) => [
      ...['/usr/bin/openssl', 'verify', '-crl_check', '-CAfile', put('ca.pem', ca.certificate)],
      ...['-CRLfile', put('crl.pem', crl), put('leaf.pem', issued.certificate)],
    ];
    expect((await run(argv(await ca.crl()))).ok).toBe(true);
    const refused = await run(argv(await ca.crl([serial])));
    expect(refused.ok).toBe(false);
    expect(refused.stderr).toContain('certificate revoked');
  });
});

describe('makeSecrets', async () => {
  const { network } = loadInventory('examples/full/relaxops.yaml');
  const made = await makeSecrets(network!);

  it('makes both halves of everything', () => {
    for (const host of Object.keys(made.material.hostKeys))
      expect(made.secrets).toHaveProperty([`ssh-host-key/${host}`]);
    for (const subject of Object.keys(made.material.certificates)) {
      if (subject !== 'ca') expect(made.secrets).toHaveProperty([`vpn-key/${subject}`]);
    }
    expect(made.material.hostKeys).toHaveProperty(['zrh1/r02/srv02:mgmt']);
    expect(made.material.hostKeys).toHaveProperty(['zrh1/r01/srv01:bmc']);
  });

  it('gives a gateway that dials out both purposes, an operator one', () => {
    const purposes = (subject: string) => new X509Certificate(made.material.certificates[subject]!).keyUsage;
    expect(purposes('zrh1/r01/gw1')).toHaveLength(1);
    expect(purposes('zrh1/r01/gw2')).toHaveLength(2);
    expect(purposes('alice')).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  it('puts nothing secret into material', () => {
    expect(JSON.stringify(made.material)).not.toContain('PRIVATE');
  });

  it('adds keys to what operators have', () => {
    const [before, after] = [network!, withOperatorKeys(network!, made.operatorKeys)];
    expect(after.operators[0]!.keys).toEqual([...before.operators[0]!.keys, made.operatorKeys.alice]);
  });
});

describe('fillSecrets', () => {
  const file = (text: string) => [{ path: '/etc/relaxops/key', mode: 0o600, text }];

  it('puts the text where the name stands, whatever it contains', () => {
    expect(
      fillSecrets(file('<key>\n@{secret:a/b}\n</key>\n'), { 'a/b': new Secret("$& $1 '\n") })[0]!.text,
    ).toBe("<key>\n$& $1 '\n</key>\n");
  });

  it('names what is missing, and no text', () => {
    expect(() => fillSecrets(file('@{secret:a} @{secret:b}'), { a: new Secret('hush') })).toThrow(
      /^\/etc\/relaxops\/key asks for unknown secrets: b$/,
    );
  });
});
