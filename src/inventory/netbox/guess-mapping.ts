import type { CircuitFacts, Mapping, Meaning, TagFacts } from './mapping.ts';
import type { NetboxData } from './read.ts';
import { type Mapped, proposedRole, ROLE_MAP } from './role-map.ts';

const guess = <T>(value: T): Meaning<T> => ({ value, sure: false });
const sure = <T>(value: T): Meaning<T> => ({ value, sure: true });

const ROLE_TAGS: ReadonlySet<Mapped> = new Set<Mapped>([
  'gateway',
  'jumphost',
  'management-switch',
  'console-server',
]);

/** Tags whose word says what they are for; all others are ignored until somebody says otherwise. */
const WORDS: readonly (readonly [RegExp, TagFacts])[] = [
  [/^(bmc|ipmi|ilo|idrac|xcc|cimc)$/, { kind: 'bmc' }],
  [/^(oob|out-of-band|mgmt|management)$/, { kind: 'management', purpose: 'management' }],
  [/^(lte|4g|5g|mobile|cellular)$/, { medium: 'mobile', inbound: false }],
  [/^(satellite|starlink)$/, { medium: 'satellite', inbound: false }],
];

const tagMeaning = (slug: string): Meaning<TagFacts | 'ignore'> => {
  const role = ROLE_MAP.get(slug);
  if (role && role !== 'leave-out' && ROLE_TAGS.has(role)) return guess({ role });
  const known = WORDS.find(([words]) => words.test(slug));
  return known ? guess(known[1]) : sure('ignore');
};

const CIRCUITS: readonly (readonly [RegExp, CircuitFacts])[] = [
  [/oob|out-of-band|mgmt|management/, { purpose: 'management' }],
  [/\b(lte|4g|5g|mobile|cellular)\b/, { purpose: 'management', medium: 'mobile', inbound: false }],
  [/satellite|starlink/, { purpose: 'management', medium: 'satellite', inbound: false }],
  [/dark-?fib|wavelength/, { purpose: 'production', medium: 'fibre' }],
  [/internet|transit|peering|mpls|ethernet|private|wan|vpls/, { purpose: 'production' }],
];

const circuitMeaning = (slug: string): Meaning<CircuitFacts> =>
  guess(CIRCUITS.find(([words]) => words.test(slug))?.[1] ?? {});

/** Slugs in use, sorted, that the mapping does not have. */
const missing = (slugs: Iterable<string | undefined>, known: ReadonlyMap<string, unknown>): string[] =>
  [...new Set(slugs)]
    .filter((slug): slug is string => slug !== undefined && slug !== '' && !known.has(slug))
    .sort();

const withGuesses = <T>(
  known: ReadonlyMap<string, Meaning<T>>,
  slugs: Iterable<string | undefined>,
  meaning: (slug: string) => Meaning<T>,
): ReadonlyMap<string, Meaning<T>> =>
  new Map([...known, ...missing(slugs, known).map((slug) => [slug, meaning(slug)] as const)]);

const tagsIn = (data: NetboxData): string[] =>
  [
    ...data.sites,
    ...data.devices,
    ...data.interfaces,
    ...data.circuits,
    ...data.terminations,
    ...data.cables,
  ].flatMap((row) => row.tags);

const roleMeaning = (slug: string): Meaning<Mapped> => {
  const known = ROLE_MAP.get(slug);
  return known ? sure(known) : guess(proposedRole(slug));
};

/** The mapping with a guess for every role, tag, circuit type and provider in use that it does not have. */
export const completeMapping = (given: Mapping, data: NetboxData): Mapping => ({
  roles: withGuesses(
    given.roles,
    data.devices.map((d) => (d.role ?? d.device_role)?.slug),
    roleMeaning,
  ),
  tags: withGuesses(given.tags, tagsIn(data), tagMeaning),
  circuitTypes: withGuesses(
    given.circuitTypes,
    data.circuits.map((c) => c.type?.slug),
    circuitMeaning,
  ),
  providers: withGuesses(
    given.providers,
    data.circuits.map((c) => c.provider.slug),
    () => guess('own' as const),
  ),
});
