import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { testMaterial } from './_test-material.ts';
import { renderContext } from './context.ts';
import { renderClient } from './openvpn/client.ts';
import { renderHost } from './render-host.ts';
import { renderOperatorSsh } from './ssh-config.ts';

/** Examples, and cases with what no example asks for. */
const CASES: Readonly<Record<string, string>> = {
  countries: 'test/cases/countries',
  inside: 'test/cases/inside',
  ipv6: 'test/cases/ipv6',
  pairs: 'test/cases/pairs',
  logins: 'test/cases/logins',
};

const network = (example: string): Network => {
  const { network: loaded } = loadInventory(`${CASES[example] ?? `examples/${example}`}/relaxops.yaml`);
  if (!loaded) throw new Error(`${example} does not load`);
  return loaded;
};

const LAB = { address: '100.64.0.2/30', gateway: '100.64.0.1' };

const context = (example: string) => {
  const loaded = network(example);
  const dynamic = loaded.uplinks.filter((uplink) => uplink.address === undefined).slice(0, 2);
  return renderContext(loaded, testMaterial(loaded), Object.fromEntries(dynamic.map((u) => [u.id, LAB])));
};

const shown = (files: readonly RenderedFile[]): string =>
  files.map((file) => `==> ${file.path} ${file.mode.toString(8)}\n${file.text}`).join('\n');

/** One host of each kind, from the smallest example that has it. */
const HOSTS = [
  ['a-one-server', 'zrh1/r01/srv1'],
  ['a-one-server', 'zrh1/r01/srv1:bmc'],
  ['a-one-server', 'zrh1/r01/srv2'],
  ['b-one-rack', 'zrh1/r01/gw1'],
  ['full', 'zrh1/r01/gw1'],
  ['full', 'zrh1/r01/gw2'],
  ['full', 'zrh1/r01/jump1'],
  ['full', 'zrh1/r01/msw1'],
  ['full', 'zrh1/r02/msw1'],
  ['full', 'zrh1/r01/rt1'],
  ['full', 'zrh1/r01/sw1'],
  ['full', 'zrh1/r01/bsw1'],
  ['full', 'zrh1/r01/cs1'],
  ['full', 'ber1/r01/cs1'],
  ['full', 'zrh1/r01/srv01'],
  ['full', 'zrh1/r02/srv02'],
  ['full', 'rdv1'],
  ['countries', 'zrh1/r01/gw2'],
  ['countries', 'rdv1'],
  ['inside', 'zrh1/r01/gw2'],
  ['pairs', 'zrh1/r01/gw2'],
  ['pairs', 'gva1/r01/gw1'],
  ['pairs', 'zrh1/r01/msw1'],
  ['ipv6', 'zrh1/r01/gw2'],
  ['ipv6', 'zrh1/r01/jump1'],
  ['ipv6', 'zrh1/r01/rt1'],
  ['ipv6', 'zrh1/r01/srv1'],
  ['ipv6', 'zrh1/r01/sw2'],
  ['logins', 'zrh1/r01/gw1'],
  ['logins', 'zrh1/r01/jump1'],
  ['logins', 'zrh1/r01/sw1'],
  ['logins', 'zrh1/r01/srv1'],
] as const;

describe('renders as before', () => {
  for (const [example, host] of HOSTS) {
    it(`${host} of ${example}`, async () => {
      const name = `${example}_${host.replace(/[/:]/g, '_')}`;
      await expect(shown(renderHost(context(example), host))).toMatchFileSnapshot(`expected/${name}.txt`);
    });
  }

  it("an operator's laptop", async () => {
    const full = context('full');
    const operator = full.network.operators[0]!;
    const files = [
      ...full.network.doors.map((door) => renderClient(full, door, operator.id)),
      ...renderOperatorSsh(full, operator),
    ];
    await expect(shown(files)).toMatchFileSnapshot('expected/full_laptop.txt');
  });

  it('the same twice', () => {
    const once = shown(renderHost(context('full'), 'zrh1/r01/gw1'));
    expect(shown(renderHost(context('full'), 'zrh1/r01/gw1'))).toBe(once);
  });
});
