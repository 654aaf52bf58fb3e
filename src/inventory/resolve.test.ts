import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import type { Network } from '#model/network.ts';
import { resolveInventory } from './resolve.ts';
import { textReader } from './text-reader.ts';

const example = (name: string): Network => {
  const text = readFileSync(new URL(`../../examples/${name}/relaxops.yaml`, import.meta.url), 'utf8');
  const { network, findings } = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text }));
  expect(findings).toEqual([]);
  return must(network, name);
};

const lines = (name: string): number =>
  readFileSync(new URL(`../../examples/${name}/relaxops.yaml`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#')).length;

const addresses = (network: Network, kind: string): string[] =>
  network.addresses.filter((a) => a.network === kind).map((a) => `${a.port} ${a.ip}/${a.length}`);

describe('the examples', () => {
  it.each([
    ['a-one-server', 'a', 25],
    ['b-one-rack', 'b', 45],
    ['c-one-datacentre', 'c', 60],
    ['d-datacentres', 'd', 80],
    ['full', 'd', 120],
  ])('%s is scenario %s in at most %i lines', (name, scenario, most) => {
    expect(example(name).scenario).toBe(scenario);
    expect(lines(name)).toBeLessThanOrEqual(most);
  });

  it('a: addresses come from the landlord, none from the plan', () => {
    const network = example('a-one-server');
    expect(network.addresses.map((a) => `${a.port} ${a.ip} ${a.network}`)).toEqual([
      'zrh1/r01/srv1:eth0 192.0.2.10 production',
      'zrh1/r01/srv2:eth0 192.0.2.11 production',
      'zrh1/r01/srv1:bmc 203.0.113.20 outside',
      'zrh1/r01/srv2:mgmt 203.0.113.21 outside',
    ]);
    expect(network.uplinks.filter((u) => u.landlord).map((u) => [u.purpose, u.medium, u.gateway])).toEqual([
      ['management', 'lan', '203.0.113.1'],
      ['management', 'lan', '203.0.113.1'],
    ]);
    expect(network.devices.map((d) => [d.name, d.bmc, d.management, d.rendered])).toEqual([
      ['srv1', 'dedicated', 'none', false],
      ['srv2', 'none', 'namespace', true],
    ]);
    expect([network.pairs, network.doors]).toEqual([[], []]);
  });

  it('b: the addresses of the table', () => {
    expect(addresses(example('b-one-rack'), 'management')).toEqual([
      'zrh1/r01/gw1:inside 10.1.0.2/16',
      'zrh1/r01/jump1:mgmt 10.1.0.11/16',
      'zrh1/r01/msw1:mgmt 10.1.1.1/16',
      'zrh1/r01/cs1:mgmt 10.1.1.11/16',
      'zrh1/r01/pdu1:mgmt 10.1.1.21/16',
      'zrh1/r01/pdu2:mgmt 10.1.1.22/16',
      'zrh1/r01/rt1:mgmt 10.1.1.31/16',
      'zrh1/r01/sw1:mgmt 10.1.1.41/16',
      'zrh1/r01/srv1:bmc 10.1.1.201/16',
      'zrh1/r01/srv2:bmc 10.1.1.202/16',
      'zrh1/r01/srv3:mgmt 10.1.1.103/16',
    ]);
  });

  it('b: production addresses in order of device and port', () => {
    expect(addresses(example('b-one-rack'), 'production').slice(0, 3)).toEqual([
      'zrh1/r01/rt1:p1 192.0.2.1/27',
      'zrh1/r01/srv1:eth0 192.0.2.2/27',
      'zrh1/r01/srv1:eth1 192.0.2.3/27',
    ]);
  });

  it('c: a server has an address on each router plane, one a port', () => {
    const own = addresses(example('c-one-datacentre'), 'production').filter((a) => a.includes('r02/srv01'));
    expect(own).toEqual(['zrh1/r02/srv01:eth0 192.0.2.4/27', 'zrh1/r02/srv01:eth1 192.0.2.36/27']);
  });

  it('full: doors, pairs and pools', () => {
    const network = example('full');
    expect(network.doors.map((d) => [d.id, d.address, d.port, d.rendezvous ?? '-', d.pool, d.mtu])).toEqual([
      ['zrh1/r01/gw1', '203.0.113.2', 1194, '-', '10.101.1.0/24', 1400],
      ['zrh1/r01/gw2', '203.0.113.66', 1195, 'rdv1', '10.101.2.0/24', 1180],
      ['ber1/r01/gw1', '203.0.113.10', 1194, '-', '10.102.1.0/24', 1400],
      ['ber1/r01/gw2', '203.0.113.66', 1196, 'rdv1', '10.102.2.0/24', 1180],
    ]);
    expect(network.pairs.map((p) => [p.shared, p.engine, p.gateways.length])).toEqual([
      ['10.1.0.1', 'keepalived', 2],
      ['10.2.0.1', 'keepalived', 2],
    ]);
    expect(addresses(network, 'interlink').map((a) => a.split(' ')[1])).toEqual([
      '10.200.1.1/30',
      '10.200.1.2/30',
    ]);
    expect(network.devices.find((d) => d.id === 'rdv1')).toMatchObject({
      role: 'rendezvous',
      rendered: true,
    });
    expect(network.uplinks.find((u) => u.id === 'zrh1/r01/gw2:wan')).toMatchObject({
      inbound: false,
      mtu: 1400,
    });
  });

  it.each(['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'])(
    '%s: every cable ends on a port, feed or provider that is there, and is plain data',
    (name) => {
      const network = example(name);
      const ends = new Set([
        ...network.devices.flatMap((d) => d.ports.map((p) => p.id)),
        ...network.feeds.map((f) => `feed:${f.id}`),
        ...network.providers.map((p) => `provider:${p.id}`),
      ]);
      expect(network.cables.flatMap((c) => [c.a, c.b]).filter((end) => !ends.has(end))).toEqual([]);
      expect(network.addresses.filter((a) => !ends.has(a.port))).toEqual([]);
      const ports = network.cables.flatMap((c) => [c.a, c.b]).filter((end) => !/^(feed|provider):/.test(end));
      expect(new Set(ports).size).toBe(ports.length);
      expect(JSON.parse(JSON.stringify(network))).toEqual(network);
    },
  );
});

describe('inventories', () => {
  const resolve = (files: Record<string, string>) => resolveInventory('a/relaxops.yaml', textReader(files));

  it('of several files are one', () => {
    const { network, findings } = resolve({
      'a/relaxops.yaml': 'relaxops: 1\ninclude: [sites/z.yaml, people.yaml]\nproviders: { init7: }\nsites:\n',
      'a/sites/z.yaml':
        'providers: { green: }\nsites: { z: { racks: { r1: { devices: { srv1: server } } } } }\n',
      'a/people.yaml': 'relaxops: 1\nnetworks: { home: 198.51.100.0/27 }\n',
    });
    expect(findings).toEqual([]);
    expect(network!.providers.map((p) => p.id)).toEqual(['init7', 'green']);
    expect(network!.devices[0]!.place).toEqual({
      file: 'a/sites/z.yaml',
      line: 2,
      column: 41,
      path: 'sites.z.racks.r1.devices.srv1',
    });
  });

  it('may override what a template says, and remove it', () => {
    const { network } = resolve({
      'a/relaxops.yaml': `relaxops: 1
rack-templates: { plain: { "srv[1-3]": { role: server, vendor: dell } } }
sites: { z: { racks: { r1: { template: plain, devices: { srv2: { vendor: hpe, number: 9 }, srv3: null, sw1: switch } } } } }
`,
    });
    expect(network!.devices.map((d) => [d.name, d.vendor, d.number])).toEqual([
      ['sw1', undefined, 1],
      ['srv1', 'dell', 1],
      ['srv2', 'hpe', 9],
    ]);
  });

  it('may use another prefix, with the digits that it has room for', () => {
    const { network } = resolve({
      'a/relaxops.yaml': `relaxops: 1
prefix: 172.16.0.0/12
providers: { p: }
sites: { z: { number: 6, racks: { r7: { devices: { msw1: management-switch, gw1: gateway } } }, uplinks: { r7/gw1: { provider: p, address: 203.0.113.2/29 } } } }
`,
    });
    expect(network!.addresses.map((a) => a.ip)).toEqual(['172.22.0.2', '172.22.7.1', '203.0.113.2']);
    expect(network!.doors[0]!.pool).toBe('172.29.1.0/24');
  });
});
