import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { secretsIn } from '#model/rendered.ts';
import { servicesOf } from '#model/service.ts';
import { fillSecrets } from '#secrets/fill.ts';
import { makeSecrets } from '#secrets/make-secrets.ts';
import { testMaterial } from '../_test-material.ts';
import { renderContext } from '../context.ts';
import { explainClient } from '../explain/explain.ts';
import { renderProfile } from '../profile.ts';
import { renderHost } from '../render-host.ts';
import { wireguard } from '../wireguard.ts';

const network = loadInventory('test/cases/wireguard/relaxops.yaml').network!;
const GW1 = 'zrh1/r01/gw1';
const folder = mkdtempSync(join(tmpdir(), 'relaxops-wireguard-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('wg', async () => {
  const made = await makeSecrets(network);
  const context = renderContext(network, made.material);
  const conf = fillSecrets(renderHost(context, GW1), made.secrets).find(({ path }) =>
    path.endsWith('oob.conf'),
  )!.text;
  const judge = async (text: string) => {
    const path = join(folder, 'oob.conf');
    writeFileSync(path, text);
    return run(wireguard.check!.argv(path));
  };

  it('takes what is rendered, with keys that it makes itself', async () => {
    const [key] = /(?<=PrivateKey = ).*/.exec(conf)!;
    const { stdout } = await run(['wg', 'pubkey'], { stdin: `${key}\n` });
    expect(stdout.trim()).toBe(made.material.wireguardKeys![GW1]);
    expect((await judge(conf)).ok).toBe(true);
  });

  it.each([
    ['a key that is none', (text: string) => text.replace(/PublicKey = ./, 'PublicKey = !')],
    ['a port that is none', (text: string) => text.replace('51820', 'vpn')],
    ['a line of wg-quick', (text: string) => text.replace('ListenPort', 'Address = 10.0.0.1/32\nListenPort')],
    ['an address that is none', (text: string) => text.replace('10.101.1.10/32', '10.101.1.256/32')],
  ])('refuses %s', async (_, change) => expect((await judge(change(conf))).ok).toBe(false));

  it('asks for no secret that is not made, and prints none', () => {
    const files = [
      ...network.doors.flatMap(({ gateway }) => renderHost(context, gateway)),
      ...network.doors.flatMap((door) => ['alice', 'mon1'].map((id) => renderProfile(context, door, id))),
    ];
    const asked = files.flatMap(({ text }) => secretsIn(text));
    expect(asked.filter((name) => made.secrets[name] === undefined)).toEqual([]);
    const open = files.filter(({ text, mode }) => secretsIn(text).length > 0 && mode !== 0o600);
    expect(open).toEqual([]);
    expect(
      new Set(asked.filter((name) => name.startsWith('wireguard-')).map((name) => name.split('/')[0])),
    ).toEqual(new Set(['wireguard-key', 'wireguard-psk']));
  });
});

describe('a WireGuard door', () => {
  const context = renderContext(network, testMaterial(network));

  it('needs no certificate, no list and no daemon, but those of a tunnel that it rests on', () => {
    const [gw1, gw2] = network.devices.filter(({ role }) => role === 'gateway');
    expect(servicesOf(network, gw1!)).toEqual(['sshd', 'keepalived']);
    expect(servicesOf(network, gw2!)).toEqual(['sshd', 'openvpn-rdv', 'keepalived']);
    const text = renderHost(context, GW1)
      .map(({ text }) => text)
      .join('\n');
    expect(text).not.toMatch(/openvpn|BEGIN (CERTIFICATE|X509)/);
  });

  it('who has no key is no peer; everybody else keeps theirs', () => {
    const { alice: _gone, ...keys } = testMaterial(network).wireguardKeys!;
    const without = renderContext(network, { ...testMaterial(network), wireguardKeys: keys });
    const peers = (of: typeof context) =>
      [
        ...renderHost(of, GW1)
          .find(({ path }) => path.endsWith('oob.conf'))!
          .text.matchAll(/^# (\w+)$/gm),
      ].map((m) => m[1]);
    expect([peers(context), peers(without)]).toEqual([
      ['bob', 'alice', 'mon1'],
      ['bob', 'mon1'],
    ]);
  });

  it('every line of a profile says why, and names nothing that is unknown', () => {
    const files = network.doors.map((door) => renderProfile(context, door, 'alice'));
    const lines = explainClient(context, { kind: 'operator', id: 'alice' }, files);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter(({ known, unknown }) => !known || unknown.length > 0)).toEqual([]);
  });

  it('is as before', async () => {
    const door = network.doors[1]!;
    const shown = [...renderHost(context, door.gateway), renderProfile(context, door, 'alice')]
      .filter(({ path }) => /wireguard|network|openvpn\/rdv/.test(path))
      .map((file) => `==> ${file.path} ${file.mode.toString(8)}\n${file.text}`);
    await expect(shown.join('\n')).toMatchFileSnapshot('../expected/wireguard_zrh1_r01_gw2.txt');
  });
});

it('the page names the port', () =>
  expect(readFileSync('docs/renderers/wireguard.md', 'utf8')).toContain('51820'));
