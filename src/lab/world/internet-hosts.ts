import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { LabHost, LabWire } from '../plan.ts';
import { announced, type CustomerNet, type Internet, ipOf, operatorNets } from './internet.ts';
import { ipBatch, ruleset, sysctls } from './unit-files.ts';

/** Hosts and wires of the lab's Internet: a core, a router per provider, unkind as the real ones are. */

export const CORE = 'internet';
export const providerHost = (id: string): string => `provider/${id}`;

const ROUTER = sysctls({ 'net.ipv4.ip_forward': '1', 'net.ipv4.conf.all.send_redirects': '0' });

const labHost = (id: string, files: readonly RenderedFile[]): LabHost => ({
  id,
  chassis: id,
  files,
  supplies: [],
  dataPlane: { interfaces: [] },
});

const bridge = (name: string, address: string, ports: readonly string[], mtu = 1500): string[] => [
  `link add name ${name} type bridge stp_state 0 forward_delay 0`,
  ...ports.flatMap((port) => [
    `link set dev ${port} mtu ${mtu}`,
    `link set dev ${port} master ${name}`,
    `link set dev ${port} up`,
  ]),
  `link set dev ${name} up`,
  `addr add ${address} dev ${name}`,
];

const customerPort = (net: number, customer: number): string => `c${net}-${customer}`;

const customerLines = (net: CustomerNet, at: number): string[] => [
  ...bridge(
    `net${at}`,
    net.gateway,
    net.customers.map((_, n) => customerPort(at, n)),
    net.mtu,
  ),
  ...net.customers.flatMap(({ address, prefixes }) =>
    prefixes.map((prefix) => `route add ${prefix} via ${ipOf(address)}`),
  ),
];

/** BCP 38: from a customer come only the customer's addresses. */
const sourceFilter = (net: CustomerNet, at: number): string => {
  const own = [net.subnet, ...net.customers.flatMap((customer) => customer.prefixes)];
  return `    iifname "net${at}" ip saddr != { ${own.join(', ')} } counter drop`;
};

/** A landlord's LAN lets operators' networks in; who takes nothing inbound lets answers in. */
const inboundFilter = (network: Network, net: CustomerNet, at: number): string[] => {
  const known = '    ct state established,related accept';
  const operators = network.places.map((place) => place.prefix).join(', ');
  if (net.landlord) return [known, `    oifname "net${at}" ip saddr != { ${operators} } counter drop`];
  return net.inbound ? [] : [known, `    oifname "net${at}" counter drop`];
};

const providerRules = (network: Network, nets: readonly CustomerNet[]): string => {
  const nat = nets.some((net) => net.mobile)
    ? [
        '  chain nat {',
        '    type nat hook postrouting priority srcnat;',
        '    oifname "core" ip saddr 100.64.0.0/10 masquerade',
        '  }',
      ]
    : [];
  return [
    'table inet lab {',
    '  chain forward {',
    '    type filter hook forward priority 0; policy accept;',
    ...nets.map(sourceFilter),
    ...nets.flatMap((net, at) => inboundFilter(network, net, at)),
    '  }',
    ...nat,
    '}',
    '',
  ].join('\n');
};

const riders = (network: Network, upstream: string | undefined) =>
  network.providers.filter((provider) => provider.upstream === upstream);

/** Ports and routes towards the providers that ride on this host. */
const riderLines = (network: Network, internet: Internet, upstream: string | undefined): string[] =>
  riders(network, upstream).flatMap((provider, at) => {
    const { upper, lower } = internet.transit.get(provider.id)!;
    const routes = announced(network, internet, provider.id).filter(
      (prefix) => prefix !== `${ipOf(lower)}/32`,
    );
    return [
      `addr add ${upper} dev rider${at}`,
      `link set dev rider${at} up`,
      ...routes.map((prefix) => `route add ${prefix} via ${ipOf(lower)}`),
    ];
  });

const providerFiles = (network: Network, internet: Internet, id: string): RenderedFile[] => {
  const nets = internet.nets.filter((net) => net.provider === id);
  const { upper, lower } = internet.transit.get(id)!;
  const lines = [
    `addr add ${lower} dev core`,
    'link set dev core up',
    `route add default via ${ipOf(upper)}`,
    ...nets.flatMap(customerLines),
    ...riderLines(network, internet, id),
  ];
  return [...ROUTER, ...ipBatch(lines), ...ruleset(providerRules(network, nets))];
};

/** Where attackers come from: the end of the range of transit networks, which begin at its start. */
const STRANGER_NET = '198.18.255.0/24';
export const STRANGERS: readonly string[] = Array.from({ length: 64 }, (_, n) => `198.18.255.${n + 1}`);

/** Where the n-th laptop of a network of operators is plugged in. */
export const laptopPort = (place: number, n: number): string => `laptop${place}-${n}`;

/** Laptops by the place of their network in the list. */
type Laptops = readonly (readonly string[])[];

const coreFiles = (network: Network, internet: Internet, laptops: Laptops): RenderedFile[] => {
  const access = operatorNets(network).flatMap((net, at) => {
    const ports = (laptops[at] ?? []).map((_, n) => laptopPort(at, n));
    return bridge(`access${at}`, net.router, ports);
  });
  const strangers = [`route add local ${STRANGER_NET} dev lo`];
  const lines = [...riderLines(network, internet, undefined), ...access, ...strangers];
  return [...ROUTER, ...ipBatch(lines)];
};

/** The core and the providers. */
export const internetHosts = (network: Network, internet: Internet, laptops: Laptops): LabHost[] => [
  labHost(CORE, coreFiles(network, internet, laptops)),
  ...network.providers.map(({ id }) => labHost(providerHost(id), providerFiles(network, internet, id))),
];

/** Where a customer's wire ends at its provider. */
export const providerEnd = (internet: Internet, customer: string): LabWire['a'] => {
  for (const provider of new Set(internet.nets.map((net) => net.provider))) {
    const nets = internet.nets.filter((net) => net.provider === provider);
    for (const [at, net] of nets.entries()) {
      const n = net.customers.findIndex((one) => one.id === customer);
      if (n >= 0) return { host: providerHost(provider), iface: customerPort(at, n) };
    }
  }
  throw new Error(`nobody's customer: ${customer}`);
};

/** Wires between providers, those that they ride on, and the core. */
export const transitWires = (network: Network): LabWire[] =>
  [undefined, ...network.providers.map((provider) => provider.id)].flatMap((upstream) =>
    riders(network, upstream).map((provider, at) => ({
      id: `transit/${provider.id}`,
      a: { host: upstream === undefined ? CORE : providerHost(upstream), iface: `rider${at}` },
      b: { host: providerHost(provider.id), iface: 'core' },
    })),
  );
