import type { Neighbour } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json } from './json.ts';
import { rowsOf } from './librenms.ts';

/** Numbers without the export that names them stay as `device 1`: they match nothing, and that is reported. */
const neighbourOf = (row: Json, { by, numbers }: Origin): Neighbour[] => {
  const [device, port] = [firstText(row, 'local_device_id'), firstText(row, 'local_port_id')];
  // LibreNMS keeps links that are gone, with `active` 0.
  if (device === undefined || port === undefined || firstText(row, 'active') === '0') return [];
  const name =
    numbers.devices.get(firstText(row, 'remote_device_id') ?? '') ?? firstText(row, 'remote_hostname');
  const far = numbers.ports.get(firstText(row, 'remote_port_id') ?? '') ?? firstText(row, 'remote_port');
  return [
    {
      device: numbers.devices.get(device) ?? `device ${device}`,
      port: numbers.ports.get(port) ?? `port ${port}`,
      far: { addresses: [], ports: far === undefined ? [] : [far], ...(name === undefined ? {} : { name }) },
      by,
    },
  ];
};

/** LibreNMS, list_links: what it has learned by LLDP, CDP and the like (LibreNMS docs, API/Switching). */
export const librenmsLinks: Format = {
  id: 'librenms-links',
  command: 'GET /api/v0/resources/links',
  needsDevice: false,
  detect: (value) => rowsOf(value, 'links') !== undefined,
  read: (value, origin) => ({
    neighbours: (rowsOf(value, 'links') ?? []).flatMap((row) => neighbourOf(row, origin)),
  }),
};
