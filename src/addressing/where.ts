import { contains, type Ip, ipText, parseIp, parsePrefix } from '#base/ip.ts';
import type { Address, Device, Door, Network } from '#model/network.ts';
import { digitsBack } from './ipv6.ts';
import {
  doorAddress,
  gatewayTunnelAddress,
  operatorAddress,
  rendezvousTunnelAddress,
  stationAddress,
} from './pools.ts';
import { reckoningOf, wouldBe } from './reckon.ts';

/** One answer to "where is it": an address or network, who has it, and why it is that one. */
export interface Where {
  /** `10.1.7.102`, or a network such as `10.101.1.0/24`. */
  readonly address: string;
  /** Its IPv6 address, with the same digits. */
  readonly ipv6?: string;
  /** A port, device, operator, station or network; absent if nothing has the address. */
  readonly owner?: string;
  /** What it is: `BMC of a server`, `VPN address of an operator`. */
  readonly what: string;
  /** How a person works it out: `site 1, rack 7, server 100 + 2`. */
  readonly reckoning?: string;
}

const WHAT: Readonly<Record<Address['network'], string>> = {
  management: 'management address',
  production: 'production address',
  outside: 'outside address',
  interlink: 'address on an interlink',
  tunnel: 'address in a tunnel',
};

const ofAddress = (network: Network, address: Address): Where => {
  const device = network.devices.find((d) => d.id === address.device);
  const port = device?.ports.find((p) => p.id === address.port);
  const reckoning =
    device && port && address.network === 'management' ? reckoningOf(network, device, port) : undefined;
  const prefix = network.uplinks.find((u) => u.id === address.uplink)?.prefix;
  const why = reckoning ?? (address.network === 'production' && prefix ? `from prefix ${prefix}` : undefined);
  const what = `${WHAT[address.network]}${device ? ` of a ${device.role}` : ''}${port ? `, ${port.kind} port` : ''}`;
  return {
    address: address.ip,
    ...(address.ip6 === undefined ? {} : { ipv6: address.ip6 }),
    owner: address.port,
    what,
    ...(why === undefined ? {} : { reckoning: why }),
  };
};

const shared = (network: Network): Where[] =>
  network.pairs.map((pair) => ({
    address: pair.shared,
    ...(pair.shared6 === undefined ? {} : { ipv6: pair.shared6 }),
    owner: pair.gateways.join(', '),
    what: `inside address that the gateways of site ${pair.site} share`,
    reckoning: `site ${network.sites.find((s) => s.id === pair.site)?.number}, rack 0, host 1`,
  }));

const inPool = (network: Network, door: Door): Where[] => [
  { address: door.pool, owner: door.gateway, what: 'VPN pool of a gateway' },
  { address: doorAddress(door), owner: door.gateway, what: "gateway's end of its VPN" },
  ...network.operators.map((o) => ({
    address: operatorAddress(door, o),
    owner: o.id,
    what: `VPN address of an operator by way of ${door.gateway}`,
    reckoning: `pool ${door.pool}, operator 9 + ${o.number}`,
  })),
  ...network.stations.map((s) => ({
    address: stationAddress(door, s),
    owner: s.id,
    what: `VPN address of a station by way of ${door.gateway}`,
    reckoning: `pool ${door.pool}, station 199 + ${s.number}`,
  })),
];

const tunnels = (network: Network): Where[] => [
  ...network.devices
    .filter((d) => d.role === 'rendezvous')
    .map((d) => ({
      address: rendezvousTunnelAddress(network, d.id),
      owner: d.id,
      what: "rendezvous' end of its tunnels",
    })),
  ...network.doors.flatMap((door) => {
    const address = gatewayTunnelAddress(network, door);
    const what = `gateway's end of its tunnel to ${door.rendezvous}`;
    return address === undefined ? [] : [{ address, owner: door.gateway, what }];
  }),
];

const outside = (network: Network): Where[] => [
  ...network.stations.map((s) => ({
    address: s.address.split('/')[0]!,
    owner: s.id,
    what: 'outside address of a station',
  })),
  ...network.places.map((p) => ({
    address: p.prefix,
    owner: p.id,
    what: 'network that operators come from',
  })),
  ...network.uplinks.flatMap((u) =>
    u.prefix === undefined ? [] : [{ address: u.prefix, owner: u.id, what: 'production prefix' }],
  ),
];

/** Everything that has an address or is a network, besides the ports of devices. */
const besides = (network: Network): Where[] => [
  ...shared(network),
  ...network.doors.flatMap((door) => inPool(network, door)),
  ...tunnels(network),
  ...outside(network),
];

const holds = (where: Where, ip: Ip): boolean => {
  const prefix = parsePrefix(where.address);
  return prefix !== undefined && contains(prefix, ip);
};

const byAddress = (network: Network, text: string, ip: Ip): Where[] => {
  const others = besides(network);
  const exact = [
    ...network.addresses.filter((a) => a.ip === text).map((a) => ofAddress(network, a)),
    ...others.filter((w) => w.address === text),
  ];
  if (exact.length > 0) return exact;
  const around = others.filter((w) => holds(w, ip)).map((w) => ({ ...w, what: `free, in the ${w.what}` }));
  if (around.length > 0) return around;
  const role = ip.version === 4 ? wouldBe(network, ip.value) : undefined;
  return role === undefined ? [] : [{ address: text, what: `free, would be ${role}` }];
};

/** What nobody says of a device's IPv6 is that it has none. */
const withoutIpv6 = (where: Where, text: string): Where => ({
  address: text,
  what: `free, kept for ${where.owner ?? where.what}, which has ${where.address} only`,
});

/** An IPv6 address is where the IPv4 address with its digits is, if that has both. */
const byIpv6 = (network: Network, ip: Ip): Where[] => {
  const ip4 = digitsBack(network, ip);
  const value = ip4 === undefined ? undefined : parseIp(ip4);
  if (ip4 === undefined || value === undefined) return [];
  const text = ipText(ip);
  return byAddress(network, ip4, value).map((where) => {
    if (where.ipv6 === text) return where;
    return where.address === ip4 && where.owner !== undefined
      ? withoutIpv6(where, text)
      : { ...where, address: text };
  });
};

const named = (network: Network, name: string): Device[] => {
  const exact = network.devices.filter((d) => d.id === name);
  return exact.length > 0 ? exact : network.devices.filter((d) => d.id.endsWith(`/${name}`));
};

const byName = (network: Network, text: string): Where[] => {
  const [name = '', port] = [
    text.split(':')[0],
    text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined,
  ];
  const ids = new Set(named(network, name).map((d) => (port === undefined ? d.id : `${d.id}:${port}`)));
  const own = network.addresses.filter((a) => ids.has(port === undefined ? a.device : a.port));
  const others = besides(network).filter((w) =>
    (w.owner ?? '').split(', ').some((o) => ids.has(o) || o === text),
  );
  return [...own.map((a) => ofAddress(network, a)), ...others];
};

/**
 * Where an address is (`10.1.7.102`, `fd12:3456:789a:1::7:102`), or which addresses a device, port, operator, station or network has
 * (`zrh1/r07/srv02`, `zrh1/r07/srv02:bmc`, `srv02`, `alice`). Needs nothing but the network. Empty: it is not in the
 * plan and nobody has it.
 */
export const whereIs = (network: Network, text: string): Where[] => {
  const ip = parseIp(text);
  if (!ip) return byName(network, text);
  return ip.version === 6 ? byIpv6(network, ip) : byAddress(network, text, ip);
};
