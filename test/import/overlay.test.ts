import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import { NO_MAPPING } from '#inventory/netbox/mapping.ts';
import type { Network } from '#model/network.ts';
import { imported, loaded } from './imported.ts';
import { MISSING, OVERLAY, type StandIn, startStandIn } from './stand-in.ts';

let standIn: StandIn;
let made: NetboxImport;
let network: Network;

beforeAll(async () => {
  if (MISSING) return;
  standIn = await startStandIn(OVERLAY);
  made = await imported(standIn.url);
  const result = loaded(made.text);
  expect(result.findings).toEqual([]);
  network = result.network!;
}, 60_000);
afterAll(() => standIn?.stop());
beforeEach((ctx) => {
  if (MISSING) ctx.skip(MISSING);
});

const AKRON = 'dm-akron/Comms-closet/dmi01-akron';
const far = (port: string) => network.cables.find((c) => c.a === `${AKRON}-${port}`);

describe('a network with consoles', () => {
  it('has them cabled, also through the patch panel', () => {
    expect(far('rtr01:con 0')).toMatchObject({ b: `${AKRON}-cs01:Port 1`, kind: 'console' });
    expect(far('sw01:con')).toMatchObject({ b: `${AKRON}-cs01:Port 2`, kind: 'console' });
    expect(far('sw01:con')?.route).toBe('48-Port Patch Panel #74');
  });

  it('has power up to the feed', () => {
    expect(far('cs01:PSU1')).toMatchObject({ b: `${AKRON}-pdu01:Outlet 3`, kind: 'power' });
    expect(far('pdu01:Input')).toMatchObject({ b: 'feed:dm-akron/Closet-feed-A', kind: 'power' });
    expect(made.text).toContain(
      'Closet-feed-A: { panel: "Closet panel", watts: 2400 }  # Comms closet, primary, 120 V 20 A',
    );
    expect(network.feeds[0]).toMatchObject({
      id: 'dm-akron/Closet-feed-A',
      panel: 'Closet panel',
      watts: 2400,
    });
  });

  it('keeps the out-of-band address beside its port', () => {
    expect(made.text).toMatch(
      /net0: \{ kind: management \} {2}# out of band and primary 10\.112\.129\.9\/24/,
    );
  });

  it.each([
    ['has several ends on a side', 'sw01:GigabitEthernet1/0/4'],
    ['the other end is a production port', 'sw01:GigabitEthernet1/0/4'],
    ['cable #9004, which is only planned', ''],
    ['a cable (#9008) that has no other end', ''],
    ['cs01:PSU2 is in use', ''],
  ])('asks: %s', (text, port) => {
    const about = port === '' ? 'dm-akron' : `${AKRON}-${port}`;
    const asked = expect.objectContaining({ code: 'cable', about, text: expect.stringContaining(text) });
    expect(made.questions).toContainEqual(asked);
  });

  it('does not plug in what is only planned, or ends nowhere', () => {
    expect(far('rtr01:usb')).toBeUndefined();
    expect(far('sw01:GigabitEthernet1/0/6')).toBeUndefined();
  });
});

