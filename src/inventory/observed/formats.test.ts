import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from './index.ts';
import { parseJson } from './json.ts';
import { readObserved } from './read.ts';

const FOLDER = 'test/cases/observed/';
const ids = formats.map((format) => format.id);
const text = (id: string): string => readFileSync(`${FOLDER}${id}.json`, 'utf8');
const read = (...names: string[]) => {
  const result = readObserved(
    names.map((id) => ({ name: `zrh1.r01.${id}.json`, text: text(id) })),
    names.length === 1 ? { device: 'dev' } : {},
  );
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('formats', () => {
  const files = readdirSync('src/inventory/observed')
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => readFileSync(`src/inventory/observed/${file}`, 'utf8').includes(': Format = {'))
    .map((file) => file.replace('.ts', ''));

  it('are sorted, each once, each in the file of its name, each with a case', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(files.sort()).toEqual(ids);
    expect(
      readdirSync(FOLDER)
        .map((file) => file.replace('.json', ''))
        .sort(),
    ).toEqual(ids);
  });

  it.each(ids)('%s is known by its content, and taken by no other', (id) => {
    const value = parseJson(text(id));
    expect(
      formats.filter((format) => value.ok && format.detect(value.value)).map((format) => format.id),
    ).toEqual([id]);
  });

  it.each(ids)('%s stands in docs/compare.md with its command', (id) => {
    const format = formats.find((one) => one.id === id)!;
    expect(readFileSync('docs/compare.md', 'utf8')).toContain(
      `| \`${id}\` | \`${format.command.replaceAll('|', '\\|')}\``,
    );
  });
});

describe('lldpd', () => {
  const far = {
    name: 'zrh1-r01-b',
    mac: 'a6:37:b6:46:09:5b',
    addresses: ['10.1.0.3', 'fe80::a437:b6ff:fe46:95b'],
  };
  const expected = [
    { port: 'ea', far: { ...far, ports: ['eb', 'a6:37:b6:46:09:5b'] } },
    { port: 'ea2', far: { ...far, ports: ['eb2', '56:53:ac:e7:2f:f2'] } },
  ];

  it.each(['lldpd', 'lldpd-json0'])('%s: interface name before the MAC address, as Linux has it', (id) => {
    const { neighbours, reporters } = read(id);
    expect(neighbours).toMatchObject(expected);
    expect(reporters).toMatchObject([{ device: 'dev', of: 'neighbours' }]);
  });

  it('one neighbour is no list, a nameless one is known by its chassis', () => {
    const one = {
      eth0: {
        chassis: { id: { type: 'mac', value: '02:00:0A:01:00:02' } },
        port: { id: { type: 'ifname', value: 'p1' } },
      },
    };
    const result = readObserved([{ name: '-', text: JSON.stringify({ lldp: { interface: one } }) }], {
      device: 'x',
    });
    expect(result.ok && result.value.neighbours).toMatchObject([
      { device: 'x', port: 'eth0', far: { mac: '02:00:0a:01:00:02', ports: ['p1'] } },
    ]);
  });

  it('an empty answer is a report too', () => {
    const result = readObserved([{ name: 'sw1.json', text: '{"lldp": {}}' }]);
    expect(result.ok && [result.value.neighbours, result.value.reporters]).toMatchObject([
      [],
      [{ device: 'sw1' }],
    ]);
  });
});

describe('the others', () => {
  it('junos-lldp: both names of the local port, units cut, MAC addresses behind descriptions', () => {
    expect(read('junos-lldp').neighbours).toMatchObject([
      { port: 'ge-0/0/3', far: { name: 'sw2.example.org', mac: '5c:dd:70:e7:e8:51', ports: ['ge-0/0/7'] } },
      { port: 'ge-0/0/4', far: { name: 'srv1', ports: ['eth0', 'a6:37:b6:46:09:5b'] } },
    ]);
  });

  it('eos-lldp: a neighbour without a name is a MAC address', () => {
    const [named, nameless] = read('eos-lldp').neighbours;
    expect(named).toMatchObject({ port: 'Ethernet4', far: { name: 'zrh1-r01-srv1', ports: ['eth0'] } });
    expect(nameless?.far).toEqual({ addresses: [], mac: '5c:dd:70:e7:e8:51', ports: ['Gi0/1'] });
  });

  it('nxos-lldp: one row is no list', () => {
    expect(read('nxos-lldp').neighbours).toMatchObject([
      { port: 'Eth1/1', far: { name: 'sw2', addresses: ['10.1.1.42'], ports: ['Ethernet1/3'] } },
    ]);
  });

  it.each([
    ['bridge-fdb', { port: 'p8', mac: '02:00:0a:01:01:c9' }],
    ['eos-mac', { port: 'Ethernet8', mac: '02:00:0a:01:01:c9' }],
    ['junos-mac', { port: 'ge-0/0/4', mac: '72:3c:3c:b4:49:eb' }],
  ])('%s: learned addresses only', (id, seen) => {
    expect(read(id).macs).toMatchObject([seen]);
    expect(read(id).macs).toHaveLength(1);
  });

  it('ip-neigh: not what failed; ip-link: no loopback address, no state where there is none', () => {
    expect(read('ip-neigh').bindings).toMatchObject([{ address: '10.1.1.201', mac: '02:00:0a:01:01:c9' }]);
    const [lo, inside, wan] = read('ip-link').ports;
    expect([lo?.up, lo?.mac, inside?.up, wan?.up]).toEqual([undefined, undefined, true, false]);
  });

  it('librenms: numbers become names by the other exports, and stay numbers without', () => {
    const { neighbours, ports } = read('librenms-devices', 'librenms-links', 'librenms-ports');
    expect(neighbours).toMatchObject([
      { device: 'zrh1-r01-msw1', port: 'p8', far: { name: 'srv1.example.org', ports: ['eth0'] } },
    ]);
    expect(ports).toMatchObject([
      { port: 'p8', up: true, mac: '84:bf:20:85:3e:00' },
      { port: 'eth0', up: false },
    ]);
    expect(read('librenms-links').neighbours).toMatchObject([{ device: 'device 1', port: 'port 100' }]);
  });

  it('librenms-sensors: outlets only', () => {
    expect(read('librenms-sensors').outlets).toMatchObject([
      { outlet: '3', label: 'srv1' },
      { outlet: '4', label: 'srv2' },
    ]);
  });

  it('netbox: neither patch panels nor what is planned; a list that goes on is not whole', () => {
    expect(read('netbox-cables').documented).toMatchObject([
      { a: { device: 'srv1', port: 'eth0' }, b: { device: 'sw1', port: 'p2' } },
    ]);
    const { documented, reporters } = read('netbox-ports');
    expect(documented).toMatchObject([
      { a: { device: 'pdu1', port: 'o1' }, b: { device: 'gw1', port: 'psu1' } },
    ]);
    expect(reporters.map((r) => r.complete)).toEqual([false, false]);
  });
});

