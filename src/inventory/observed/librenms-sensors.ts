import type { OutletSeen, Reporter } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json } from './json.ts';
import { rowsOf } from './librenms.ts';

/** `Outlet 3`, `Outlet 3: srv01`, `Outlet #3 - srv01 Status` */
const DESCRIBED = /^(?:outlet|receptacle|socket)\s*#?\s*([A-Z]{0,2}\d+)\s*[-:,]?\s*(.*)$/i;

/**
 * LibreNMS has no list of outlets; its discovery makes sensors of them, named after the PDU's label, with the outlet's number in the
 * description or at the end of the index.
 */
const outletOf = (row: Json, { by, numbers }: Origin): OutletSeen[] => {
  const device =
    numbers.devices.get(firstText(row, 'device_id') ?? '') ?? `device ${firstText(row, 'device_id')}`;
  const text = (firstText(row, 'sensor_descr') ?? '').replace(/\s+(status|state|current|power)$/i, '');
  const described = DESCRIBED.exec(text);
  const isOutlet = described || /outlet/i.test(`${firstText(row, 'sensor_type')} ${firstText(row, 'group')}`);
  const outlet = described?.[1] ?? /(\d+)$/.exec(firstText(row, 'sensor_index') ?? '')?.[1];
  if (!isOutlet || outlet === undefined) return [];
  return [{ device, outlet, label: described ? (described[2] ?? '') : text, by }];
};

/** LibreNMS, list_sensors: outlets among them, each once although it has several sensors. */
export const librenmsSensors: Format = {
  id: 'librenms-sensors',
  command: 'GET /api/v0/resources/sensors',
  needsDevice: false,
  detect: (value) => rowsOf(value, 'sensors') !== undefined,
  read: (value, origin) => {
    const all = (rowsOf(value, 'sensors') ?? []).flatMap((row) => outletOf(row, origin));
    const outlets = [
      ...new Map(all.map((one) => [JSON.stringify([one.device, one.outlet, one.label]), one])).values(),
    ];
    const reporters = [...new Set(outlets.map((one) => one.device))].map(
      (device): Reporter => ({ device, of: 'outlets', complete: true, by: origin.by }),
    );
    return { outlets, reporters };
  },
};
