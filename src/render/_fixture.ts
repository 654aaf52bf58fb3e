import { assignAddresses } from '#addressing/assign.ts';
import { poolPrefix } from '#addressing/pools.ts';
import type { Cable, CableKind, Device, Door, Network, Port, PortKind, Uplink } from '#model/network.ts';
import type { Role } from '#model/role.ts';

/** A small network for the tests of renderers: two sites, a rendezvous, and one of each role. */

const place = { file: 'fixture', line: 1, column: 1, path: '' };

const port = (device: string, name: string, kind: PortKind, separate = false): Port => ({
  id: `${device}:${name}`,
  device,
  name,
  kind,
  separate,
});

type Shape = readonly (readonly [string, PortKind, boolean?])[];

const SHAPES: Readonly<Record<Role, Shape>> = {
  gateway: [
    ['inside', 'management'],
    ['wan', 'uplink'],
    ['xc', 'interlink'],
  ],
  jumphost: [['eth0', 'management']],
  'management-switch': [
    ...Array.from({ length: 12 }, (_, i) => [`p${i + 1}`, 'data'] as const),
    ['mgmt', 'management'],
  ],
  'console-server': [['eth0', 'management']],
  pdu: [['eth0', 'management']],
  router: [
    ['wan', 'uplink'],
    ['lan1', 'data'],
    ['lan2', 'data'],
    ['mgmt', 'management', true],
  ],
  switch: [
    ...Array.from({ length: 8 }, (_, i) => [`p${i + 1}`, 'data'] as const),
    ['mgmt', 'management', true],
  ],
  'meta-switch': [
    ['p1', 'meta'],
    ['mgmt', 'management', true],
  ],
  server: [
    ['eth0', 'data'],
    ['eth1', 'data'],
    ['meta', 'meta'],
  ],
  rendezvous: [['wan', 'uplink']],
};

const device = (id: string, role: Role, more: Partial<Device> = {}, extra: Shape = []): Device => {
  const parts = id.split('/');
  const name = parts.at(-1)!;
  return {
    id,
    name,
    role,
    number: Number(/\d+$/.exec(name)?.[0] ?? 1),
    ...(parts.length === 3 ? { site: parts[0]!, rack: `${parts[0]}/${parts[1]}` } : {}),
    management: 'port',
    bmc: 'none',
    rendered: !['router', 'switch', 'pdu', 'console-server'].includes(role),
    ports: [...SHAPES[role], ...extra].map(([n, kind, separate]) => port(id, n, kind, separate)),
    place,
    ...more,
  };
};

const cable = (a: string, b: string, kind: CableKind): Cable => ({
  id: a,
  a,
  b,
  kind,
  origin: 'written',
  place,
});

const devices: Device[] = [
  device('zrh1/r01/gw1', 'gateway'),
  device('zrh1/r01/gw2', 'gateway'),
  device('zrh1/r01/jump1', 'jumphost'),
  device('zrh1/r01/msw1', 'management-switch'),
  device('zrh1/r02/msw1', 'management-switch'),
  device('zrh1/r01/cs1', 'console-server'),
  device('zrh1/r01/pdu1', 'pdu'),
  device('zrh1/r01/rt1', 'router'),
  device('zrh1/r01/sw1', 'switch'),
  device('zrh1/r02/sw1', 'switch'),
  device('zrh1/r01/bsw1', 'meta-switch'),
  device('zrh1/r01/srv01', 'server', { bmc: 'dedicated', management: 'none' }, [['bmc', 'bmc', true]]),
  device('zrh1/r02/srv02', 'server', { management: 'namespace' }, [['mgmt', 'management', true]]),
  device('ber1/r01/gw1', 'gateway'),
  device('ber1/r01/jump1', 'jumphost'),
  device('ber1/r01/msw1', 'management-switch'),
  device('ber1/r01/srv01', 'server', { bmc: 'dedicated', management: 'none' }, [['bmc', 'bmc', true]]),
  device('rdv1', 'rendezvous'),
];

const m = (a: string, b: string): Cable => cable(a, b, 'management');

const cables: Cable[] = [
  m('zrh1/r01/gw1:inside', 'zrh1/r01/msw1:p1'),
  m('zrh1/r01/gw2:inside', 'zrh1/r01/msw1:p2'),
  m('zrh1/r01/jump1:eth0', 'zrh1/r01/msw1:p3'),
  m('zrh1/r02/msw1:p1', 'zrh1/r01/msw1:p4'),
  m('zrh1/r01/cs1:eth0', 'zrh1/r01/msw1:p5'),
  m('zrh1/r01/pdu1:eth0', 'zrh1/r01/msw1:p6'),
  m('zrh1/r01/rt1:mgmt', 'zrh1/r01/msw1:p7'),
  m('zrh1/r01/sw1:mgmt', 'zrh1/r01/msw1:p8'),
  m('zrh1/r01/bsw1:mgmt', 'zrh1/r01/msw1:p9'),
  m('zrh1/r01/srv01:bmc', 'zrh1/r01/msw1:p10'),
  m('zrh1/r02/srv02:mgmt', 'zrh1/r02/msw1:p2'),
  m('zrh1/r02/sw1:mgmt', 'zrh1/r02/msw1:p3'),
  m('ber1/r01/gw1:inside', 'ber1/r01/msw1:p1'),
  m('ber1/r01/jump1:eth0', 'ber1/r01/msw1:p2'),
  m('ber1/r01/srv01:bmc', 'ber1/r01/msw1:p3'),
  cable('zrh1/r01/srv01:eth0', 'zrh1/r01/sw1:p1', 'production'),
  cable('zrh1/r02/srv02:eth0', 'zrh1/r02/sw1:p1', 'production'),
  cable('zrh1/r01/sw1:p8', 'zrh1/r01/rt1:lan1', 'production'),
  cable('zrh1/r02/sw1:p8', 'zrh1/r01/rt1:lan2', 'production'),
  cable('zrh1/r01/srv01:meta', 'zrh1/r01/bsw1:p1', 'meta'),
  cable('zrh1/r01/gw1:xc', 'ber1/r01/gw1:xc', 'interlink'),
  cable('zrh1/r01/gw1:wan', 'provider:oob', 'uplink'),
  cable('zrh1/r01/gw2:wan', 'provider:mobile', 'uplink'),
  cable('zrh1/r01/rt1:wan', 'provider:init7', 'uplink'),
  cable('ber1/r01/gw1:wan', 'provider:oob', 'uplink'),
  cable('ber1/r01/srv01:eth0', 'provider:init7', 'uplink'),
  cable('rdv1:wan', 'provider:host', 'uplink'),
];

