import type { PortSeen } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json } from './json.ts';
import { rowsOf } from './librenms.ts';
import { isOwnMac, macOf } from './mac.ts';

/** A port that somebody has shut is not up by intention; that is still not as written. */
const seenOf = (row: Json, { by, numbers }: Origin): PortSeen[] => {
  const device = numbers.devices.get(firstText(row, 'device_id') ?? '');
  const port = firstText(row, 'ifName', 'ifDescr');
  if (device === undefined || port === undefined) return [];
  const state = firstText(row, 'ifOperStatus');
  const up =
    state === 'up' ? { up: true } : state === 'down' || state === 'lowerLayerDown' ? { up: false } : {};
  const mac = macOf(firstText(row, 'ifPhysAddress'));
  return [{ device, port, by, ...up, ...(mac !== undefined && isOwnMac(mac) ? { mac } : {}) }];
};

/** LibreNMS, get_all_ports: names for `port_id`, and what is down. */
export const librenmsPorts: Format = {
  id: 'librenms-ports',
  command: 'GET /api/v0/ports?columns=port_id,device_id,ifName,ifOperStatus,ifPhysAddress',
  needsDevice: false,
  detect: (value) => rowsOf(value, 'ports') !== undefined,
  read: (value, origin) => ({ ports: (rowsOf(value, 'ports') ?? []).flatMap((row) => seenOf(row, origin)) }),
  numbers: (value) => {
    const pairs = (rowsOf(value, 'ports') ?? []).flatMap((row): [string, string][] => {
      const [id, name] = [firstText(row, 'port_id'), firstText(row, 'ifName', 'ifDescr')];
      return id !== undefined && name !== undefined ? [[id, name]] : [];
    });
    return { ports: new Map(pairs) };
  },
};
