import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { partsOff, partsUsed, preflight } from '#lab/preflight.ts';
import { planned, verifyLooking } from './looking.ts';

/**
 * `kill -9` of each daemon of each role, one after the other in one lab: what it takes is as predicted, no other unit of any host dies,
 * and all is back once it is started again. The daemons of CARP and Pacemaker are killed in `pairs.test.ts`.
 */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'examples/c-one-datacentre/relaxops.yaml')).network!;
const off = partsOff(partsUsed(network)).flatMap((part) => part.missing);
const missing = [...preflight(), ...off].map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

/** Every kind of daemon of every role that has it, killed on one device. */
const KILLED = [
  'zrh1/r01/gw1/sshd',
  'zrh1/r01/gw1/openvpn-oob',
  'zrh1/r01/gw1/keepalived',
  'zrh1/r01/gw2/openvpn-rdv',
  'rdv1/sshd',
  'rdv1/openvpn-rdv',
  'zrh1/r01/jump1/sshd',
  'zrh1/r02/msw1/sshd',
  'zrh1/r01/cs1/sshd',
  'zrh1/r01/cs1/ser2net',
  'zrh1/r01/pdu1/sshd',
  'zrh1/r01/rt1/sshd',
  'zrh1/r02/sw1/sshd',
  'zrh1/r02/srv01/sshd',
];

const kindOf = (scope: string): string => {
  const at = scope.lastIndexOf('/');
  const device = network.devices.find(({ id }) => id === scope.slice(0, at));
  return `${device?.role} ${scope.slice(at + 1)}`;
};

describe.skipIf(skipped !== '')(`killed daemons${skipped}`, () => {
  test('each takes what is predicted, no other daemon, and comes back', async () => {
    const rack = await planned(network, 'killed');
    const scopes = rack.possible.filter(({ kind }) => kind === 'service-crash').map(({ scope }) => scope);
    // The table has every kind there is.
    expect([...new Set(scopes.map(kindOf))].sort()).toEqual(KILLED.map(kindOf).sort());
    /** Units that do not run. */
    const dead: string[][] = [];
    const { result } = await verifyLooking(
      rack,
      KILLED.map((scope) => ({ kind: 'service-crash', scope })),
      async (lab) => {
        dead.push((await lab.ready()).missing.map(({ host, unit }) => `${host} ${unit}`));
      },
    );
    const unit = (scope: string) => scope.replace(/\/([^/]+)$/, ' relaxops-$1.service');
    expect(dead).toEqual([[], ...KILLED.map((scope) => [unit(scope)]), []]);
    expect(result.mismatches).toEqual([]);
    // Something was lost, and most lived.
    expect(result.failures.filter(({ observedLost }) => observedLost > 0).length).toBeGreaterThan(9);
    expect(result.failures.every(({ living }) => living > 0)).toBe(true);
  });
});
