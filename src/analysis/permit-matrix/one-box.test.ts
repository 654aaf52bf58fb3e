import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { permitMatrix } from './matrix.ts';

/** A small office: one box is gateway, jumphost, management switch and console server. */
const office = (also: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-one-box-'));
  const file = join(folder, 'relaxops.yaml');
  writeFileSync(
    file,
    `relaxops: 1
networks: { home: 198.51.100.0/27 }
operators:
  alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn, from: [home] }
providers: { dsl:, mobile: }
sites:
  off1:
    racks: { r01: { devices: { fw1: { role: gateway, also: ${also} }, rt1: router, pdu1: pdu, srv1: server } } }
    uplinks:
      r01/rt1: { provider: dsl }
      r01/fw1: { provider: mobile, address: 203.0.113.2/29 }
`,
  );
  const { network, findings } = loadInventory(file);
  rmSync(folder, { recursive: true });
  if (!network) throw new Error(findings.map(({ text }) => text).join('\n'));
  return permitMatrix(network);
};

const FW1 = '10.1.0.2';

/** Who lets the box's own address in by ssh. */
const opened = (rows: ReturnType<typeof office>) =>
  rows
    .filter(
      (r) =>
        r.action === 'permit' &&
        r.direction === 'in' &&
        r.port === 22 &&
        r.from === 'jumphosts' &&
        r.sources.includes(FW1),
    )
    .map(({ at }) => at);

describe('one box for all', () => {
  it('is a jumphost to whatever it manages', () => {
    expect(opened(office('[jumphost, management-switch]'))).toEqual(
      expect.arrayContaining(['off1/r01/pdu1', 'off1/r01/rt1', 'off1/r01/srv1:bmc']),
    );
    expect(opened(office('[management-switch]'))).toEqual([]);
  });

  it('isolates its ports as a management switch does, and is reached itself', () => {
    const between = (also: string) => office(also).filter(({ direction }) => direction === 'ports');
    expect(
      between('[jumphost, management-switch]').map(({ at, action, why }) => ({ at, action, why })),
    ).toEqual([
      {
        at: 'off1/r01/fw1',
        action: 'deny',
        why: 'isolated ports, all others: devices do not reach each other',
      },
    ]);
    expect(between('[jumphost]')).toEqual([]);
  });
});
