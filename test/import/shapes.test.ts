import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import { type Mapping, NO_MAPPING, type TagFacts } from '#inventory/netbox/mapping.ts';
import type { Network } from '#model/network.ts';
import { cables } from './cable-rows.ts';
import { imported, loaded } from './imported.ts';
import { MISSING, type StandIn, startStandIn } from './stand-in.ts';

let standIn: StandIn;

beforeAll(async () => {
  if (!MISSING) standIn = await startStandIn();
}, 60_000);
afterAll(() => standIn?.stop());
beforeEach((ctx) => {
  if (MISSING) ctx.skip(MISSING);
});
afterEach(async () => {
  if (!MISSING) await standIn.control('reset');
});

interface Changed {
  readonly made: NetboxImport;
  readonly network: Network;
}

const changed = async (tables: object, mapping: Partial<Mapping> = {}): Promise<Changed> => {
  await standIn.overlay(tables);
  const made = await imported(standIn.url, { mapping: { ...NO_MAPPING, ...mapping } });
  const { network, findings } = loaded(made.text);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  return { made, network: network! };
};

const AKRON = 'dm-akron/Comms-closet/dmi01-akron';
/** A device of device type 1 in the closet of Akron. */
const device = (id: number, name: string, more: object = {}) => ({
  id,
  name,
  device_type_id: 1,
  role_id: 4,
  site_id: 2,
  rack_id: 1,
  status: 'active',
  ...more,
});
const port = (id: number, device_id: number, name: string, more: object = {}) => ({
  id,
  device_id,
  name,
  type: '1000base-t',
  ...more,
});

describe('front and rear ports', () => {
  const panel = (id: number) => ({ ...device(id, `PP${id}`), role_id: 8 });
  /** Two panels with a trunk of 12 between their rears, and a port behind positions 3 and 7 of each. */
  const trunk = {
    dcim_device: [panel(8001), panel(8002), device(8003, 'near'), device(8004, 'far')],
    dcim_rearport: [8001, 8002].map((id) => ({ id, device_id: id, name: 'MPO', type: 'mpo', positions: 12 })),
    dcim_frontport: [8001, 8002].flatMap((id) =>
      [3, 7].map((n) => ({
        id: id * 10 + n,
        device_id: id,
        name: `F${n}`,
        type: 'lc',
        rear_port_id: id,
        rear_port_position: n,
      })),
    ),
    dcim_interface: [8003, 8004].flatMap((id) => [3, 7].map((n) => port(id * 10 + n, id, `eth${n}`))),
  };

  it('of a trunk come out at their own position', async () => {
    const { network } = await changed({
      ...trunk,
      ...cables(
        [['interface 80033'], ['frontport 80013']],
        [['interface 80037'], ['frontport 80017']],
        [['rearport 8001'], ['rearport 8002']],
        [['frontport 80023'], ['interface 80043']],
        [['frontport 80027'], ['interface 80047']],
      ),
    });
    const far = (name: string) => network.cables.find((c) => c.a.endsWith(`near:${name}`));
    expect(far('eth3')).toMatchObject({ b: 'dm-akron/Comms-closet/far:eth3', route: 'PP8001, PP8002' });
    expect(far('eth7')).toMatchObject({ b: 'dm-akron/Comms-closet/far:eth7', route: 'PP8001, PP8002' });
  });

  it('of a trunk that is plugged into a device ask which strand is whose', async () => {
    const { made } = await changed({
      ...trunk,
      ...cables(
        [['interface 80033'], ['rearport 8002']],
        [['frontport 80023'], ['interface 80043']],
        [['frontport 80027'], ['interface 80047']],
      ),
    });
    const asked = made.questions.filter((q) => q.code === 'cable').map((q) => q.text);
    expect(asked).toContainEqual(
      'cable #8000, #8001 has several ends on a side, also dm-akron/Comms-closet/far:eth7: who meets whom?',
    );
  });

  it('behind which nothing is plugged in end the path and ask', async () => {
    const { made } = await changed({ ...trunk, ...cables([['interface 80033'], ['frontport 80013']]) });
    expect(made.questions.map((q) => q.text)).toContainEqual(
      'Comms-closet/near:eth3 has a cable (#8000) that ends at a socket without a further cable: where does it go?',
    );
  });
});

