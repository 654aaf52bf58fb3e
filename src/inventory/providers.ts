import { perObject } from '#base/memo.ts';
import type { Provider } from '#model/network.ts';
import { named } from './named.ts';
import { nameProblem } from './names.ts';
import { expectedNearest } from './nearest.ts';
import { keyPlace } from './node.ts';
import type { Report } from './report.ts';
import { type At, described, located, object, text } from './shape.ts';

/** Names a provider somewhere else. */
export const providerReference = described(
  'a provider of section "providers"',
  located(text('the name of a provider')),
);

/** Section `providers`. */
export const providersShape = named(
  'a map of providers',
  nameProblem,
  object('a provider', {
    upstream: described('the provider whose network it rides on', providerReference),
  }),
);

type Entries = NonNullable<ReturnType<typeof providersShape.read>>;

const idsOf = perObject((providers: readonly Provider[]) => new Set(providers.map((p) => p.id)));

/** The provider that is meant; reports one that nobody declared. */
export const checkProvider = (
  reference: At<string> | undefined,
  providers: readonly Provider[],
  report: Report,
): string | undefined => {
  if (!reference || idsOf(providers).has(reference.value)) return reference?.value;
  const near = report.full ? '' : expectedNearest(reference.value, idsOf(providers));
  const hint = near === '' ? `add "${reference.value}:" to section "providers"` : undefined;
  report.error('unknown-provider', reference.node, `there is no provider "${reference.value}"${near}`, {
    hint,
  });
  return undefined;
};

/** The ring that a way ends in; nothing if it has an end, or was looked at before. */
const ringOn = (start: string, upstream: ReadonlyMap<string, string>, done: Set<string>): string[] => {
  const way = new Map<string, number>();
  let at: string | undefined = start;
  while (at !== undefined && !done.has(at) && !way.has(at)) {
    way.set(at, way.size);
    at = upstream.get(at);
  }
  for (const name of way.keys()) done.add(name);
  const from = at === undefined ? undefined : way.get(at);
  return from === undefined ? [] : [...way.keys()].slice(from);
};

const checkLoops = (providers: readonly Provider[], entries: Entries, report: Report): void => {
  const upstream = new Map(
    providers.flatMap((p) => (p.upstream === undefined ? [] : [[p.id, p.upstream] as const])),
  );
  const nodes = new Map(entries.map((entry) => [entry.name, entry.node]));
  const done = new Set<string>();
  for (const entry of entries) {
    const ring = ringOn(entry.name, upstream, done);
    const [first] = ring;
    if (first === undefined) continue;
    const text = `provider "${first}" rides on itself, by way of ${[...ring, first].join(', ')}`;
    report.errorAtKey('provider-loop', nodes.get(first)!, text);
  }
};

/** The providers of the network. */
export const resolveProviders = (entries: Entries, report: Report): Provider[] => {
  const plain = entries.map((entry): Provider => ({ id: entry.name, place: keyPlace(entry.node) }));
  const providers = plain.map((provider, i) => {
    const upstream = checkProvider(entries[i]!.value?.upstream, plain, report);
    return upstream === undefined ? provider : { ...provider, upstream };
  });
  checkLoops(providers, entries, report);
  return providers;
};
