import type { Device } from '#model/network.ts';
import type { Report } from './report.ts';
import { parsed } from './shape.ts';

/** Six pairs of hexadecimal digits with ":" or "-"; unicast (IEEE 802: the lowest bit of the first byte), and not nobody's. */
const macOf = (text: string): string | undefined => {
  if (!/^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i.test(text)) return undefined;
  const mac = text.toLowerCase().replaceAll('-', ':');
  const multicast = Number.parseInt(mac.slice(0, 2), 16) % 2 === 1;
  return multicast || mac === '00:00:00:00:00:00' ? undefined : mac;
};

/** The MAC address of a port, in small letters. */
export const macShape = parsed('a MAC address such as "52:54:00:12:34:56"', macOf, {
  type: 'string',
  pattern: '^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$',
});

/** A MAC address that two ports have would be one reservation for two. */
export const checkMacs = (devices: readonly Device[], report: Report): void => {
  const first = new Map<string, Device>();
  for (const device of devices)
    for (const { id, mac } of device.ports) {
      if (mac === undefined) continue;
      const before = first.get(mac);
      if (!before) first.set(mac, device);
      else
        report.add(
          'error',
          'duplicate-mac',
          device.place,
          `${id} has MAC address "${mac}", expected one that no other port has`,
          {
            on: id,
            related: [{ text: 'the first one', place: before.place }],
          },
        );
    }
};
