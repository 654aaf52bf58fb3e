import type { Format } from './format.ts';
import { firstText } from './json.ts';
import { rowsOf } from './librenms.ts';

/** `hostname` is what LibreNMS was told to poll, often an address; `sysName` is what the device calls itself. */
const nameOf = (row: Parameters<typeof firstText>[0]): string | undefined => {
  const [system, host] = [firstText(row, 'sysName'), firstText(row, 'hostname')];
  return host !== undefined && /[a-z]/i.test(host) && !host.includes(':') ? host : (system ?? host);
};

/** LibreNMS, list_devices: names for the `device_id` of the other exports. */
export const librenmsDevices: Format = {
  id: 'librenms-devices',
  command: 'GET /api/v0/devices',
  needsDevice: false,
  detect: (value) => rowsOf(value, 'devices') !== undefined,
  read: () => ({}),
  numbers: (value) => {
    const pairs = (rowsOf(value, 'devices') ?? []).flatMap((row): [string, string][] => {
      const [id, name] = [firstText(row, 'device_id'), nameOf(row)];
      return id !== undefined && name !== undefined ? [[id, name]] : [];
    });
    return { devices: new Map(pairs) };
  },
};
