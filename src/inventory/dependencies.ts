import {
  ASKED_OUTSIDE,
  DEPENDENCY_KINDS,
  DEPENDENCY_USES,
  type Dependency,
  FALLBACKS,
} from '#model/dependency.ts';
import type { Feed, Provider, Site } from '#model/network.ts';
import { defined } from './defined.ts';
import { devicesMeant, devicesReference } from './device-reference.ts';
import type { Draft } from './draft.ts';
import { checkLoginService, loginsWithin } from './logins.ts';
import { type Named, named } from './named.ts';
import { nameProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { checkOnlyOne } from './only-one.ts';
import { serverShape } from './prefixes.ts';
import { checkProvider, providerReference } from './providers.ts';
import { knownName, knownNames } from './reference.ts';
import { described, filled, list, located, object, oneOf, required, text } from './shape.ts';

const dependencyShape = object('a service', {
  kind: required(described('what it is', oneOf('unknown-kind', 'a kind of service', DEPENDENCY_KINDS))),
  on: described('devices that it runs on, any of which is enough', devicesReference),
  provider: described('the provider that offers it, if it runs on no device here', providerReference),
  feed: described(
    'the feed that it rests on, such as "zrh1/A", if it is no device here',
    located(text('the name of a feed')),
  ),
  sites: described(
    'the sites that need it, by default all',
    filled(list(located(text('the name of a site')), 'sites'), 'sites, or no "sites" if all need it'),
  ),
  logins: described('for kind aaa: whose logins ask it', devicesReference),
  addresses: described(
    'for kind ntp and updates: the IPv4 addresses that gateways, jumphosts and rendezvous may ask, such as "192.0.2.123"',
    list(serverShape, 'addresses'),
  ),
  use: described(
    'what stops without it: access (nobody gets in), repair (nothing can be mended), comfort (nothing does)',
    oneOf('bad-value', 'a use', DEPENDENCY_USES),
  ),
  fallback: described('what helps when it is gone', oneOf('bad-value', 'a fallback', FALLBACKS)),
});

/** Section `services`: what access and repair depend on, and where it lives. */
export const dependenciesShape = named('a map of services', nameProblem, dependencyShape);

type Entry = Named<NonNullable<ReturnType<typeof dependencyShape.read>>>;

/** What the services may name. */
export interface Around {
  readonly sites: readonly Site[];
  readonly feeds: readonly Feed[];
  readonly providers: readonly Provider[];
}

/** Only what is asked outside has addresses that a filter would let pass; elsewhere they would promise what nothing does. */
const checkAddresses = ({ value }: Entry, { report }: Draft): string[] => {
  const addresses = value?.addresses ?? [];
  const asked: readonly (string | undefined)[] = ASKED_OUTSIDE;
  const [first] = addresses;
  if (first && value?.kind && !asked.includes(value.kind))
    report.error('bad-value', first.node, `a service of kind "${value.kind}" takes no addresses`, {
      hint: `only ${ASKED_OUTSIDE.join(' and ')} do`,
    });
  return addresses.map((address) => address.value);
};

/** Whose logins ask it, at its sites. */
const resolveLogins = ({ value }: Entry, draft: Draft): string[] | undefined => {
  if (!value?.logins) return undefined;
  checkLoginService(value, draft.report);
  const sites = (value.sites ?? []).map((site) => site.value);
  return loginsWithin(draft, value.logins, sites);
};

const dependency = (entry: Entry, draft: Draft, around: Around): Dependency | undefined => {
  const { value } = entry;
  const { report } = draft;
  if (!value) return undefined;
  checkOnlyOne(entry.node, ['on', 'provider', 'feed'], `service "${entry.name}"`, report);
  const ids = (things: readonly { readonly id: string }[]) => things.map((thing) => thing.id);
  const facts = defined({
    id: entry.name,
    on: devicesMeant(draft, value.on),
    provider: checkProvider(value.provider, around.providers, report),
    feed: knownName(value.feed, ids(around.feeds), 'feed', report),
    sites: knownNames(value.sites, ids(around.sites), 'site', report),
    addresses: checkAddresses(entry, draft),
    logins: resolveLogins(entry, draft),
    use: value.use ?? (value.logins ? 'access' : 'comfort'),
    fallback: value.fallback ?? 'none',
    place: keyPlace(entry.node),
  });
  return value.kind && { ...facts, kind: value.kind };
};

/** The services that access, repair or people depend on. */
export const resolveDependencies = (entries: readonly Entry[], draft: Draft, around: Around): Dependency[] =>
  entries.map((entry) => dependency(entry, draft, around)).filter((one) => one !== undefined);
