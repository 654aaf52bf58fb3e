import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { hostOf } from '#model/endpoint.ts';
import type { Cable, Network, Port } from '#model/network.ts';
import { type Neighbour, NOTHING, type Observed, type Reporter } from '#model/observed.ts';
import { compareWithReality } from './compare.ts';

const load = (path: string): Network => loadInventory(path).network!;
const rack = load('examples/b-one-rack/relaxops.yaml');
const full = load('examples/full/relaxops.yaml');
const by = { file: 'x.json', command: 'lldpctl -f json' };
const compare = (network: Network, observed: Partial<Observed>) =>
  compareWithReality(network, { ...NOTHING, ...observed });

const see = (
  device: string,
  port: string,
  name: string,
  far?: string,
  addresses: string[] = [],
): Neighbour => ({
  device,
  port,
  far: { name, addresses, ports: far === undefined ? [] : [far] },
  by,
});
const asked = (...devices: string[]): Reporter[] =>
  devices.map((device) => ({ device, of: 'neighbours', complete: true, by }));
const kinds = (network: Network, observed: Partial<Observed>) =>
  compare(network, observed).differences.map((d) => `${d.kind} ${d.on}: ${d.expected} / ${d.seen}`);
const doubts = (network: Network, observed: Partial<Observed>) =>
  compare(network, observed).unsure.map((u) => `${u.kind}: ${u.text}`);
const covered = (network: Network, observed: Partial<Observed>, kind: string) =>
  compare(network, observed).coverage.find((c) => c.kind === kind);

/** What every device would say if all was cabled like that, and those spoke LLDP that can. */
const truth = (network: Network, cables: readonly Cable[]): Observed => {
  const ports = new Map(network.devices.flatMap((d) => d.ports.map((p) => [p.id, p] as const)));
  const devices = new Map(network.devices.map((d) => [d.id, d]));
  const speaks = (port: Port) => !port.separate && hostOf(devices.get(port.device)!, port) === port.device;
  const neighbours = cables
    .filter((c) => ['management', 'production', 'meta', 'interlink'].includes(c.kind))
    .flatMap(({ a, b }) => [[a, b] as const, [b, a] as const])
    .flatMap(([x, y]) => {
      const [near, far] = [ports.get(x)!, ports.get(y)!];
      return speaks(near) && speaks(far)
        ? [see(near.device, near.name, far.device.replaceAll('/', '-'), far.name)]
        : [];
    });
  const reporters = asked(...new Set(neighbours.map((n) => n.device)));
  return { ...NOTHING, neighbours, reporters };
};

