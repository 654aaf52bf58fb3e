import { MOST_OPERATORS } from '#addressing/pools.ts';
import type { Operator, OperatorNetwork, Provider, Site } from '#model/network.ts';
import { pastDay } from './day.ts';
import { defined } from './defined.ts';
import { type Named, named } from './named.ts';
import { nameProblem, userProblem } from './names.ts';
import { keyPlace, type Node, valuePlace } from './node.ts';
import { networkShape } from './prefixes.ts';
import { checkProvider, providerReference } from './providers.ts';
import { knownNames } from './reference.ts';
import type { Report } from './report.ts';
import { described, filled, list, located, object, required, scalarOr, text, yesNo } from './shape.ts';
import { keyShape } from './ssh-key.ts';

/** ISO 3166-1 alpha-2. */
export const countryShape = text('a country of two capital letters such as "CH"', '^[A-Z]{2}$');

/** Section `networks`: places that operators come from. */
export const networksShape = named(
  'a map of networks',
  nameProblem,
  scalarOr(
    networkShape,
    object('a network', {
      prefix: required(described('its addresses', networkShape)),
      provider: described('whose network it is', providerReference),
      country: countryShape,
    }),
  ),
);

const operatorShape = object('an operator', {
  key: described('OpenSSH public key', keyShape),
  keys: described('several keys', filled(list(keyShape, 'keys'), 'a key')),
  from: described('networks of section "networks"', list(located(text('the name of a network')), 'networks')),
  countries: described('countries that they come from', list(countryShape, 'countries')),
  phone: described("whose network the operator's phone uses", providerReference),
  duty: described('sites whose duty they share', list(located(text('the name of a site')), 'sites')),
  trained: described('the day of the last training', pastDay),
  prepared: described('the day on which ssh configuration and keys were last seen to work', pastDay),
  workstation: described('whether they enter from a machine for administration only', yesNo),
});

/** Section `operators`. */
export const operatorsShape = named('a map of operators', userProblem, operatorShape);

type NetworkEntries = NonNullable<ReturnType<typeof networksShape.read>>;
type OperatorEntry = Named<NonNullable<ReturnType<typeof operatorShape.read>>>;

/** The networks that operators come from. */
export const resolvePlaces = (
  entries: NetworkEntries,
  providers: readonly Provider[],
  report: Report,
): OperatorNetwork[] =>
  entries.flatMap(({ name, node, value }) => {
    const written = value && 'value' in value ? { prefix: value } : value;
    if (!written?.prefix) return [];
    const more = 'node' in written ? written : undefined;
    const provider = checkProvider(more?.provider, providers, report);
    return [
      defined({
        id: name,
        prefix: written.prefix.value,
        provider,
        country: more?.country,
        place: keyPlace(node),
      }),
    ];
  });

const keysOf = (entry: OperatorEntry, report: Report): string[] => {
  const { value, node } = entry;
  const written = node.content.type === 'map' ? node.content.entries : undefined;
  if (value && !written?.has('key') && !written?.has('keys'))
    report.errorAtKey('missing-key', node, `operator "${entry.name}" needs "key", an OpenSSH public key`);
  return [...(value?.key ? [value.key] : []), ...(value?.keys ?? [])].map((key) => key.value);
};

/** What operators may name. */
interface Around {
  readonly networks: NetworkEntries;
  readonly sites: readonly Site[];
  readonly providers: readonly Provider[];
}

const operator = (entry: OperatorEntry, number: number, around: Around, report: Report): Operator => {
  const { value } = entry;
  const names = around.networks.map((network) => network.name);
  const sites = around.sites.map((site) => site.id);
  return defined({
    id: entry.name,
    keys: keysOf(entry, report),
    number,
    networks: knownNames(value?.from, names, 'network', report),
    phone: checkProvider(value?.phone, around.providers, report),
    countries: value?.countries ?? [],
    duty: knownNames(value?.duty, sites, 'site', report),
    trained: value?.trained,
    prepared: value?.prepared,
    workstation: value?.workstation,
    place: keyPlace(entry.node),
  });
};

/** Two people with one key cannot be told apart, and one who leaves keeps the other's way in. */
const checkKeys = (entries: readonly OperatorEntry[], report: Report): void => {
  const first = new Map<string, { readonly name: string; readonly node: Node }>();
  for (const { name, value } of entries)
    for (const { node, value: key } of [...(value?.key ? [value.key] : []), ...(value?.keys ?? [])]) {
      const before = first.get(key);
      if (!before) first.set(key, { name, node });
      else
        report.warning('shared-key', node, `this is a key of "${before.name}" already, expected another`, {
          related: [{ text: 'the first one', place: valuePlace(before.node) }],
        });
    }
};

/** The operators, numbered in the order written. */
export const resolveOperators = (
  entries: readonly OperatorEntry[],
  around: Around,
  report: Report,
): Operator[] => {
  const extra = entries[MOST_OPERATORS];
  if (extra)
    report.errorAtKey('address-overflow', extra.node, `VPN pools have room for ${MOST_OPERATORS} operators`);
  checkKeys(entries, report);
  return entries.map((entry, i) => operator(entry, i + 1, around, report));
};
