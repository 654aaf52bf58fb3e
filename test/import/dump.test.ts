import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPackedFile } from '#host/packed-file.ts';
import { readDump } from '#inventory/netbox/dump/read-dump.ts';
import { importOf } from '#inventory/netbox/import-netbox.ts';
import { type Desk, makeDesk } from './cli.ts';
import { imported, loaded } from './imported.ts';
import { MISSING, startStandIn } from './stand-in.ts';

const shared = (path: string) => fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
const DUMPDATA = shared('data/netbox-demo-v3.6.json.gz');
const DATABASE = shared('tools/netbox-replay/data/netbox-demo-v4.2.json.gz');
const NO_DUMP = existsSync(DUMPDATA) ? undefined : 'no dump at ../shared/data';

const read = (file: string) => {
  const text = readPackedFile(file, 500_000_000);
  if (!text.ok) throw new Error(text.error);
  const data = readDump(text.value);
  if (!data.ok) throw new Error(data.error);
  return data.value;
};

/** All but the line that says where it came from. */
const body = (text: string): string => text.slice(text.indexOf('\n'));

describe('a dump', () => {
  it.skipIf(NO_DUMP || MISSING)('in the form of a database says what the server says', async () => {
    const standIn = await startStandIn();
    const made = await imported(standIn.url);
    standIn.stop();
    const dumped = importOf(read(DATABASE), 'a dump');
    expect(body(dumped.text)).toBe(body(made.text));
    expect(dumped.counts).toEqual(made.counts);
  });

  it.skipIf(NO_DUMP || MISSING)('of dumpdata has the same cabling, of NetBox 3.6', async () => {
    const standIn = await startStandIn();
    const made = await imported(standIn.url);
    standIn.stop();
    const dumped = importOf(read(DUMPDATA), 'a dump');
    const cables = (text: string) =>
      loaded(text)
        .network?.cables.map((c) => `${c.a} -- ${c.b} ${c.route ?? ''}`)
        .sort();
    expect(dumped.notes).toEqual(made.notes);
    expect(cables(dumped.text)).toEqual(cables(made.text));
    expect(cables(dumped.text)).toHaveLength(90);
  });
});

describe('relaxops import netbox FILE', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = makeDesk();
  });
  afterEach(() => desk.remove());

  it.skipIf(NO_DUMP)('needs no token, and changes nothing the second time', async () => {
    const first = await desk.relaxops('import', 'netbox', DUMPDATA);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('from a dump of NetBox, netbox-demo-v3.6.json.gz: 24 sites');
    const before = desk.read('relaxops.yaml');
    expect((await desk.relaxops('import', 'netbox', DUMPDATA)).stdout).toContain('Nothing changed');
    expect(desk.read('relaxops.yaml')).toBe(before);
    expect((await desk.relaxops('check', '-f', join(desk.folder, 'relaxops.yaml'))).code).toBe(1);
  });

  const row = (model: string, pk: number, fields: object) => ({ model, pk, fields });
  const HOSTILE: readonly (readonly [string, string | Buffer, string])[] = [
    ['nothing', '', 'it is not JSON'],
    ['no JSON', '<html>', 'it is not JSON'],
    ['another JSON', '{"hello": 1}', 'expected a list of {model, pk, fields}'],
    ['another list', '[1, 2]', 'not of {model, pk, fields}'],
    ['a dump of something else', JSON.stringify([row('blog.post', 1, {})]), 'it has no sites'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 'it is not UTF-8 text'],
    ['half a packed file', gzipSync('[{}]'.repeat(1000)).subarray(0, 30), 'it is not whole'],
  ];
  it.each(HOSTILE)('%s', async (_what, text, message) => {
    writeFileSync(join(desk.folder, 'dump.json.gz'), text);
    const { code, stderr } = await desk.relaxops('import', 'netbox', 'dump.json.gz');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('a file that is not there', async () => {
    const { code, stderr } = await desk.relaxops('import', 'netbox', 'netbox.json');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('cannot read "netbox.json": there is no such file'),
    ]);
  });

  it('a packed file that is too large unpacked', () => {
    const file = join(desk.folder, 'bomb.json.gz');
    writeFileSync(file, gzipSync(Buffer.alloc(10_000_000)));
    expect(readPackedFile(file, 1_000_000)).toEqual({ ok: false, error: 'too-large' });
  });

  it.each([
    ['by number', [1, 2]],
    [
      'by their words',
      [
        ['dcim', 'interface'],
        ['dcim', 'powerport'],
      ],
    ],
    ['as one word', ['dcim.interface', 'dcim.powerport']],
  ])('that names content types %s', (_how, types) => {
    const device = { name: 'x', site: 1, device_type: 1, role: 1, status: 'active', rack: null };
    const rows = [
      row('contenttypes.contenttype', 1, { app_label: 'dcim', model: 'interface' }),
      row('contenttypes.contenttype', 2, { app_label: 'dcim', model: 'powerport' }),
      row('dcim.site', 1, { name: 'A', slug: 'a', status: 'active' }),
      row('dcim.manufacturer', 1, { name: 'M', slug: 'm' }),
      row('dcim.devicetype', 1, { model: 'T', slug: 't', manufacturer: 1 }),
      row('dcim.devicerole', 1, { name: 'Server', slug: 'server' }),
      row('dcim.device', 1, { ...device, primary_ip4: 1 }),
      row('dcim.device', 2, { ...device, name: 'z' }),
      row('dcim.interface', 1, { device: 1, name: 'eth0', type: '1000base-t', cable: 1 }),
      row('dcim.interface', 2, { device: 2, name: 'eth0', type: '1000base-t', cable: 1 }),
      row('ipam.ipaddress', 1, {
        address: '192.0.2.1/24',
        assigned_object_type: types[0],
        assigned_object_id: 1,
      }),
      row('dcim.cable', 1, { status: 'connected' }),
      row('dcim.cabletermination', 1, {
        cable: 1,
        cable_end: 'A',
        termination_type: types[0],
        termination_id: 1,
      }),
      row('dcim.cabletermination', 2, {
        cable: 1,
        cable_end: 'B',
        termination_type: types[0],
        termination_id: 2,
      }),
    ];
    const data = readDump(JSON.stringify(rows));
    const made = importOf(data.ok ? data.value : ({} as never), 'a dump');
    expect(loaded(made.text).network?.cables).toMatchObject([
      { a: 'a/no-rack/x:eth0', b: 'a/no-rack/z:eth0' },
    ]);
    expect(made.text).toContain('eth0: { kind: data }  # primary 192.0.2.1/24');
  });

  it('rows that are of another kind than they should be are counted and left out', () => {
    const rows = [
      row('dcim.site', 1, { name: 'A', slug: 'a', status: 'active' }),
      row('dcim.site', 2, { name: 7, slug: null }),
      row('dcim.site', 1, { name: 'B', slug: 'b', status: 'active' }),
      row('dcim.device', 1, { name: 'x', site: 'nowhere', device_type: [] }),
      row('dcim.cable', 1, {}),
      row('dcim.cabletermination', 1, {
        cable: 1,
        cable_end: 'A',
        termination_type: 99,
        termination_id: 'x',
      }),
    ];
    const data = readDump(JSON.stringify(rows));
    const made = importOf(data.ok ? data.value : ({} as never), 'a dump');
    expect(made.notes).toEqual([
      '1 row of dcim.site could not be understood and is left out',
      '1 row of dcim.device could not be understood and is left out',
      '1 row of dcim.cable could not be understood and is left out',
    ]);
    expect(loaded(made.text).network?.sites.map((s) => s.id)).toEqual(['b']);
  });
});