describe('a NetBox that changes', () => {
  const changed = async (tables: object, options = {}) => {
    await standIn.overlay(tables);
    const again = await imported(standIn.url, options);
    await standIn.control('reset');
    return { again, network: loaded(again.text).network };
  };

  it('with two devices of one name: the later one gets its id', async () => {
    const { again, network: now } = await changed({ dcim_device: [{ id: 14, name: 'DMI01 Akron/rtr01' }] });
    expect(now?.devices.map((d) => d.id)).toContain('dm-akron/Comms-closet/DMI01-Akron-rtr01-14');
    expect(again.text).toContain('DMI01-Akron-rtr01-14:  # NetBox: DMI01 Akron/rtr01');
  });

  it('with names that mean something to YAML, shells or terminals', async () => {
    const names = ['no', '-rf', ';reboot', '../../etc', '\u001b[31mred', 'a: b # c', 'Kühlhaus-Zürich '];
    const rows = names.map((name, i) => ({ id: 14 + i, name }));
    const { again, network: now } = await changed({ dcim_device: rows });
    expect(now?.devices).toHaveLength(network.devices.length);
    expect(again.text).not.toContain('\u001b');
    const given = now?.devices.map((d) => d.name);
    expect(given).toEqual(
      expect.arrayContaining(['no-14', 'rf', 'reboot', 'etc', 'a-b-c', 'Kuhlhaus-Zurich']),
    );
  });

  it('with ports of one name, and names that YAML would misread', async () => {
    const { network: now } = await changed({
      dcim_consoleport: [
        { id: 1, name: 'GigabitEthernet0/0/0' },
        { id: 2, name: '1' },
      ],
      dcim_powerport: [{ id: 1, name: 'PSU #1: left -- right' }],
    });
    const ports = now?.devices.find((d) => d.id === `${AKRON}-rtr01`)?.ports.map((p) => p.name);
    const expected = ['GigabitEthernet0/0/0 (console)', '1', 'PSU _1: left - right'];
    expect(ports).toEqual(expect.arrayContaining(expected));
  });

  it('with a role that nobody knows: a proposal and a question', async () => {
    const { again } = await changed({
      dcim_devicerole: [{ id: 2, name: 'Fabric Leaf', slug: 'fabric-leaf' }],
    });
    const asked = again.questions.filter((q) => q.code === 'role');
    expect(asked.map((q) => q.about)).toContain('ncsu-065/R103/ncsu-coreswitch1');
    expect(again.text).toContain('role: switch  # ? which role has a device of NetBox role "Fabric Leaf"?');
  });

  it("with a mapping of one's own", async () => {
    const roles = new Map([
      ['access-switch', { value: 'management-switch', sure: true }],
      ['pdu', { value: 'leave-out', sure: true }],
    ] as const);
    const again = await imported(standIn.url, { mapping: { ...NO_MAPPING, roles } });
    const now = loaded(again.text).network!;
    expect(now.devices.filter((d) => d.role === 'management-switch')).toHaveLength(13);
    expect(now.devices.some((d) => d.role === 'pdu')).toBe(false);
    expect(again.questions.some((q) => q.text.includes('which is left out'))).toBe(true);
  });

  it('with a device in store: it is left out', async () => {
    const { again } = await changed({ dcim_device: [{ id: 96, status: 'inventory' }] });
    expect(again.notes).toContain('1 device left out: they have status "inventory"');
  });

  it('with more sites than the address plan has room for: empty ones give way', async () => {
    const more = Array.from({ length: 120 }, (_, i) => ({
      id: 1000 + i,
      name: `S${i}`,
      slug: `s${i}`,
      status: 'active',
    }));
    const { again, network: now } = await changed({ dcim_site: more });
    expect(now?.sites).toHaveLength(99);
    expect(now?.devices).toHaveLength(network.devices.length);
    expect(again.notes).toContain('45 sites left out: the address plan has room for 99');
  });

  it('with more of a role in a rack than it has addresses for: another rack, and a question', async () => {
    const extra = { device_type_id: 1, role_id: 9001, site_id: 2, rack_id: 1, status: 'active' };
    const rows = Array.from({ length: 20 }, (_, i) => ({ id: 2000 + i, name: `extra${i}`, ...extra }));
    const { again, network: now } = await changed({ dcim_device: rows });
    expect(now?.devices).toHaveLength(network.devices.length + 20);
    const about = again.questions
      .filter((q) => q.text.includes('rack number of their own'))
      .map((q) => q.about);
    expect(about).toEqual(['dm-akron/Comms-closet-2', 'dm-akron/Comms-closet-3']);
  });

  it('with gateways on both ends of a dark fibre: interlinks', async () => {
    const roles = [
      { id: 2, slug: 'gateway' },
      { id: 3, slug: 'oob-gateway' },
    ];
    const { again, network: now } = await changed({ dcim_devicerole: roles });
    expect(now?.interlinks).toHaveLength(12);
    expect(now?.devices.filter((d) => d.role === 'gateway').every((d) => !d.rendered)).toBe(true);
    expect(again.text).toContain('rendered: no  # ? is it a Linux host');
  });
});
