import { describe, expect, it } from 'vitest';
import type { TagFacts } from '#inventory/netbox/mapping.ts';
import { cables } from './cable-rows.ts';
import { AKRON, device } from './changed.ts';
import { changingStandIn } from './changing.ts';

const changed = changingStandIn();

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
