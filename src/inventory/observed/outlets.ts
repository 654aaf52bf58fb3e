import type { OutletSeen } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, member, objectsOf, textOf } from './json.ts';

/** `on`, `off`, 1, 0, true, false; anything else says nothing. */
const stateOf = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase() ?? '';
  return /^(on|1|up|true)$/.test(text) ? true : /^(off|0|down|false)$/.test(text) ? false : undefined;
};

const outletOf = (one: Json, device: string, { by }: Origin): OutletSeen[] => {
  const outlet = firstText(one, 'number', 'outlet', 'id');
  if (outlet === undefined) return [];
  const on = stateOf(member(one, 'state'));
  return [
    { device, outlet, label: firstText(one, 'name', 'label') ?? '', by, ...(on === undefined ? {} : { on }) },
  ];
};

/**
 * Our own plain shape, for PDUs that say it in some other way: `{"pdu": "pdu1", "outlets": [{"number": 1, "name": "srv01", "state": "on"}]}`.
 */
export const outlets: Format = {
  id: 'outlets',
  command: 'outlet names of the PDU',
  needsDevice: false,
  detect: (value) => Array.isArray(member(value, 'outlets')),
  read: (value, origin) => {
    const device = firstText(value, 'pdu', 'device') ?? origin.device ?? '';
    return {
      outlets: objectsOf(member(value, 'outlets')).flatMap((one) => outletOf(one, device, origin)),
      reporters: [{ device, of: 'outlets', complete: true, by: origin.by }],
    };
  },
};
