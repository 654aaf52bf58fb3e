import { parseIp } from '#base/ip.ts';
import { perObject } from '#base/memo.ts';
import type { Network } from '#model/network.ts';
import { interfaceName } from '../_interface.ts';
import { ccdName, OOB_TUN, RDV_TUN } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { addressFacts } from './addresses.ts';
import type { Fact } from './origin.ts';

/** What a line names, looked up in the network. */
export interface Found {
  readonly facts: readonly Fact[];
  readonly unknown: readonly string[];
}

/** Addresses that mean the same on every host: loopback, any, masks, the groups of VRRP (RFC 5798 section 5.1.1.2) and IGMP (RFC 3376 section 4). */
const EVERYWHERE = /^(127\.0\.0\.[01]|0\.0\.0\.0|255(\.\d+){3}|224\.0\.0\.(18|22))(\/\d+)?$/;
/** The same of IPv6: what is on one link only, neighbours and groups (RFC 4291 sections 2.4 and 2.7). */
const ON_A_LINK = /^(fe80|ff0[0-9a-f]):/;
/** Words that may be an address of IPv6; a MAC address and a time are none. */
const WORD6 = /(?<![\w:.])[\da-f]{1,4}:[\da-f:]*:[\da-f:]*(?:\/\d{1,3})?/g;
/** `10.101.1.10-10.101.1.199`: the people of a door, and not whoever happens to be first. */
const RANGE = /(\d+(?:\.\d+){3})-\d+(?:\.\d+){3}/g;
const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\d.]\d)/g;
/** `zrh1/r01/srv02:bmc`; a port's name ends where a word does. */
const PATH = /(?<![\w./-])[A-Za-z0-9-]+\/[A-Za-z0-9-]+\/[A-Za-z0-9-]+(?::[A-Za-z0-9_./-]+)?/g;
const WORD = /[A-Za-z][A-Za-z0-9_.-]*/g;
/** What is said to people only. */
const REMARK = /(comment|prefix) "[^"]*"/g;

/** Renderers whose lines name people. */
const NAMES_PEOPLE: ReadonlySet<string> = new Set(['openvpn', 'wireguard', 'ssh-config', 'sshd', 'sysusers']);

const isIpv6 = (word: string): boolean => parseIp(word.replace(/\/\d+$/, ''))?.version === 6;

const addressesIn = (context: RenderContext, text: string): Found => {
  const table = addressFacts(context);
  const facts: Fact[] = [];
  const unknown: string[] = [];
  for (const [range, first = ''] of text.matchAll(RANGE)) {
    const doors = table.get(first)?.filter(({ kind }) => kind === 'door') ?? [];
    if (doors.length > 0) facts.push(...doors);
    else unknown.push(range);
  }
  const rest = text.replace(RANGE, ' ');
  const words6 = [...rest.matchAll(WORD6)].map(([word]) => word).filter(isIpv6);
  for (const address of [...[...rest.matchAll(ADDRESS)].map(([word]) => word), ...words6]) {
    if (EVERYWHERE.test(address) || ON_A_LINK.test(address)) continue;
    const found = table.get(address) ?? table.get(address.replace(/\/\d+$/, ''));
    if (found) facts.push(...found);
    else unknown.push(address);
  }
  return { facts, unknown };
};

const devicesById = perObject((network: Network) => new Map(network.devices.map((d) => [d.id, d])));

const pathFact = (context: RenderContext, path: string): Fact[] => {
  const device = devicesById(context.network).get(path.replace(/:.*/, ''));
  if (!device) return [];
  const port = device.ports.find((p) => p.id === path);
  return [port ? { kind: 'port', id: port.id } : { kind: 'device', id: device.id }];
};

const pathsIn = (context: RenderContext, text: string): Fact[] =>
  [...text.matchAll(PATH)].flatMap(([path]) => pathFact(context, path));

/** Interfaces of the host by their names: its ports, and the tunnels of its door. */
const interfaces = (context: RenderContext, host: Host | undefined): Map<string, Fact> => {
  const names = new Map<string, Fact>();
  if (!host) return names;
  const door = context.doorOf(host.device.id);
  const meeting = door?.rendezvous ?? (host.device.role === 'rendezvous' ? host.device.id : undefined);
  if (door) names.set(OOB_TUN, { kind: 'door', id: door.id });
  if (meeting !== undefined) names.set(RDV_TUN, { kind: 'rendezvous', id: meeting });
  for (const port of host.device.ports) names.set(interfaceName(port), { kind: 'port', id: port.id });
  return names;
};

/** Operators and stations by the names that stand in files. */
const people = perObject(
  ({ operators, stations }: Network): ReadonlyMap<string, Fact> =>
    new Map<string, Fact>([
      ...operators.map(({ id }) => [id, { kind: 'operator', id } as const] as const),
      ...stations.map(({ id }) => [id, { kind: 'station', id } as const] as const),
    ]),
);

/** A file of a client is named after it: `ccd/alice`, `authorized_keys/bob`, `ccd-rdv/zrh1_r01_gw2`. */
const owner = (context: RenderContext, path: string): Fact[] => {
  const [, name = ''] = path.match(/\/(?:ccd|ccd-rdv|authorized_keys)\/([^/]+)$/) ?? [];
  if (name === '') return [];
  const device = context.network.devices.find((d) => ccdName(d.id) === name);
  const fact = people(context.network).get(name);
  return fact ? [fact] : device ? [{ kind: 'device', id: device.id }] : [];
};

const unique = (facts: readonly Fact[]): Fact[] => [
  ...new Map(facts.map((fact) => [`${fact.kind} ${fact.id}`, fact])).values(),
];

/** The facts that a line names by address, path, interface or person, in the order in which it does. */
export const factsIn = (
  context: RenderContext,
  host: Host | undefined,
  renderer: string,
  path: string,
  line: string,
): Found => {
  const text = line.replace(REMARK, '');
  const { facts, unknown } = addressesIn(context, text);
  const words = text.replace(PATH, ' ').replace(/\/(?:etc|usr|run|var)\/\S+/g, ' ');
  const named = NAMES_PEOPLE.has(renderer) ? people(context.network) : interfaces(context, host);
  const byWord = [...words.matchAll(WORD)].flatMap(([word]) => named.get(word) ?? []);
  return {
    facts: unique([...facts, ...pathsIn(context, line), ...byWord, ...owner(context, path)]),
    unknown,
  };
};
