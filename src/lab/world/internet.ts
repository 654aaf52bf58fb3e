import { contains, ipText, networkText, nthAddress, type Prefix, parseIp, parsePrefix } from '#base/ip.ts';
import { must } from '#base/result.ts';
import type { Network, Provider, Station, Uplink } from '#model/network.ts';
import type { OutsideAddress } from '#render/context.ts';

/** Customers of one provider in one subnet: they share the provider's address there. */
export interface CustomerNet {
  readonly provider: string;
  /** `203.0.113.0/29` */
  readonly subnet: string;
  /** The provider's address with length. */
  readonly gateway: string;
  readonly customers: readonly Customer[];
  /** Behind the NAT of a mobile operator: it gave no address of its own. */
  readonly mobile: boolean;
  readonly inbound: boolean;
  readonly landlord: boolean;
  readonly mtu: number;
}

/** Whatever hangs on a provider: an uplink, or a monitoring station. */
export interface Customer {
  /** The id of the wire. */
  readonly id: string;
  /** Address with length. */
  readonly address: string;
  /** Prefixes that are routed to it. */
  readonly prefixes: readonly string[];
}

/** The lab's Internet, as addresses: who is whose customer, and what the inventory left to the provider. */
export interface Internet {
  readonly nets: readonly CustomerNet[];
  readonly outside: Readonly<Record<string, OutsideAddress>>;
  /** Between a provider and the core, or the provider it rides on. The first is the upper end's. */
  readonly transit: ReadonlyMap<string, { readonly upper: string; readonly lower: string }>;
}

const prefixOf = (text: string): Prefix => must(parsePrefix(text), `prefix in "${text}"`);
const hostText = (prefix: Prefix, n: number): string => `${ipText(nthAddress(prefix, n))}/${prefix.length}`;
const ipOf = (address: string): string => address.replace(/\/.*/, '');

/** Small subnets one after the other, from ranges that no inventory uses (RFC 2544, RFC 6598). */
const subnets = (range: string) => {
  const first = prefixOf(range).ip;
  let next = 0;
  return (): Prefix => ({ ip: { version: 4, value: first.value + BigInt(4 * next++) }, length: 30 });
};

interface Wanted {
  readonly provider: string;
  readonly uplink?: Uplink;
  readonly customer: Customer;
  readonly gateway: string;
}

const wantedUplinks = (network: Network, outside: Record<string, OutsideAddress>): Wanted[] => {
  const mobile = subnets('100.64.0.0/10');
  const wired = subnets('198.19.0.0/16');
  return network.uplinks.map((uplink) => {
    let address = uplink.address;
    let gateway = uplink.gateway;
    if (address === undefined) {
      const net = (uplink.medium === 'mobile' ? mobile : wired)();
      gateway = ipText(nthAddress(net, 1));
      address = hostText(net, 2);
      outside[uplink.id] = { address, gateway };
    }
    const next = gateway ?? ipText(nthAddress(prefixOf(address), 1));
    const prefixes = uplink.prefix === undefined ? [] : [uplink.prefix];
    return {
      provider: uplink.provider,
      uplink,
      gateway: next,
      customer: { id: uplink.id, address, prefixes },
    };
  });
};

const wantedStation = (station: Station): Wanted => ({
  provider: station.provider,
  gateway: ipText(nthAddress(prefixOf(station.address), 1)),
  customer: { id: `station/${station.id}:eth0`, address: station.address, prefixes: [] },
});

/** Services stand alone, each in a small network of its own, above the transit networks. */
const wantedServices = (services: readonly Service[]): Wanted[] => {
  const next = subnets('198.18.128.0/17');
  return services.map(({ id, provider }) => {
    const net = next();
    return {
      provider,
      gateway: ipText(nthAddress(net, 1)),
      customer: { id, address: hostText(net, 2), prefixes: [] },
    };
  });
};

/** A host that a provider runs for us. */
export interface Service {
  /** The id of its wire. */
  readonly id: string;
  readonly provider: string;
}

const grouped = (wanted: readonly Wanted[]): CustomerNet[] => {
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const key = `${one.provider} ${networkText(prefixOf(one.customer.address))}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((members) => {
    const { provider, customer, gateway, uplink } = members[0]!;
    const prefix = prefixOf(customer.address);
    return {
      provider,
      subnet: networkText(prefix),
      gateway: `${gateway}/${prefix.length}`,
      customers: members.map((member) => member.customer),
      mobile: uplink?.medium === 'mobile' && uplink.address === undefined,
      inbound: uplink?.inbound ?? true,
      landlord: uplink?.landlord ?? false,
      mtu: uplink?.mtu ?? 1500,
    };
  });
};

const transits = (providers: readonly Provider[]): Internet['transit'] => {
  const next = subnets('198.18.0.0/16');
  return new Map(
    providers.map(({ id }) => {
      const net = next();
      return [id, { upper: hostText(net, 1), lower: hostText(net, 2) }];
    }),
  );
};

/** Plans the Internet of a lab around the network's uplinks and stations, and services outside. */
export const planInternet = (network: Network, services: readonly Service[] = []): Internet => {
  const outside: Record<string, OutsideAddress> = {};
  const wanted = [
    ...wantedUplinks(network, outside),
    ...network.stations.map(wantedStation),
    ...wantedServices(services),
  ];
  return { nets: grouped(wanted), outside, transit: transits(network.providers) };
};

/** Prefixes that the Internet must route to a provider: its customers', and those of providers that ride on it. */
export const announced = (network: Network, internet: Internet, provider: string): string[] => [
  ...new Set(routedTo(network, internet, provider)),
];

const routedTo = (network: Network, internet: Internet, provider: string): string[] => [
  ...internet.nets
    .filter((net) => net.provider === provider && !net.mobile)
    .flatMap((net) => [net.subnet, ...net.customers.flatMap((customer) => customer.prefixes)]),
  ...internet.nets
    .filter((net) => net.provider === provider && net.mobile)
    .flatMap(publicOf(internet, provider)),
  ...network.providers
    .filter((p) => p.upstream === provider)
    .flatMap((p) => announced(network, internet, p.id)),
];

/** A mobile operator's customers appear as its own address on the Internet. */
const publicOf = (internet: Internet, provider: string) => (): string[] => [
  `${ipOf(internet.transit.get(provider)!.lower)}/32`,
];

/** Where operators come from, with the first host as the access router. */
export const operatorNets = (
  network: Network,
): { id: string; subnet: string; router: string; host: (n: number) => string }[] =>
  network.places.map((place) => {
    const prefix = prefixOf(place.prefix);
    return {
      id: place.id,
      subnet: networkText(prefix),
      router: hostText(prefix, 1),
      host: (n) => {
        const address = hostText(prefix, n + 2);
        if (!contains(prefix, must(parseIp(ipOf(address)), address)))
          throw new Error(`${place.prefix} is too small for the lab's laptops`);
        return address;
      },
    };
  });

export { ipOf };
