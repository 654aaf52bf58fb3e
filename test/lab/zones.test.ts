import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import { Packets } from './packets.ts';

/**
 * Zones as a truth table: from every zone a packet of every protocol and port to every zone, and what is let in there. The table is
 * written by hand from the talk (T19, T33, T34, T41), not derived from what the filters are rendered from.
 */
const missing = preflight().map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

const EXAMPLE = join(import.meta.dirname, '../../examples/c-one-datacentre/relaxops.yaml');
const STATION = 'stations: { mon1: { provider: hetzner, address: 203.0.113.67/28 } }\n';

const PORTS = ['tcp/22', 'tcp/23', 'tcp/80', 'tcp/443', 'tcp/2001', 'tcp/3389'] as const;
const DATAGRAMS = ['udp/53', 'udp/67', 'udp/123', 'udp/161', 'udp/514', 'udp/623', 'udp/1194'] as const;
const ALL = [...PORTS, ...DATAGRAMS];

const GW1 = 'zrh1/r01/gw1';
/** Zone to the host that stands for it. */
const SOURCES = {
  'the Internet': 'laptop',
  operator: `laptop/${GW1}`,
  station: 'station/mon1',
  provider: 'provider/gas-and-co',
  gateway: GW1,
  jumphost: 'zrh1/r01/jump1',
  device: 'zrh1/r01/pdu1',
  BMC: 'zrh1/r02/srv01:bmc',
  'production server': 'zrh1/r01/srv01',
} as const;
const TARGETS = {
  'gateway, inside': ['zrh1/r01/gw2', '10.1.0.3'],
  'gateway, outside': [GW1, '203.0.113.2'],
  jumphost: ['zrh1/r01/jump2', '10.1.0.12'],
  'console server': ['zrh1/r01/cs1', '10.1.1.11'],
  PDU: ['zrh1/r02/pdu2', '10.1.2.22'],
  switch: ['zrh1/r01/sw1', '10.1.1.41'],
  BMC: ['zrh1/r03/srv02:bmc', '10.1.3.202'],
} as const;
type Source = keyof typeof SOURCES;
type Target = keyof typeof TARGETS;

/** What is let in; all that is not named here is dropped. */
const LET_IN: Readonly<Partial<Record<Source, Partial<Record<Target, readonly string[]>>>>> = {
  // A door takes VPN clients from everywhere that routes to it, and nothing else (T19).
  'the Internet': { 'gateway, outside': ['udp/1194'] },
  provider: { 'gateway, outside': ['udp/1194'] },
  // By way of the Internet, as everybody.
  'production server': { 'gateway, outside': ['udp/1194'] },
  operator: { 'gateway, inside': ['tcp/22'], jumphost: ['tcp/22'], 'gateway, outside': ['udp/1194'] },
  // Stations are told nothing but measurements (T41).
  station: {
    'gateway, outside': ['udp/1194'],
    'console server': ['udp/161'],
    PDU: ['udp/161'],
    switch: ['udp/161'],
    BMC: ['udp/161'],
  },
  gateway: { jumphost: ['tcp/22'], 'gateway, outside': ALL },
  // A jumphost may go anywhere inside (T33); gateways and jumphosts still take ssh only.
  jumphost: {
    'gateway, inside': ['tcp/22'],
    jumphost: ['tcp/22'],
    'console server': ALL,
    PDU: ALL,
    switch: ALL,
    BMC: ALL,
  },
};

describe.skipIf(skipped !== '')(`zones, with real packets${skipped}`, () => {
  let lab: Lab;
  let packets: Packets<Target>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relaxops-zones-'));
    try {
      const file = join(folder, 'relaxops.yaml');
      writeFileSync(file, readFileSync(EXAMPLE, 'utf8') + STATION);
      const { network, findings } = loadInventory(file);
      expect(findings).toEqual([]);
      lab = await startLab(labPlan(network!, await labMaterial(network!), `zones-${process.pid}`));
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
    packets = new Packets(lab, 4, TARGETS, ALL);
    await packets.listen();
  });
  afterAll(() => lab?.down());

  test.each(Object.entries(SOURCES) as [Source, string][])('from %s', async (source, host) => {
    expect(await packets.letIn(host, true)).toEqual(LET_IN[source] ?? {});
  });

  test('without its filter a jumphost takes from a device what it took from nobody', async () => {
    const [jumphost] = TARGETS.jumphost;
    await lab.exec({ host: jumphost, argv: ['nft', 'delete', 'table', 'inet', 'relaxops'] });
    expect(await packets.letIn(SOURCES.device)).toEqual({ jumphost: ALL });
  });
});
