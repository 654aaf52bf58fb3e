import {
  contains,
  ipText,
  networkText,
  nthAddress,
  type Prefix,
  parseIp,
  parsePrefix,
  prefixRange,
} from '#base/ip.ts';
import { must } from '#base/result.ts';
import type { Node } from './node.ts';
import type { Report } from './report.ts';
import type { At } from './shape.ts';
import { described, located, parsed, type Shape } from './shape.ts';

const CIDR = { type: 'string', pattern: '^[0-9A-Fa-f.:]+/\\d{1,3}$' };

/** Networks that no host of anybody can have (RFC 6890): this one, loopback, link-local, multicast and reserved. */
const NOBODYS = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map((text) =>
  prefixRange(must(parsePrefix(text), text)),
);

/** Whether somebody can have addresses of the network: it touches none of nobody's, unless it is everything. */
const isUsable = (prefix: Prefix): boolean => {
  const { first, last } = prefixRange(prefix);
  return prefix.length === 0 || NOBODYS.every((none) => last < none.first || first > none.last);
};

/** A network, without host bits: `192.0.2.0/27`. */
export const networkShape: Shape<At<string>> = located(
  parsed(
    'an IPv4 network such as "192.0.2.0/27", without host bits',
    (text) => {
      const prefix = parsePrefix(text);
      return prefix?.ip.version === 4 && networkText(prefix) === text && isUsable(prefix) ? text : undefined;
    },
    CIDR,
  ),
);

const isHost = (text: string): boolean => {
  const prefix = parsePrefix(text);
  if (prefix?.ip.version !== 4 || prefix.length > 31 || prefix.length < 1 || !isUsable(prefix)) return false;
  const range = prefixRange(prefix);
  return prefix.length === 31 || (prefix.ip.value !== range.first && prefix.ip.value !== range.last);
};

/** An address of a host with its length: `203.0.113.2/29`. */
export const hostShape: Shape<At<string>> = described(
  'address and length',
  located(
    parsed(
      'an IPv4 address of a host with its length, such as "203.0.113.2/29"',
      (text) => (isHost(text) ? text : undefined),
      CIDR,
    ),
  ),
);

const isServer = (text: string): boolean => {
  const ip = parseIp(text);
  return ip?.version === 4 && isUsable({ ip, length: 32 });
};

/** A bare address. */
export const addressShape: Shape<At<string>> = located(
  parsed('an IPv4 address such as "203.0.113.1"', (text) =>
    parseIp(text)?.version === 4 ? text : undefined,
  ),
);

/** A bare address that some host can have. */
export const serverShape: Shape<At<string>> = located(
  parsed('an IPv4 address of a host such as "203.0.113.1"', (text) => (isServer(text) ? text : undefined)),
);

/** The next hop of an address: as written, else the first host of its network. */
export const nextHop = (
  address: At<string>,
  gateway: At<string> | undefined,
  report: Report,
): string | undefined => {
  const prefix = parsePrefix(address.value);
  if (!prefix) return undefined;
  const own = ipText(prefix.ip);
  const hop = gateway?.value ?? ipText(nthAddress(prefix, prefix.length === 31 ? 0 : 1));
  const at: Node = gateway?.node ?? address.node;
  if (hop === own) {
    const hint = gateway ? undefined : 'write "gateway", the provider\'s address there';
    report.error('bad-gateway', at, `${own} would be its own next hop, expected another address`, { hint });
  } else if (!contains(prefix, parseIp(hop)!))
    report.error(
      'bad-gateway',
      at,
      `next hop ${hop} is not in ${networkText(prefix)}, expected an address of it`,
    );
  return hop;
};
