import type { Provider } from '#model/network.ts';
import { nameProblem } from './names.ts';
import { expectedNearest } from './nearest.ts';
import { keyPlace } from './node.ts';
import type { Report } from './report.ts';
import { type At, described, located, named, object, text } from './shape.ts';

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

/** The provider that is meant; reports one that nobody declared. */
export const checkProvider = (
  reference: At<string> | undefined,
  providers: readonly Provider[],
  report: Report,
): string | undefined => {
  if (!reference || providers.some((p) => p.id === reference.value)) return reference?.value;
  const near = expectedNearest(
    reference.value,
    providers.map((p) => p.id),
  );
  const hint = near === '' ? `add "${reference.value}:" to section "providers"` : undefined;
  report.error('unknown-provider', reference.node, `there is no provider "${reference.value}"${near}`, {
    hint,
  });
  return undefined;
};

const checkLoops = (providers: readonly Provider[], entries: Entries, report: Report): void => {
  const upstream = new Map(providers.map((p) => [p.id, p.upstream]));
  for (const entry of entries) {
    const seen = new Set<string>();
    let at: string | undefined = entry.name;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      at = upstream.get(at);
    }
    if (at !== entry.name) continue;
    const text = `provider "${entry.name}" rides on itself, by way of ${[...seen, at].join(', ')}`;
    report.errorAtKey('provider-loop', entry.node, text);
    break;
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