const uplink = (at: string, provider: string, more: Partial<Uplink> = {}): Uplink => {
  const name = at.slice(0, at.indexOf(':'));
  const site = name.includes('/') ? name.slice(0, name.indexOf('/')) : undefined;
  return {
    id: at,
    ...(site === undefined ? {} : { site }),
    device: name,
    port: at,
    provider,
    medium: 'fibre',
    purpose: 'management',
    inbound: true,
    mtu: 1500,
    landlord: false,
    place,
    ...more,
  };
};

const uplinks: Uplink[] = [
  uplink('zrh1/r01/gw1:wan', 'oob', { address: '203.0.113.2/29' }),
  uplink('zrh1/r01/gw2:wan', 'mobile', { medium: 'mobile', inbound: false, mtu: 1400 }),
  uplink('zrh1/r01/rt1:wan', 'init7', { purpose: 'production', prefix: '192.0.2.0/27' }),
  uplink('ber1/r01/gw1:wan', 'oob', { address: '203.0.113.10/29' }),
  uplink('ber1/r01/srv01:eth0', 'init7', { purpose: 'production', address: '198.51.100.130/29' }),
  uplink('rdv1:wan', 'host', { address: '203.0.113.66/28' }),
];

const PREFIX = '10.0.0.0/8';

const door = (gateway: string, site: number, n: number, more: Partial<Door>): Door => ({
  id: gateway,
  gateway,
  site: gateway.slice(0, gateway.indexOf('/')),
  uplink: `${gateway}:wan`,
  address: '203.0.113.2',
  port: 1194,
  pool: poolPrefix(PREFIX, site, n),
  mtu: 1420,
  ...more,
});

const planned = {
  prefix: PREFIX,
  sites: [
    { id: 'zrh1', number: 1, mainRack: 'zrh1/r01', place },
    { id: 'ber1', number: 2, mainRack: 'ber1/r01', place },
  ],
  racks: [
    { id: 'zrh1/r01', site: 'zrh1', name: 'r01', number: 1, place },
    { id: 'zrh1/r02', site: 'zrh1', name: 'r02', number: 2, place },
    { id: 'ber1/r01', site: 'ber1', name: 'r01', number: 1, place },
  ],
  devices,
  cables,
  uplinks,
  interlinks: [{ id: 'zrh1/r01/gw1:xc', a: 'zrh1/r01/gw1', b: 'ber1/r01/gw1', place }],
};

const key = (name: string): string =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ${name}`;

/** The network of the tests. */
export const fixture: Network = {
  ...planned,
  name: 'fixture',
  scenario: 'd',
  timers: { vrrpAdvert: 0.1, vpnPing: 1, vpnRestart: 4 },
  feeds: [],
  providers: ['oob', 'mobile', 'init7', 'host'].map((id) => ({ id, place })),
  pairs: [
    { site: 'zrh1', gateways: ['zrh1/r01/gw1', 'zrh1/r01/gw2'], engine: 'keepalived', shared: '10.1.0.1' },
    { site: 'ber1', gateways: ['ber1/r01/gw1'], engine: 'none', shared: '10.2.0.1' },
  ],
  doors: [
    door('zrh1/r01/gw1', 1, 1, {}),
    door('zrh1/r01/gw2', 1, 2, { rendezvous: 'rdv1', address: '203.0.113.66', mtu: 1280 }),
    door('ber1/r01/gw1', 2, 1, { address: '203.0.113.10' }),
  ],
  operators: [
    { id: 'alice', keys: [key('alice')], number: 1, networks: ['office'], place },
    { id: 'bob', keys: [key('bob')], number: 2, networks: ['office'], place },
  ],
  places: [{ id: 'office', prefix: '198.51.100.0/26', place }],
  stations: [{ id: 'mon1', address: '203.0.113.130/28', provider: 'host', number: 1, place }],
  addresses: assignAddresses(planned).addresses,
  waivers: [],
};

/** What the provider would hand out. */
export const outside = {
  'zrh1/r01/gw2:wan': { address: '100.64.0.2/30', gateway: '100.64.0.1' },
  'zrh1/r01/rt1:wan': { address: '203.0.113.202/30', gateway: '203.0.113.201' },
};