describe('virtual chassis', () => {
  it('are stacks; two of one name are two', async () => {
    const { made, network } = await changed({
      dcim_virtualchassis: [
        { id: 8001, name: 'pair', master_id: 8001 },
        { id: 8002, name: 'pair' },
      ],
      dcim_device: [
        device(8001, 'm1', { virtual_chassis_id: 8001, vc_position: 1 }),
        device(8002, 'm2', { virtual_chassis_id: 8001, vc_position: 2 }),
        device(8003, 'm3', { virtual_chassis_id: 8002, vc_position: 1 }),
      ],
    });
    const stacks = network.devices.filter((d) => /\/m\d$/.test(d.id)).map((d) => d.stack);
    expect(stacks).toEqual(['pair-8001', 'pair-8001', 'pair-8002']);
    expect(made.text).toContain('stack: pair-8001  # member 1, master');
    expect(network.devices.filter((d) => d.stack === 'r105-torsw').map((d) => d.name)).toEqual([
      'tor-switch-98',
      'tor-switch-99',
    ]);
  });
});

describe('modules', () => {
  it('give their ports the positions of their bays', async () => {
    const { network, made } = await changed({
      dcim_modulebay: [
        { id: 8001, device_id: 1, name: 'Slot 2', position: '2' },
        { id: 8002, device_id: 1, name: 'Sub 1', position: '1', module_id: 8001 },
      ],
      dcim_module: [
        { id: 8001, device_id: 1, module_bay_id: 8001, module_type_id: 1, status: 'active' },
        { id: 8002, device_id: 1, module_bay_id: 8002, module_type_id: 1, status: 'failed' },
      ],
      dcim_interface: [
        port(8001, 1, 'xe-{module}/0/1', { module_id: 8001, mgmt_only: true }),
        port(8002, 1, 'et-{module}/{module}/0', { module_id: 8002, mgmt_only: true }),
        port(8003, 1, 'lo-{module}', { mgmt_only: true }),
      ],
    });
    const names = network.devices.find((d) => d.id === `${AKRON}-rtr01`)?.ports.map((p) => p.name);
    expect(names).toEqual(expect.arrayContaining(['xe-2/0/1', 'et-2/1/0', 'lo-_module_']));
    const asked = made.questions.filter((q) => q.about === `${AKRON}-rtr01:et-2/1/0`).map((q) => q.text);
    expect(asked).toEqual(['is its module in service? NetBox calls it failed']);
  });
});

describe('out-of-band addresses', () => {
  const address = (id: number, text: string, interfaceId: number) => ({
    id,
    address: text,
    status: 'active',
    assigned_object_type_id: 'dcim.interface',
    assigned_object_id: interfaceId,
  });
  const oob = (text: string) => ({
    dcim_device: [device(8001, 'box', { role_id: 7, oob_ip_id: 8001, primary_ip4_id: 8002 })],
    dcim_interface: [port(8001, 8001, 'lom'), port(8002, 8001, 'eth0')],
    ipam_ipaddress: [address(8001, text, 8001), address(8002, '192.0.2.8/24', 8002)],
  });

  it('tell which port is the BMC', async () => {
    const { network, made } = await changed(oob('203.0.113.8/24'));
    const box = network.devices.find((d) => d.name === 'box');
    expect(box?.bmc).toBe('dedicated');
    expect(box?.ports.map((p) => `${p.name} ${p.kind}`)).toEqual(
      expect.arrayContaining(['lom bmc', 'eth0 data']),
    );
    expect(made.text).toContain('lom: { kind: bmc }  # out of band 203.0.113.8/24');
    expect(made.text).toContain('eth0: { kind: data }  # primary 192.0.2.8/24');
  });

  it("are kept where they lie in the site's network and in nobody's way", async () => {
    const { network } = await changed(oob('10.2.200.8/24'));
    expect(network.devices.find((d) => d.name === 'box')?.ports.find((p) => p.name === 'lom')?.address).toBe(
      '10.2.200.8',
    );
  });

  it.each(['10.2.1.8/24', '10.2.0.8/24', '10.3.200.8/24', '2001:db8::8/64'])(
    'are only told where not: %s',
    async (text) => {
      const { network, made } = await changed(oob(text));
      expect(network.devices.find((d) => d.name === 'box')?.ports.some((p) => p.address !== undefined)).toBe(
        false,
      );
      expect(made.text).toContain(`out of band ${text}`);
    },
  );
});

