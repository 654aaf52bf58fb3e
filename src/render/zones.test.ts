import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/**
 * Who reaches whom, tried with real packets against what is rendered: every zone towards every other, where nothing
 * should answer above all.
 */
const SSH = 22;
const ZONES: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  // from, on host, what answers, what must not
  [
    'an operator in the VPN',
    'laptop/zrh1/r01/gw1',
    ['10.1.0.2', '10.1.0.3', '10.1.0.11', '10.2.0.2', '10.2.0.11'],
    // Not the shared address, not the tunnel's end, no device, near or far.
    ['10.1.0.1', '10.101.1.1', '10.1.1.1', '10.1.1.21', '10.1.1.201', '10.2.1.41'],
  ],
  [
    'a jumphost',
    'zrh1/r01/jump1',
    ['10.1.0.2', '10.1.1.1', '10.1.1.21', '10.1.1.31', '10.1.2.102', '10.1.3.41', '10.2.0.11', '10.2.1.1'],
    ['203.0.113.66', '203.0.113.2', '192.0.2.2'],
  ],
  [
    'a device that was taken over',
    'zrh1/r01/srv01:bmc',
    [],
    // Neighbours in the rack and beyond, gateways, jumphosts, operators, the Internet.
    [
      ...[
        '10.1.1.1',
        '10.1.1.21',
        '10.1.1.41',
        '10.1.2.41',
        '10.1.2.102',
        '10.1.0.1',
        '10.1.0.2',
        '10.1.0.11',
      ],
      ...['10.2.1.41', '10.2.0.11', '10.101.1.10', '203.0.113.2', '203.0.113.66', '198.51.100.2'],
    ],
  ],
  [
    'a server, from production',
    'zrh1/r01/srv01',
    ['192.0.2.3'],
    ['10.1.1.31', '10.1.1.1', '10.1.0.1', '10.1.0.2', '10.1.0.11', '203.0.113.2'],
  ],
  ['a production router', 'zrh1/r01/rt1', ['192.0.2.2'], ['10.1.0.2', '10.1.0.11', '10.1.1.1', '10.2.1.1']],
  [
    'a monitoring station',
    'station/mon1',
    [],
    ['10.1.0.2', '10.1.0.11', '10.1.1.21', '10.2.1.41', '203.0.113.66'],
  ],
  ['the rendezvous', 'rdv1', [], ['10.201.1.2', '10.201.1.3', '10.1.0.3', '10.1.0.11']],
  [
    "an operator's network",
    'laptop',
    ['203.0.113.66', '192.0.2.2'],
    ['203.0.113.2', '10.1.0.2', '10.1.0.11'],
  ],
];

const skip = process.getuid?.() === 0 ? '' : ' (skipped: needs root)';

describe.skipIf(skip !== '')(`zones${skip}`, () => {
  let lab: Lab | undefined;
  const answered = new Map<string, string[]>();

  const look = async (host: string, addresses: readonly string[]): Promise<void> => {
    await lab!.observeStart(host);
    const targets = addresses.map((address) => ({ address, port: SSH }));
    const { attempts } = await lab!.observe({ host, targets, timeoutMs: 2000, hostKey: false });
    answered.set(
      host,
      addresses.filter((_address, at) => attempts[at]!.outcome === 'answered'),
    );
  };

  beforeAll(async () => {
    const { network } = loadInventory('examples/full/relaxops.yaml');
    lab = await startLab(labPlan(network!, await labMaterial(network!), `zones-${process.pid}`));
    const { ready, missing } = await lab.ready();
    expect([ready, missing]).toEqual([true, []]);
    await Promise.all(ZONES.map(([, host, open, closed]) => look(host, [...open, ...closed])));
  }, 60_000);
  afterAll(() => lab?.down());

  it.each(ZONES)('%s (%s)', (_zone, host, open) => {
    expect(answered.get(host)).toEqual(open);
  });
});
