import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { judgeNetwork } from './index.ts';

/** The hint of R13 for a site whose two management uplinks are of this medium. */
const hintFor = (medium: string): string | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-r13-'));
  const file = join(folder, 'relaxops.yaml');
  writeFileSync(
    file,
    `relaxops: 1
providers: { init7:, swisscom:, salt: }
sites:
  zrh1:
    racks: { r01: { devices: { "gw[1-2]": gateway, jump1: jumphost, msw1: management-switch, rt1: router } } }
    uplinks:
      r01/rt1: { provider: init7 }
      r01/gw1: { provider: swisscom, medium: ${medium}, inbound: yes, address: 203.0.113.2/29 }
      r01/gw2: { provider: salt, medium: ${medium}, inbound: yes, address: 203.0.113.10/29 }
`,
  );
  const { network, findings } = loadInventory(file);
  rmSync(folder, { recursive: true });
  if (!network) throw new Error(findings.map(({ text }) => text).join('\n'));
  return judgeNetwork(network, { today: '2026-11-23', only: ['R13'] }).findings[0]?.hint;
};

it('R13 never proposes the medium that is there twice already', () => {
  expect(hintFor('fibre')).toMatch(/^a mobile modem/);
  expect(hintFor('mobile')).toMatch(/^a wired line/);
});