describe('power', () => {
  it('leads from the inlet over the outlet to feed and panel', async () => {
    const { network, made } = await changed({
      dcim_location: [
        {
          id: 8001,
          name: 'Cellar',
          slug: 'cellar',
          site_id: 2,
          status: 'active',
          tree_id: 99,
          lft: 1,
          rght: 2,
          level: 0,
        },
      ],
      dcim_powerpanel: [{ id: 8001, name: 'LV1', site_id: 2, location_id: 8001 }],
      dcim_powerfeed: [
        {
          id: 8001,
          name: 'A 1',
          power_panel_id: 8001,
          status: 'active',
          type: 'primary',
          supply: 'ac',
          phase: 'three-phase',
          voltage: 400,
          amperage: 32,
          max_utilization: 80,
        },
        {
          id: 8002,
          name: 'B 1',
          power_panel_id: 8001,
          status: 'failed',
          type: 'redundant',
          supply: 'dc',
          phase: 'single-phase',
          voltage: -48,
          amperage: 100,
          max_utilization: 80,
        },
      ],
      dcim_powerport: [{ id: 8001, device_id: 14, name: 'DC', type: 'dc-terminal' }],
      ...cables([['powerport 14'], ['powerfeed 8001']], [['powerfeed 8002'], ['powerport 8001']]),
    });
    const end = (name: string) => network.cables.find((c) => c.a === `${AKRON}-${name}`)?.b;
    expect(end('rtr01:PSU0')).toBe(`${AKRON}-pdu01:Outlet 1`);
    expect(end('pdu01:Input')).toBe('feed:dm-akron/A-1');
    expect(end('sw01:DC')).toBe('feed:dm-akron/B-1');
    expect(network.feeds.filter((f) => f.site === 'dm-akron')).toMatchObject([
      { name: 'A-1', panel: 'LV1', watts: 22_170 },
      { name: 'B-1', panel: 'LV1', watts: 4800 },
    ]);
    expect(made.text).toContain('# in Cellar, primary, 400 V 32 A three-phase');
    expect(made.questions).toContainEqual(
      expect.objectContaining({
        code: 'feed',
        about: 'dm-akron/B-1',
        text: 'is it live? NetBox calls it failed',
      }),
    );
  });
});

describe('locations', () => {
  it('tell where racks are, and name the place of devices that are in none', async () => {
    const { network } = await changed({
      dcim_location: [
        {
          id: 8001,
          name: 'Hall 2',
          slug: 'hall-2',
          site_id: 2,
          status: 'active',
          tree_id: 98,
          lft: 1,
          rght: 4,
          level: 0,
        },
        {
          id: 8002,
          name: 'Cage',
          slug: 'cage',
          site_id: 2,
          parent_id: 8001,
          status: 'active',
          tree_id: 98,
          lft: 2,
          rght: 3,
          level: 1,
        },
      ],
      dcim_rack: [{ id: 1, location_id: 8002 }],
      dcim_device: [
        device(8001, 'shelf', { rack_id: null, location_id: 8002 }),
        device(8002, 'lost', { rack_id: null }),
      ],
    });
    expect(network.racks.find((r) => r.id === 'dm-akron/Comms-closet')?.location).toBe('Hall 2 / Cage');
    expect(network.racks.find((r) => r.id === 'dm-akron/Cage')?.location).toBe('Hall 2 / Cage');
    expect(network.devices.map((d) => d.id)).toEqual(
      expect.arrayContaining(['dm-akron/Cage/shelf', 'dm-akron/no-rack/lost']),
    );
  });
});