describe('what cannot be read', () => {
  const problem = (json: string, options = {}, name = 'x.json') => {
    const result = readObserved([{ name, text: json }], options);
    return result.ok ? 'read' : result.error[0]?.text;
  };

  it.each([
    ['', 'it is empty, expected JSON'],
    ['{', 'it is not JSON, expected what the command prints with its JSON option'],
    ['[]', 'an empty list fits several formats'],
    ['42', 'no format looks like this'],
    ['{"lldp": "x"}', 'no format looks like this'],
    ['['.repeat(100_000), 'its JSON nests deeper than 50 levels'],
    [
      `{"lldp": {"interface": ${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}}`,
      'its JSON nests deeper than 50 levels',
    ],
  ])('%.20s', (json, text) => {
    expect(problem(json)).toBe(text);
  });

  it('a forced format on something else', () => {
    expect(problem('{"lldp": {}}', { format: 'eos-lldp' })).toBe(
      'it is not what "show lldp neighbors | json" prints',
    );
    expect(problem('[]', { format: 'bridge-fdb' })).toBe('read');
  });

  it('standard input without a device, one device for two files', () => {
    expect(problem('{"lldp": {}}', {}, '-')).toBe('it does not say whose it is');
    const two = ['a.json', 'b.json'].map((name) => ({ name, text: '{"lldp": {}}' }));
    const result = readObserved(two, { device: 'gw1' });
    expect(result.ok ? '' : result.error[0]?.text).toBe('--device names one device, and 2 files need one');
  });

  it('no JSON makes a reader throw, whatever its types', () => {
    const keys = fc.constantFrom(
      ...[
        'lldp',
        'interface',
        'name',
        'chassis',
        'id',
        'type',
        'value',
        'port',
        'descr',
        'mgmt-ip',
        'status',
        'ok',
      ],
      ...[
        'lldpNeighbors',
        'lldpNeighborInfo',
        'unicastTable',
        'tableEntries',
        'TABLE_nbor',
        'ROW_nbor',
        'mac',
        'ifname',
      ],
      ...[
        'lldp-neighbors-information',
        'lldp-neighbor-information',
        'lldp-local-port-id',
        'data',
        'results',
        'device',
      ],
      ...[
        'l2ng-l2ald-rtb-macdb',
        'l2ng-l2ald-mac-entry-vlan',
        'a_terminations',
        'connected_endpoints',
        'outlets',
        'pdu',
      ],
      ...[
        'devices',
        'links',
        'ports',
        'sensors',
        'device_id',
        'dst',
        'dev',
        'operstate',
        '__proto__',
        'constructor',
      ],
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6, depthSize: 'large' },
        fc.constantFrom<unknown>(
          null,
          true,
          1,
          -1e300,
          '',
          'x',
          'mac',
          'ok',
          '02:00:0a:01:01:c9',
          '\u001b[2J\u0000',
        ),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
      ),
    }));
    let understood = 0;
    fc.assert(
      fc.property(value, fc.constantFrom(...ids), (json, format) => {
        const body = JSON.stringify(json) ?? '';
        readObserved([{ name: 'sw1.json', text: body }], { format });
        const free = readObserved([{ name: 'sw1.json', text: body }]);
        if (free.ok) understood++;
        // A shape that is forced on anything at all must hold too.
        for (const one of formats)
          one.read(json, {
            by: { file: 'x', command: 'x' },
            numbers: { devices: new Map(), ports: new Map() },
          });
      }),
      { numRuns: 500 },
    );
    expect(understood).toBeGreaterThan(5);
  });
});
