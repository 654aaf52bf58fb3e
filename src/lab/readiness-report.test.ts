import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { FEATURES } from './kernel.ts';
import { type Machine, sizeOfNetwork, wantsOf } from './readiness-report.ts';

const WHOLE: Machine = {
  programs: [
    { what: 'sshd', package: 'openssh-server', remedy: 'apt-get install openssh-server', here: true },
  ],
  surroundings: [],
  kernel: { features: FEATURES.map((feature) => ({ feature, works: true, said: '' })) },
  low: [],
};
const notHere = (machine: Partial<Machine>) =>
  wantsOf({ ...WHOLE, ...machine }).filter(({ state }) => state !== 'here');

test('a machine that has everything is told so, one by one', () => {
  expect(notHere({})).toEqual([]);
  expect(wantsOf(WHOLE)).toHaveLength(1 + FEATURES.length);
});

test('everything that is missing is named at once, with what brings it and what a lab is without it', () => {
  const wireguard = FEATURES.find(({ without }) => without !== undefined)!;
  const found = notHere({
    programs: [
      { what: 'sshd', package: 'openssh-server', remedy: 'apt-get install openssh-server', here: false },
      { what: 'snmpd', package: 'snmpd', remedy: 'apt-get install snmpd', here: false, without: 'no PDUs' },
    ],
    surroundings: [{ what: '/dev/net/tun', remedy: 'modprobe tun' }],
    kernel: { features: [{ feature: wireguard, works: false, said: 'Unknown device type.' }] },
    low: [{ what: 'process numbers', remedy: 'sysctl -w kernel.pid_max=9' }],
  });
  expect(found.map(({ kind, what, state, remedy }) => [kind, what, state, remedy])).toEqual([
    ['program', 'sshd', 'missing', 'apt-get install openssh-server'],
    ['program', 'snmpd', 'without', 'apt-get install snmpd'],
    ['surroundings', '/dev/net/tun', 'missing', 'modprobe tun'],
    [
      'kernel',
      'WireGuard in the kernel (Unknown device type.)',
      'without',
      'modprobe wireguard, or a kernel with CONFIG_WIREGUARD',
    ],
    ['limit', 'process numbers', 'missing', 'sysctl -w kernel.pid_max=9'],
  ]);
});

test('without namespaces there is one thing to say of the kernel', () => {
  expect(notHere({ kernel: { refused: 'unshare: Operation not permitted' } })).toHaveLength(1);
});

test('the size of a lab is known before it is made', () => {
  const file = join(import.meta.dirname, '../../examples/b-one-rack/relaxops.yaml');
  const { hosts, lines } = sizeOfNetwork(loadInventory(file).network!);
  // As `lab up` counts them; without a second operator's laptops, perhaps.
  expect(hosts).toBeGreaterThanOrEqual(19);
  expect(hosts).toBeLessThan(25);
  expect(lines).toBe(8);
});