describe('tags', () => {
  const tagged = (id: number, object: string, object_id: number, tag_id: number) => ({
    id,
    content_type_id: object,
    object_id,
    tag_id,
  });
  const rows = {
    extras_tag: ['a', 'b', 'oob', 'lte', 'hidden'].map((slug, i) => ({
      id: 8001 + i,
      name: slug,
      slug,
      color: '000000',
    })),
    extras_taggeditem: [
      tagged(8001, 'dcim.device', 1, 8001),
      tagged(8002, 'dcim.device', 1, 8002),
      tagged(8003, 'dcim.site', 2, 8001),
      tagged(8004, 'circuits.circuit', 1, 8003),
      tagged(8005, 'circuits.circuit', 2, 8004),
      tagged(8006, 'dcim.device', 14, 8005),
      tagged(8007, 'dcim.interface', 173, 8003),
      tagged(8008, 'dcim.cable', 34, 8001),
    ],
  };
  const sure = (value: TagFacts) => ({ value, sure: true });

  it('are facts as the mapping says; what contradicts is asked', async () => {
    const { network, made } = await changed(rows, {
      tags: new Map([
        [
          'a',
          sure({
            role: 'gateway',
            rendered: false,
            campus: 'east',
            route: 'duct 7',
            owner: 'landlord',
          } as const),
        ],
        ['b', sure({ role: 'router', also: 'console-server' })],
        ['oob', sure({ purpose: 'management', kind: 'management', separate: true, inbound: false })],
        ['lte', sure({ medium: 'mobile', 'last-mile': 'mast 12' })],
        ['hidden', sure({ 'leave-out': true })],
      ]),
    });
    const router = network.devices.find((d) => d.id === `${AKRON}-rtr01`);
    expect(router).toMatchObject({ role: 'gateway', also: ['console-server'], owner: 'landlord' });
    expect(network.sites.find((s) => s.id === 'dm-akron')?.campus).toBe('east');
    expect(network.devices.some((d) => d.id === `${AKRON}-sw01`)).toBe(false);
    expect(made.notes).toContain('1 device left out: they have a tag that says so');
    const uplink = (site: string) =>
      network.uplinks.find(
        (u) => u.site === site && made.text.includes(u.id.split(':')[1]!) && u.provider === 'level-3',
      );
    expect(uplink('dm-akron')).toMatchObject({ purpose: 'management', inbound: false });
    expect(uplink('dm-albany')).toMatchObject({ medium: 'mobile', lastMile: 'mast 12', inbound: false });
    const asked = made.questions.filter((q) => q.code === 'tag');
    expect(asked).toMatchObject([
      { about: `${AKRON}-rtr01`, text: 'tag "a" says so, but "b" says otherwise: which is right?' },
    ]);
  });

  it('with a plain word are guessed, and asked about', async () => {
    const { made } = await changed(rows);
    expect(made.mapping.tags.get('oob')).toEqual({
      value: { kind: 'management', purpose: 'management' },
      sure: false,
    });
    expect(made.mapping.tags.get('lte')).toEqual({
      value: { medium: 'mobile', inbound: false },
      sure: false,
    });
    expect(made.mapping.tags.get('a')).toEqual({ value: 'ignore', sure: true });
    expect(made.questions.filter((q) => q.code === 'tag').length).toBeGreaterThan(2);
  });
});
