import type { Neighbour } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, member, objectOf, objectsOf, textOf } from './json.ts';
import { farOf } from './lldpd.ts';
import { macOf } from './mac.ts';

/** A neighbour without system name is listed by its chassis id, in Cisco's spelling of a MAC address. */
const brief = (one: Json, { device = '', by }: Origin): Neighbour[] => {
  const port = textOf(member(one, 'port'));
  const name = textOf(member(one, 'neighborDevice'));
  if (port === undefined || name === undefined) return [];
  const ports = [textOf(member(one, 'neighborPort'))].filter((text) => text !== undefined);
  const chassis = { type: undefined, value: macOf(name) };
  return [{ device, port, far: farOf(macOf(name) ? undefined : name, chassis, [], ports), by }];
};

const unquoted = (text: string | undefined): string | undefined => text?.replace(/^"(.*)"$/, '$1');

const detailed = (port: string, one: Json, { device = '', by }: Origin): Neighbour => {
  const far = member(one, 'neighborInterfaceInfo');
  const ports = [
    firstText(far, 'interfaceId_v2'),
    unquoted(firstText(far, 'interfaceId')),
    firstText(far, 'interfaceDescription'),
  ];
  const addresses = objectsOf(member(one, 'managementAddresses')).flatMap(
    (a) => firstText(a, 'address') ?? [],
  );
  const chassis = { type: undefined, value: firstText(one, 'chassisId') };
  const known = [...new Set(ports.filter((text) => text !== undefined))];
  return { device, port, far: farOf(firstText(one, 'systemName'), chassis, addresses, known), by };
};

/**
 * EOS: a list of `{port, neighborDevice, neighborPort, ttl}`; with `detail` an object by port of `lldpNeighborInfo`
 * (EOS eAPI, "show lldp neighbors").
 */
export const eosLldp: Format = {
  id: 'eos-lldp',
  command: 'show lldp neighbors | json',
  needsDevice: true,
  detect: (value) => member(value, 'lldpNeighbors') !== undefined,
  read: (value, origin) => {
    const all = member(value, 'lldpNeighbors');
    if (Array.isArray(all)) return { neighbours: objectsOf(all).flatMap((one) => brief(one, origin)) };
    const neighbours = Object.entries(objectOf(all) ?? {}).flatMap(([port, held]) =>
      objectsOf(member(held, 'lldpNeighborInfo')).map((one) => detailed(port, one, origin)),
    );
    return { neighbours };
  },
};