describe('a network that tells the truth', () => {
  it.each(['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'])(
    '%s is as written',
    (name) => {
      const network = load(`examples/${name}/relaxops.yaml`);
      const said = truth(network, network.cables);
      const { differences, unsure, coverage } = compareWithReality(network, said);
      expect([differences, unsure]).toEqual([[], []]);
      const confirmed = coverage.reduce((sum, c) => sum + c.confirmed, 0);
      expect(confirmed * 2).toBe(said.neighbours.length);
    },
  );

  it('two cables swapped are two differences, each at one of their ends, whoever reports', () => {
    const cables = full.cables.filter((c) => c.kind === 'production');
    fc.assert(
      fc.property(fc.nat(cables.length - 1), fc.nat(cables.length - 1), (i, j) => {
        const [x, y] = [cables[i]!, cables[j]!];
        fc.pre(i !== j);
        const swapped = full.cables.map((c) => (c === x ? { ...x, b: y.b } : c === y ? { ...y, b: x.b } : c));
        const { differences } = compareWithReality(full, truth(full, swapped));
        const ends = new Set([x.a, x.b, y.a, y.b]);
        expect(differences.map((d) => d.kind)).toEqual(['cable-elsewhere', 'cable-elsewhere']);
        expect(
          differences.filter((d) => !ends.has(d.on) || !ends.has(d.expected) || !ends.has(d.seen)),
        ).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('a pulled cable is one difference if both ends have other neighbours, and none if one was not asked', () => {
    const server = full.cables.find((c) => c.id === 'zrh1/r02/srv01:eth0')!;
    const told = truth(
      full,
      full.cables.filter((c) => c !== server),
    );
    expect(kinds(full, told)).toEqual([`cable-missing ${server.a}: ${server.b} / nothing`]);
    const reporters = told.reporters.filter((r) => r.device !== 'zrh1/r02/srv01');
    const neighbours = told.neighbours.filter((n) => n.device !== 'zrh1/r02/srv01');
    expect(kinds(full, { reporters, neighbours })).toEqual([]);
  });
});

describe('cables', () => {
  it('another other end', () => {
    expect(kinds(rack, { neighbours: [see('sw1', 'p2', 'srv2', 'eth0')] })).toEqual([
      'cable-elsewhere zrh1/r01/sw1:p2: zrh1/r01/srv1:eth0 / zrh1/r01/srv2:eth0',
    ]);
  });

  it('said by both ends it is one difference with both witnesses', () => {
    const other = { ...see('srv2', 'eth0', 'sw1', 'p2'), by: { ...by, file: 'y.json' } };
    const { differences } = compare(rack, { neighbours: [see('sw1', 'p2', 'srv2', 'eth0'), other] });
    expect(differences.map((d) => d.by.map((w) => w.file))).toEqual([['x.json', 'y.json']]);
  });

  it('a cable where none is written', () => {
    expect(kinds(rack, { neighbours: [see('msw1', 'p20', 'sw1', 'p20')] })).toEqual([
      'cable-unwritten zrh1/r01/msw1:p20: open / zrh1/r01/sw1:p20',
    ]);
  });

  it('a stranger: on a written cable, on an open port of management, not on one of production or a provider', () => {
    const strangers = [
      see('sw1', 'p2', 'thing', 'eth0'),
      see('sw1', 'p30', 'customer', 'eth0'),
      see('msw1', 'p30', 'thing', 'eth0'),
      see('gw1', 'wan', 'pe1.isp', 'ge-0/0/1'),
    ];
    expect(kinds(rack, { neighbours: strangers })).toEqual([
      'device-unknown zrh1/r01/msw1:p30: open / "thing" port "eth0"',
      'device-unknown zrh1/r01/sw1:p2: zrh1/r01/srv1:eth0 / "thing" port "eth0"',
    ]);
  });

  it('a stranger who reports on one of ours', () => {
    expect(kinds(rack, { neighbours: [see('thing', 'eth0', 'sw1', 'p2')] })).toEqual([
      'device-unknown zrh1/r01/sw1:p2: zrh1/r01/srv1:eth0 / "thing" port "eth0"',
    ]);
  });

  it('a port that is called otherwise: compared by devices, and said', () => {
    const observed = { neighbours: [see('sw1', 'p2', 'srv1', 'eno1')] };
    expect(kinds(rack, observed)).toEqual([]);
    expect(doubts(rack, observed)).toEqual([
      'unknown-port: zrh1/r01/srv1 has no port "eno1" in the inventory',
    ]);
    expect(covered(rack, observed, 'production')).toMatchObject({ confirmed: 0, devicesOnly: 1 });
    expect(kinds(rack, { neighbours: [see('sw1', 'p2', 'srv2', 'eno1')] })).toEqual([
      'cable-elsewhere zrh1/r01/sw1:p2: zrh1/r01/srv1:eth0 / zrh1/r01/srv2 port "eno1"',
    ]);
  });

  it('several neighbours on one port: the written one counts', () => {
    const observed = { neighbours: [see('sw1', 'p2', 'srv2', 'eth0'), see('sw1', 'p2', 'srv1', 'eth0')] };
    expect(kinds(rack, observed)).toEqual([]);
    expect(doubts(rack, observed)[0]).toMatch(
      /^several-neighbours: zrh1\/r01\/sw1:p2 has several neighbours/,
    );
    const none = { neighbours: [see('sw1', 'p2', 'srv2', 'eth0'), see('sw1', 'p2', 'srv3', 'eth0')] };
    expect(kinds(rack, none)).toHaveLength(1);
  });

  it('silence of a port that was named otherwise says nothing', () => {
    const neighbours = [see('sw1', 'Ethernet9', 'rt1', 'p1'), see('srv1', 'eth1', 'sw1', 'p3')];
    expect(kinds(rack, { neighbours, reporters: asked('sw1', 'srv1') })).toEqual([]);
    const known = [see('sw1', 'p1', 'rt1', 'p1'), see('srv1', 'eth1', 'sw1', 'p3')];
    expect(kinds(rack, { neighbours: known, reporters: asked('sw1', 'srv1') })).toEqual([
      'cable-missing zrh1/r01/srv1:eth0: zrh1/r01/sw1:p2 / nothing',
    ]);
  });
});

describe('names', () => {
  const confirms = (name: string, network = rack) =>
    covered(network, { neighbours: [see('zrh1/r01/sw1', 'p2', name, 'eth0')] }, 'production')?.confirmed;

  it.each([
    'zrh1/r01/srv1',
    'zrh1-r01-srv1',
    'ZRH1.r01.SRV1',
    'srv1.r01.zrh1.example.org',
    'zrh1_r01_srv1',
    'zrh1-srv1',
    'srv1',
    'srv1.example.org',
  ])('%s', (name) => expect(confirms(name)).toBe(1));

  it('one of several is not picked, unless the address says which', () => {
    const seen = (addresses: string[]) => ({
      neighbours: [see('zrh1/r02/sw1', 'p2', 'srv01', 'eth0', addresses)],
    });
    expect(doubts(full, seen([]))[0]).toMatch(
      /^ambiguous-device: "srv01" port "eth0" could be zrh1\/r01\/srv01, /,
    );
    expect(doubts(full, seen(['10.1.2.201']))).toEqual([]);
    expect(doubts(full, { neighbours: [see('srv01', 'eth0', 'zrh1/r02/sw1', 'p2')] })[0]).toMatch(
      /^ambiguous-device: "srv01" could be/,
    );
  });

  it('a name against an address is ambiguous', () => {
    const seen = { neighbours: [see('sw1', 'p2', 'srv1', 'eth0', ['10.1.1.202'])] };
    expect([kinds(rack, seen), doubts(rack, seen)]).toEqual([
      [],
      ['ambiguous-device: "srv1" port "eth0" could be zrh1/r01/srv1, zrh1/r01/srv2'],
    ]);
  });

  it("the address that gateways share is nobody's", () => {
    const seen = { neighbours: [see('zrh1/r01/msw1', 'p1', 'unnamed', 'eth0', ['10.1.0.1'])] };
    expect(kinds(full, seen)).toEqual([
      'device-unknown zrh1/r01/msw1:p1: zrh1/r01/gw1:inside / "unnamed" port "eth0"',
    ]);
  });

  it('a reporter that is no device is said', () => {
    expect(doubts(rack, { reporters: asked('sw9') })).toEqual([
      'unknown-reporter: "sw9" is no device of the inventory',
    ]);
  });

  it.each([
    ['P2', 'confirmed'],
    ['p02', 'unknown'],
  ])('port %s: %s', (port, what) => {
    const { unsure } = compare(rack, { neighbours: [see('sw1', port, 'srv1', 'eth0')] });
    expect(unsure).toHaveLength(what === 'confirmed' ? 0 : 1);
  });

  it.each(['mgmt0', 'Management1', 'fxp0', 'mgmt'])('%s is the only management port', (port) => {
    expect(covered(rack, { neighbours: [see('msw1', 'p7', 'sw1', port)] }, 'management')?.confirmed).toBe(1);
  });
});

describe('MAC addresses', () => {
  const mac = '02:00:0a:01:01:c9';
  const neigh = (address: string) => [{ address, mac, by }];
  const learned = (device: string, port: string, what = mac) => ({ device, port, mac: what, by });

  it('confirm a cable where the switch has learned them', () => {
    const observed = { macs: [learned('msw1', 'p8')], bindings: neigh('10.1.1.201') };
    expect(kinds(rack, observed)).toEqual([]);
    expect(covered(rack, observed, 'management')).toMatchObject({ confirmed: 1, unreported: 9 });
  });

  it('elsewhere, and where nothing is written', () => {
    expect(kinds(rack, { macs: [learned('msw1', 'p9')], bindings: neigh('10.1.1.201') })).toEqual([
      'cable-elsewhere zrh1/r01/srv1:bmc: zrh1/r01/msw1:p8 / zrh1/r01/msw1:p9',
    ]);
    expect(kinds(rack, { macs: [learned('msw1', 'p30')] })).toEqual([
      `cable-unwritten zrh1/r01/msw1:p30: open / MAC address ${mac}`,
    ]);
    const many = [learned('msw1', 'p30'), learned('msw1', 'p30', '02:00:00:00:00:07')];
    expect(kinds(rack, { macs: many })).toEqual([
      `cable-unwritten zrh1/r01/msw1:p30: open / 2 unknown MAC addresses such as ${mac}`,
    ]);
    expect(kinds(rack, { macs: [learned('msw1', 'p8'), learned('sw1', 'p30')] })).toEqual([]);
  });

  it('behind another switch is right where the device hangs behind it', () => {
    const bindings = neigh('10.1.2.201');
    expect(
      kinds(full, { bindings, macs: [learned('zrh1/r01/msw1', 'p14'), learned('zrh1/r02/msw1', 'p7')] }),
    ).toEqual([]);
    expect(kinds(full, { bindings, macs: [learned('zrh1/r01/msw1', 'p15')] })).toEqual([
      'cable-elsewhere zrh1/r02/srv01:bmc: zrh1/r02/msw1:p7 / behind zrh1/r01/msw1:p15',
    ]);
    // The port at the edge says more than the ones on the way.
    const both = [learned('zrh1/r01/msw1', 'p15'), learned('zrh1/r03/msw1', 'p9')];
    expect(kinds(full, { bindings, macs: both })).toEqual([
      'cable-elsewhere zrh1/r02/srv01:bmc: zrh1/r02/msw1:p7 / zrh1/r03/msw1:p9',
    ]);
  });

  it('of two devices are not used', () => {
    const bindings = [...neigh('10.1.1.201'), ...neigh('10.1.1.202')];
    const observed = { bindings, macs: [learned('msw1', 'p8')] };
    expect([kinds(rack, observed), doubts(rack, observed)]).toEqual([
      [],
      [`ambiguous-mac: MAC address ${mac} could be of zrh1/r01/srv1:bmc, zrh1/r01/srv2:bmc`],
    ]);
  });

  it('name a neighbour that has no name', () => {
    const far = { addresses: [], mac, ports: [mac] };
    const observed = { bindings: neigh('10.1.1.201'), neighbours: [{ device: 'msw1', port: 'p8', far, by }] };
    expect(covered(rack, observed, 'management')?.confirmed).toBe(1);
  });
});

describe('ports and outlets', () => {
  it('down matters where a cable is written', () => {
    const down = ['inside', 'wan3', 'lo'].map((port) => ({ device: 'gw1', port, up: false, by }));
    expect(kinds(rack, { ports: down })).toEqual([
      'port-down zrh1/r01/gw1:inside: up, with zrh1/r01/msw1:p1 / down',
    ]);
  });

  const outlet = (number: string, label: string, on?: boolean) => ({
    outlets: [{ device: 'pdu1', outlet: number, label, by, ...(on === undefined ? {} : { on }) }],
  });

  it.each([
    ['1', 'gw1', []],
    ['o1', 'zrh1-r01-gw1 psu1', []],
    ['Outlet 1', 'GW1', []],
    ['1', '', []],
    ['1', 'Outlet 1', []],
    ['1', 'old router', ['outlet-name-differs zrh1/r01/pdu1:o1: zrh1/r01/gw1:psu1 / "old router"']],
    ['12', 'srv7', ['outlet-name-differs zrh1/r01/pdu1:o12: open / "srv7"']],
    [
      '1',
      'srv1',
      [
        'outlet-elsewhere zrh1/r01/pdu1:o1: zrh1/r01/gw1:psu1 / "srv1", which the inventory has on zrh1/r01/pdu1:o7 and zrh1/r01/pdu2:o7',
      ],
    ],
  ])('outlet %s called "%s"', (number, label, differences) => {
    expect(kinds(rack, outlet(number, label))).toEqual(differences);
  });

  it('off, and not there', () => {
    expect(kinds(rack, outlet('1', '', false))).toEqual([
      'port-down zrh1/r01/pdu1:o1: zrh1/r01/gw1:psu1 / off',
    ]);
    expect(kinds(rack, outlet('12', '', false))).toEqual([]);
    expect(doubts(rack, outlet('A', 'srv1'))).toEqual([
      'unknown-port: zrh1/r01/pdu1 has no outlet "A" in the inventory',
    ]);
  });
});

describe('a documentation', () => {
  const cable = (a: string, pa: string, b: string, pb: string) => ({
    a: { device: a, port: pa },
    b: { device: b, port: pb },
    by,
  });
  const reporters = (complete: boolean): Reporter[] =>
    ['pdu1', 'gw1', 'jump1'].map((device) => ({ device, of: 'documented', complete, by }));
  const documented = [cable('pdu1', 'o1', 'gw1', 'psu1'), cable('pdu1', 'o3', 'jump1', 'psu1')];

  it('has cables of every kind, and lacks one only where its list is whole', () => {
    const expected = 'cable-elsewhere zrh1/r01/pdu1:o3: zrh1/r01/msw1:psu1 / zrh1/r01/jump1:psu1';
    expect(kinds(rack, { documented, reporters: reporters(false) })).toEqual([expected]);
    expect(
      kinds(rack, {
        documented: [documented[0]!, cable('jump1', 'mgmt', 'msw1', 'p2')],
        reporters: reporters(true),
      }),
    ).toEqual(['cable-missing zrh1/r01/jump1:psu1: zrh1/r01/pdu1:o2 / nothing']);
  });
});
