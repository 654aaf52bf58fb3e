import { describe, expect, it } from 'vitest';
import type { Cable, Device, Network, Port } from './network.ts';
import type { Role } from './role.ts';
import { topologyOf } from './topology.ts';

const place = { file: 'x.yaml', line: 1, column: 1, path: '' };

const device = (id: string, role: Role, ports: readonly string[]): Device => ({
  id,
  name: id,
  role,
  number: 1,
  site: 's',
  rack: id.startsWith('main') ? 's/main' : 's/other',
  management: 'port',
  bmc: 'none',
  rendered: true,
  place,
  ports: ports.map(
    (name): Port => ({ id: `${id}:${name}`, device: id, name, kind: 'management', separate: false }),
  ),
});

const cable = (a: string, b: string): Cable => ({
  id: a,
  a,
  b,
  kind: 'management',
  origin: 'written',
  place,
});

const network = (devices: readonly Device[], cables: readonly Cable[]): Network => ({
  name: 'n',
  prefix: '10.0.0.0/8',
  scenario: 'c',
  timers: { vrrpAdvert: 1, vpnPing: 1, vpnRestart: 4 },
  sites: [{ id: 's', number: 1, mainRack: 's/main', place }],
  racks: [],
  devices,
  cables,
  feeds: [],
  providers: [],
  uplinks: [],
  interlinks: [],
  pairs: [],
  doors: [],
  operators: [],
  places: [],
  stations: [],
  dependencies: [],
  documents: [],
  accounts: [],
  flows: [],
  software: [],
  stories: [],
  permits: [],
  addresses: [],
  waivers: [],
});

const star = [
  device('main-sw', 'management-switch', ['p1', 'p2', 'p3', 'mgmt']),
  device('sw2', 'management-switch', ['p1', 'p2', 'p48', 'mgmt']),
  device('sw3', 'management-switch', ['p1', 'p48', 'mgmt']),
  device('gw', 'gateway', ['inside']),
  device('box', 'router', ['mgmt']),
];
const cables = [
  cable('sw2:p48', 'main-sw:p2'),
  cable('sw3:p48', 'main-sw:p3'),
  cable('gw:inside', 'main-sw:p1'),
  cable('box:mgmt', 'sw2:p1'),
];

describe('topology', () => {
  it('finds the way between switches over the middle of the star', () => {
    const topology = topologyOf(network(star, cables));
    expect(topology.switchPath('sw2', 'sw3')).toEqual({
      switches: ['sw2', 'main-sw', 'sw3'],
      cables: ['sw2:p48', 'sw3:p48'],
    });
    expect(topology.switchPath('main-sw', 'sw3')).toEqual({
      switches: ['main-sw', 'sw3'],
      cables: ['sw3:p48'],
    });
    expect(topology.switchPath('sw3', 'main-sw')).toEqual({
      switches: ['sw3', 'main-sw'],
      cables: ['sw3:p48'],
    });
    expect(topology.switchPath('sw2', 'sw2')).toEqual({ switches: ['sw2'], cables: [] });
    expect(topology.loops).toEqual([]);
  });

  it('knows what a port hangs on, a switch itself included', () => {
    const topology = topologyOf(network(star, cables));
    expect(topology.attachment('gw:inside')).toEqual({ switch: 'main-sw', cable: 'gw:inside' });
    expect(topology.attachment('sw2:mgmt')).toEqual({ switch: 'sw2' });
    expect(topology.attachment('sw3:p1')).toBeUndefined();
  });

  it('names the cable that closes a loop, and leaves it out of every way', () => {
    const looped = topologyOf(network(star, [...cables, cable('sw2:p2', 'sw3:p1')]));
    expect(looped.loops.map((one) => one.id)).toEqual(['sw2:p2']);
    expect(looped.switchPath('sw2', 'sw3')?.cables).toEqual(['sw2:p48', 'sw3:p48']);
  });

  it('finds no way between switches that nothing joins', () => {
    const apart = topologyOf(network(star, cables.slice(1)));
    expect(apart.switchPath('sw2', 'main-sw')).toBeUndefined();
  });
});
