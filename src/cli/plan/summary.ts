import { naturalCompare } from '#base/natural.ts';
import type { Device, Door, Network, Site } from '#model/network.ts';
import { ROLES, type Role } from '#model/role.ts';
import type { Style } from '../output/style.ts';

/** `1 rack`, `3 racks`, `2 management switches`. */
export const counted = (n: number, word: string): string => {
  const plural = /(ch|s)$/.test(word) ? `${word}es` : `${word}s`;
  return `${n} ${n === 1 ? word : plural}`;
};

const roleWord = (role: Role): string => (role === 'pdu' ? 'PDU' : role.replace('-', ' '));

const byRole = (devices: readonly Device[]): string =>
  ROLES.map((role) => [role, devices.filter((d) => d.role === role).length] as const)
    .filter(([role, n]) => n > 0 && role !== 'rendezvous')
    .map(([role, n]) => counted(n, roleWord(role)))
    .join(', ');

const siteLine = (network: Network, site: Site): [string, string] => {
  const racks = network.racks.filter((r) => r.site === site.id);
  const devices = byRole(network.devices.filter((d) => d.site === site.id));
  return [`site ${site.id}`, `${counted(racks.length, 'rack')}: ${devices || 'no devices'}`];
};

const doorLine = (network: Network, door: Door): [string, string] => {
  const uplink = network.uplinks.find((u) => u.id === door.uplink);
  const way = door.rendezvous ? `, which dials out to ${door.rendezvous}` : '';
  return [
    'door',
    `${door.address} udp ${door.port}: ${door.gateway}, ${uplink?.medium ?? ''} of ${uplink?.provider ?? ''}${way}`,
  ];
};

const providersLine = (network: Network): [string, string] => {
  const of = (purpose: 'production' | 'management') =>
    [...new Set(network.uplinks.filter((u) => u.purpose === purpose).map((u) => u.provider))].sort(
      naturalCompare,
    );
  return [
    'providers',
    `production ${of('production').join(', ') || 'none'}; management ${of('management').join(', ') || 'none'}`,
  ];
};

const peopleLine = (network: Network): [string, string] => [
  'people',
  [
    counted(network.operators.length, 'operator'),
    `${counted(network.places.length, 'network')} to come from`,
    counted(network.stations.length, 'monitoring station'),
  ].join(', '),
];

/** Sites beyond these are counted, not listed. */
const MOST_SITES = 4;

const siteLines = (network: Network): [string, string][] => {
  const listed = network.sites.slice(0, MOST_SITES).map((site) => siteLine(network, site));
  const more = network.sites.length - listed.length;
  return more > 0 ? [...listed, ['', `and ${counted(more, 'more site')}`]] : listed;
};

/** The network in about ten lines: sites, doors, providers, people, cables. */
export const summaryText = (network: Network, style: Style): string => {
  const wired = network.cables.filter((c) => c.origin === 'wired').length;
  const doors = network.doors.slice(0, MOST_SITES).map((door) => doorLine(network, door));
  const lines: [string, string][] = [
    ...siteLines(network),
    ...doors,
    ...(network.doors.length > doors.length
      ? ([['', `and ${counted(network.doors.length - doors.length, 'more door')}`]] as [string, string][])
      : []),
    providersLine(network),
    peopleLine(network),
    ['cables', `${network.cables.length - wired} written, ${wired} wired by the rules`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const prefixes = [network.prefix, ...(network.ipv6 ? [network.ipv6.prefix] : [])].join(' and ');
  const title = `${network.name}: ${prefixes}, scenario ${network.scenario}`;
  return `${style.bold(title)}\n${lines.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('')}`;
};
