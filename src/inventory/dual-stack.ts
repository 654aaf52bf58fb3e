import { sharedAddress6, speaksIpv6, ULA_LENGTH, ulaProblems, ulaText } from '#addressing/ipv6.ts';
import { must } from '#base/result.ts';
import type { DualStack, GatewayPair, Network } from '#model/network.ts';
import { named } from './named.ts';
import { expectedNearest } from './nearest.ts';
import { keyPlace, type Node, quote, valuePlace } from './node.ts';
import type { Report } from './report.ts';
import { type At, described, located, object, required, scalarOr, text, yesNo } from './shape.ts';

const prefixShape = located(text(`a prefix such as "fd12:3456:789a::/${ULA_LENGTH}"`));

const typesShape = named('a map of device types', () => undefined, yesNo);

const mapShape = object('IPv6', {
  prefix: required(
    described('unique local addresses (RFC 4193): "fd", ten random hexadecimal digits, /48', prefixShape),
  ),
  types: described('device types by manufacturer/model: whether their management speaks IPv6', typesShape),
});

/** Section `ipv6`: the prefix, or the prefix and what device types can. */
export const dualStackShape = scalarOr(prefixShape, mapShape);

type Written = NonNullable<ReturnType<typeof dualStackShape.read>>;

const checkPrefix = (written: At<string>, report: Report): boolean => {
  const problems = ulaProblems(written.value);
  if (problems.length === 0) return true;
  report.error(
    'bad-prefix',
    written.node,
    `${quote(written.value)} cannot be the IPv6 prefix: ${problems.join('; ')}, expected one such as "fd12:3456:789a::/${ULA_LENGTH}"`,
    { hint: '"fd" and ten random digits, which "openssl rand -hex 5" gives' },
  );
  return false;
};

/** A list of types may serve several networks, so this is a warning. */
const checkTypes = (
  types: readonly { name: string; node: Node }[],
  network: Network,
  report: Report,
): void => {
  const known = new Set(network.devices.flatMap(({ type }) => type ?? []));
  for (const { name, node } of types)
    if (!known.has(name))
      report.add(
        'warning',
        'unknown-type',
        keyPlace(node),
        `no device has type ${quote(name)}${expectedNearest(name, known)}`,
        {
          hint: 'leave it out, or write "type" at its devices',
        },
      );
};

const shared = (network: Network, ipv6: DualStack, pair: GatewayPair): GatewayPair => {
  const dual = pair.gateways.every((id) => {
    const gateway = must(
      network.devices.find((device) => device.id === id),
      id,
    );
    return gateway.ports.some((port) => port.kind === 'management' && speaksIpv6(ipv6, gateway, port));
  });
  const { number } = must(
    network.sites.find((site) => site.id === pair.site),
    pair.site,
  );
  return dual ? { ...pair, shared6: sharedAddress6(network.prefix, ipv6, number) } : pair;
};

/** A shared address that nobody moves would be a gateway to nowhere. */
const checkPairs = ({ pairs }: Network, node: Node, report: Report): void => {
  for (const { site, engine, gateways } of pairs)
    if (gateways.length > 1 && (engine === 'carp' || engine === 'pacemaker'))
      report.error(
        'bad-value',
        node,
        `the gateways of ${quote(site)} share their inside address by ${quote(engine)}, which moves no IPv6 address here`,
        { hint: `write "failover: keepalived" at ${quote(site)}, or leave "ipv6" out` },
      );
};

/** The network with IPv6 beside IPv4, where the inventory says so; what is wrong with it is reported. */
export const withDualStack = (network: Network, written: Written | undefined, report: Report): Network => {
  if (!written) return network;
  const prefix = 'prefix' in written ? written.prefix : 'value' in written ? written : undefined;
  const types = 'types' in written ? (written.types ?? []) : [];
  checkTypes(types, network, report);
  if (!prefix || !checkPrefix(prefix, report)) return network;
  checkPairs(network, prefix.node, report);
  const ipv6: DualStack = {
    prefix: ulaText(prefix.value),
    types: Object.fromEntries(
      types.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    ),
    place: valuePlace(prefix.node),
  };
  return { ...network, ipv6, pairs: network.pairs.map((pair) => shared(network, ipv6, pair)) };
};
