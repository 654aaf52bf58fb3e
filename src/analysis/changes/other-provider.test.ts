import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { analyse } from '../state.ts';
import { otherProvider } from './other-provider.ts';

/** Two sites; `init7` carries production of both, `other` is free, and `brand` rides on whom the test says. */
const offers = (upstream: string): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-provider-'));
  const file = join(folder, 'relaxops.yaml');
  writeFileSync(
    file,
    `relaxops: 1
providers: { init7:, swisscom:, other:, brand: { upstream: ${upstream} } }
rack-templates:
  main: { gw1: gateway, gw2: gateway, jump1: jumphost, msw1: management-switch, rt1: router, sw1: switch, srv1: server }
sites:
  zrh1:
    number: 1
    racks: { r01: main }
    uplinks:
      r01/rt1: { provider: init7 }
      r01/gw1: { provider: swisscom, address: 203.0.113.2/29 }
  ber1:
    number: 2
    racks: { r01: main }
    uplinks:
      r01/rt1: { provider: init7 }
      r01/gw1: { provider: other, address: 203.0.113.10/29 }
      r01/gw2: { provider: brand, address: 203.0.113.18/29 }
`,
  );
  const { network, findings } = loadInventory(file);
  rmSync(folder, { recursive: true });
  if (!network) throw new Error(findings.map(({ text }) => text).join('\n'));
  return otherProvider
    .candidates(analyse(network).facts.topology)
    .map(({ text }) => text)
    .filter((text) => text.includes('zrh1'));
};

const from = (provider: string): string =>
  `order the uplink of zrh1/r01/gw1 from ${provider} instead of swisscom`;

describe('another provider for a management uplink', () => {
  it('is any that sells such a line', () => {
    expect(offers('other')).toEqual([from('other'), from('brand')]);
  });

  it('is neither that of production nor one that rides on it', () => {
    expect(offers('init7')).toEqual([from('other')]);
  });
});
