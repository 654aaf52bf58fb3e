import { MOST_OPERATORS } from '#addressing/pools.ts';
import type { Operator, OperatorNetwork } from '#model/network.ts';
import { nameProblem, userProblem } from './names.ts';
import { expectedNearest } from './nearest.ts';
import { keyPlace } from './node.ts';
import { networkShape } from './prefixes.ts';
import type { Report } from './report.ts';
import { described, list, located, type Named, named, object, text } from './shape.ts';
import { keyShape } from './ssh-key.ts';

/** Section `networks`: places that operators come from. */
export const networksShape = named('a map of networks', nameProblem, networkShape);

const operatorShape = object('an operator', {
  key: described('OpenSSH public key', keyShape),
  keys: described('several keys', list(keyShape, 'keys')),
  from: described('networks of section "networks"', list(located(text('the name of a network')), 'networks')),
});

/** Section `operators`. */
export const operatorsShape = named('a map of operators', userProblem, operatorShape);

type NetworkEntries = NonNullable<ReturnType<typeof networksShape.read>>;
type OperatorEntry = Named<NonNullable<ReturnType<typeof operatorShape.read>>>;

/** The networks that operators come from. */
export const resolvePlaces = (entries: NetworkEntries): OperatorNetwork[] =>
  entries.flatMap((e) => (e.value ? [{ id: e.name, prefix: e.value.value, place: keyPlace(e.node) }] : []));

const keysOf = (entry: OperatorEntry, report: Report): string[] => {
  const { value, node } = entry;
  const written = node.content.type === 'map' ? node.content.entries : undefined;
  if (value && !written?.has('key') && !written?.has('keys'))
    report.errorAtKey('missing-key', node, `operator "${entry.name}" needs "key", an OpenSSH public key`);
  return [...(value?.key ? [value.key] : []), ...(value?.keys ?? [])].map((key) => key.value);
};

const fromOf = (entry: OperatorEntry, networks: NetworkEntries, report: Report): string[] => {
  const names = networks.map((n) => n.name);
  const known = (entry.value?.from ?? []).filter((from) => {
    if (names.includes(from.value)) return true;
    const near = expectedNearest(from.value, names);
    report.error(
      'unknown-network',
      from.node,
      `there is no network "${from.value}" in section "networks"${near}`,
    );
    return false;
  });
  return known.map((from) => from.value);
};

/** The operators, numbered in the order written. */
export const resolveOperators = (
  entries: readonly OperatorEntry[],
  networks: NetworkEntries,
  report: Report,
): Operator[] => {
  const extra = entries[MOST_OPERATORS];
  if (extra)
    report.errorAtKey('address-overflow', extra.node, `VPN pools have room for ${MOST_OPERATORS} operators`);
  return entries.map((entry, i) => ({
    id: entry.name,
    keys: keysOf(entry, report),
    number: i + 1,
    networks: fromOf(entry, networks, report),
    place: keyPlace(entry.node),
  }));
};
