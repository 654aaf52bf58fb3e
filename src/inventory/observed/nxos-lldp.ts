import type { Neighbour } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, member, objectsOf } from './json.ts';
import { farOf, portsOf } from './lldpd.ts';
import { macOf } from './mac.ts';

/** `chassis_id` is the column "Device ID": the system name where there is one. */
const neighbourOf = (one: Json, { device = '', by }: Origin): Neighbour[] => {
  const port = firstText(one, 'l_port_id');
  const id = firstText(one, 'sys_name', 'chassis_id');
  if (port === undefined || id === undefined) return [];
  const mac = macOf(id) ?? macOf(firstText(one, 'chassis_id'));
  const farPort = firstText(one, 'port_id');
  const ports = portsOf(macOf(farPort) ? 'mac' : undefined, farPort, firstText(one, 'port_desc'));
  const address = firstText(one, 'mgmt_addr');
  const far = farOf(
    macOf(id) ? undefined : id,
    { type: undefined, value: mac },
    address ? [address] : [],
    ports,
  );
  return [{ device, port, far, by }];
};

/** NX-OS: `TABLE_nbor.ROW_nbor`, a list or, for one neighbour, the row itself (NX-API CLI reference, "show lldp neighbors"). */
export const nxosLldp: Format = {
  id: 'nxos-lldp',
  command: 'show lldp neighbors | json',
  needsDevice: true,
  detect: (value) =>
    member(value, 'TABLE_nbor') !== undefined || member(value, 'TABLE_nbor_detail') !== undefined,
  read: (value, origin) => {
    const rows = [
      ...objectsOf(member(member(value, 'TABLE_nbor'), 'ROW_nbor')),
      ...objectsOf(member(member(value, 'TABLE_nbor_detail'), 'ROW_nbor_detail')),
    ];
    return { neighbours: rows.flatMap((one) => neighbourOf(one, origin)) };
  },
};
