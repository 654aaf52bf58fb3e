import { expect, it } from 'vitest';
import { blockedAt, isIsolated, middleSwitch } from './isolation.ts';
import type { Cable, Device, Network } from './network.ts';
import type { Role } from './role.ts';
import { topologyOf } from './topology.ts';

const place = { file: 'x.yaml', line: 1, column: 1, path: '' };
const device = (id: string, role: Role, ...ports: string[]): Device => ({
  ...{ id, name: id, role, number: 1, site: 's', rack: `s/${id.slice(0, 1)}`, place },
  ...{ management: 'port', bmc: 'none', rendered: true },
  ports: ports.map((name) => ({
    ...{ id: `${id}:${name}`, device: id, name, kind: 'management', separate: false },
  })),
});
const cable = (a: string, b: string): Cable => ({
  id: a,
  a,
  b,
  kind: 'management',
  origin: 'written',
  place,
});

/** Racks a and b with a switch each, joined. The gateway stands in a; where the jumphost hangs is the question. */
const build = (jumphost: string) => {
  const network = {
    sites: [{ id: 's', number: 1, mainRack: 's/a', place }],
    uplinks: [],
    devices: [
      device('b-sw', 'management-switch', 'p1', 'p2', 'p3', 'mgmt'),
      device('a-sw', 'management-switch', 'p1', 'p2', 'p3', 'p4', 'mgmt'),
      device('a-gw', 'gateway', 'inside'),
      device('b-jump', 'jumphost', 'mgmt'),
      device('a-box', 'router', 'mgmt'),
      device('b-box', 'router', 'mgmt'),
    ],
    cables: [
      cable('b-sw:p1', 'a-sw:p1'),
      cable('a-gw:inside', 'a-sw:p2'),
      cable('b-jump:mgmt', jumphost),
      cable('a-box:mgmt', 'a-sw:p3'),
      cable('b-box:mgmt', 'b-sw:p2'),
    ],
  } as unknown as Network;
  const topology = topologyOf(network);
  const blocked = (a: string, b: string): string | undefined => {
    const [from, to] = [topology.attachment(a)!, topology.attachment(b)!];
    return blockedAt(topology, topology.switchPath(from.switch, to.switch)!, [from.cable, to.cable]);
  };
  return { topology, blocked };
};

it('the middle is where gateways and jumphosts hang', () => {
  expect(middleSwitch(build('a-sw:p4').topology, 's')).toBe('a-sw');
  expect(middleSwitch(build('a-sw:p4').topology, 'none')).toBeUndefined();
});

it('everything reaches gateways and jumphosts in the middle, and nothing sideways', () => {
  const { topology, blocked } = build('a-sw:p4');
  expect([isIsolated(topology, 'a-sw:p1'), isIsolated(topology, 'b-sw:p1')]).toEqual([true, false]);
  for (const box of ['a-box:mgmt', 'b-box:mgmt', 'b-sw:mgmt', 'a-sw:mgmt'])
    for (const one of ['a-gw:inside', 'b-jump:mgmt']) expect(blocked(box, one)).toBeUndefined();
  expect(blocked('a-box:mgmt', 'b-box:mgmt')).toBe('a-sw');
  expect(blocked('b-sw:mgmt', 'b-box:mgmt')).toBe('b-sw');
});

it('a jumphost on a switch that is not the middle reaches its own rack and gateways only', () => {
  const { blocked } = build('b-sw:p3');
  expect(blocked('b-jump:mgmt', 'b-box:mgmt')).toBeUndefined();
  expect(blocked('b-jump:mgmt', 'a-gw:inside')).toBeUndefined();
  expect(blocked('b-jump:mgmt', 'a-box:mgmt')).toBe('a-sw');
});
