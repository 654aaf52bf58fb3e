import { contains, parseIp } from '#base/ip.ts';
import type { Leg, Leg6 } from '../_legs.ts';
import { prefixOf } from '../_prefix.ts';

/**
 * Lines for `ip -batch`. `links` create what may be there already, so that part runs with -force and may fail;
 * `setup` can be said again and again and must succeed.
 */
export interface Batch {
  readonly links: readonly string[];
  readonly setup: readonly string[];
}

export const EMPTY: Batch = { links: [], setup: [] };

export const joinBatches = (...parts: readonly Batch[]): Batch => ({
  links: parts.flatMap((part) => part.links),
  setup: parts.flatMap((part) => part.setup),
});

/** Marks our rules, so that a second run replaces them and nobody else's. Any number from 5 up is free (rtnetlink(7)). */
const PROTOCOL = 82;
/** Routing tables of single addresses count from here; the rules that choose them too, one preference each. */
const FIRST_TABLE = 100;
const FIRST_PREFERENCE = 1000;
/** The rendezvous tunnel's table. */
export const RENDEZVOUS_TABLE = 99;

const via = (leg: Leg): string => {
  const hop = parseIp(leg.nextHop ?? '');
  const near = hop !== undefined && contains(prefixOf(leg.prefix), hop);
  return `via ${leg.nextHop} dev ${leg.iface}${near ? '' : ' onlink'}`;
};

/** Brings interfaces up, each once, with the MTU of the uplink on it. */
export const interfaces = (legs: readonly Leg[]): Batch => {
  const dual = new Set(legs.filter((leg) => leg.v6).map((leg) => leg.iface));
  const mtus = new Map<string, number | undefined>();
  for (const leg of legs) mtus.set(leg.iface, leg.uplink?.mtu ?? mtus.get(leg.iface));
  const up = ([iface, mtu]: [string, number | undefined]): string =>
    `link set dev ${iface}${mtu === undefined || mtu === 1500 ? '' : ` mtu ${mtu}`} up`;
  // Before they are up: its link-local address is of the plan too.
  const named = [...dual].map((iface) => `link set dev ${iface} addrgenmode none`);
  return { links: [], setup: [...named, ...[...mtus].map(up)] };
};

/** One line an address. */
export const addresses = (legs: readonly Leg[]): Batch => ({
  links: [],
  setup: legs.flatMap(({ ip, length, iface, v6 }) => [
    `address replace ${ip}/${length} dev ${iface}`,
    ...(v6 ? addresses6(iface, v6) : []),
  ]),
});

/** The plan gives no address twice, so nobody waits to find out (RFC 4862 section 5.4): a boot takes no second longer. */
const addresses6 = (iface: string, { ip, length, link }: Leg6): string[] =>
  [`${link}/64`, `${ip}/${length}`].map((address) => `address replace ${address} dev ${iface} nodad`);

/** Legs that lead out, those towards the Internet first: the first of them carries the host's own traffic. */
export const leading = (legs: readonly Leg[]): readonly Leg[] => {
  const out = legs.filter((leg) => leg.nextHop !== undefined);
  return [
    ...out.filter((leg) => leg.network !== 'management'),
    ...out.filter((leg) => leg.network === 'management'),
  ];
};

/** The host's default route. */
export const defaultRoute = (legs: readonly Leg[]): Batch => {
  const first = leading(legs)[0];
  const dual = legs.find((leg) => leg.v6?.nextHop !== undefined);
  return {
    links: [],
    setup: [
      ...(first ? [`route replace default ${via(first)}`] : []),
      ...(dual ? [`route replace default via ${dual.v6?.nextHop} dev ${dual.iface}`] : []),
    ],
  };
};

/** What starts from a source leaves by a default route of its own. */
export interface SourceRule {
  /** An address or a prefix. */
  readonly from: string;
  readonly table: number;
}

const tables = (legs: readonly Leg[]): string[] =>
  legs.map((leg, at) => `route replace default ${via(leg)} table ${FIRST_TABLE + at}`);

const legRules = (legs: readonly Leg[]): SourceRule[] =>
  legs.flatMap((leg, at) => {
    const sources = [leg.ip, ...(leg.uplink?.prefix ? [leg.uplink.prefix] : [])];
    return sources.map((from) => ({ from, table: FIRST_TABLE + at }));
  });

/**
 * A routing table and rule per address that leads out, so that answers leave the way that they came in. Known networks
 * come first: `suppress_prefixlength 0` reads the main table without its default route (ip-rule(8)).
 */
export const sourceRouting = (
  legs: readonly Leg[],
  more: readonly SourceRule[] = [],
  always = false,
): Batch => {
  const out = leading(legs);
  const rules = [...more, ...legRules(out)];
  if (rules.length === 0 || (out.length < 2 && !always)) return EMPTY;
  const known = `rule add pref ${FIRST_PREFERENCE - 1} lookup main suppress_prefixlength 0 protocol ${PROTOCOL}`;
  return {
    links: [],
    setup: [
      ...tables(out),
      `rule flush protocol ${PROTOCOL}`,
      known,
      ...rules.map(
        ({ from, table }, at) =>
          `rule add pref ${FIRST_PREFERENCE + at} from ${from} lookup ${table} protocol ${PROTOCOL}`,
      ),
    ],
  };
};
