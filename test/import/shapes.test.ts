import { describe, expect, it } from 'vitest';
import { cables } from './cable-rows.ts';
import { AKRON, device, port } from './changed.ts';
import { changingStandIn } from './changing.ts';

const changed = changingStandIn();

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
