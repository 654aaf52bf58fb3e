import type { Neighbour } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { type Json, member } from './json.ts';
import { dataOf, elements, withoutUnit } from './junos.ts';
import { farOf, portsOf } from './lldpd.ts';

const isMac = (subtype: string | undefined): boolean => /mac/i.test(subtype ?? '');

/** The brief form has description or id of the far port, the detailed one both; the local port's element was renamed once. */
const neighbourOf = (one: Json, { device = '', by }: Origin): Neighbour[] => {
  const port = dataOf(one, 'lldp-local-port-id', 'lldp-local-interface');
  if (port === undefined) return [];
  const subtype = dataOf(one, 'lldp-remote-chassis-id-subtype');
  const chassis = { type: isMac(subtype) ? 'mac' : subtype, value: dataOf(one, 'lldp-remote-chassis-id') };
  const portType = isMac(dataOf(one, 'lldp-remote-port-id-subtype')) ? 'mac' : undefined;
  const ports = portsOf(
    portType,
    dataOf(one, 'lldp-remote-port-id'),
    dataOf(one, 'lldp-remote-port-description'),
  );
  const address = dataOf(one, 'lldp-remote-management-address');
  const far = farOf(
    dataOf(one, 'lldp-remote-system-name'),
    chassis,
    address === undefined ? [] : [address],
    ports,
  );
  return [{ device, port: withoutUnit(port), far, by }];
};

/** Junos: `lldp-neighbors-information` holds one `lldp-neighbor-information` a neighbour (Junos XML API, get-lldp-neighbors-information). */
export const junosLldp: Format = {
  id: 'junos-lldp',
  command: 'show lldp neighbors | display json',
  needsDevice: true,
  detect: (value) => Array.isArray(member(value, 'lldp-neighbors-information')),
  read: (value, origin) => ({
    neighbours: elements(
      elements([value], 'lldp-neighbors-information'),
      'lldp-neighbor-information',
    ).flatMap((one) => neighbourOf(one, origin)),
  }),
};
