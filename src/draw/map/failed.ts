import { type Failure, failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';

/** What the failures hit, so that it can be crossed out: failure ids by what they hit. */
export interface Hits {
  readonly devices: ReadonlyMap<string, readonly string[]>;
  readonly cables: ReadonlyMap<string, readonly string[]>;
  readonly providers: ReadonlyMap<string, readonly string[]>;
  readonly feeds: ReadonlyMap<string, readonly string[]>;
}

type Target = keyof Hits;

/** `<device>/<service>`: device ids hold slashes themselves. */
const deviceOfService = (scope: string): string => scope.slice(0, scope.lastIndexOf('/'));

const targetOf = ({ kind, scope }: Failure): readonly [Target, string] => {
  if (kind.startsWith('link-')) return ['cables', scope];
  if (kind.startsWith('provider-')) return ['providers', scope];
  if (kind.startsWith('feed-')) return ['feeds', scope];
  return ['devices', kind.startsWith('service-') ? deviceOfService(scope) : scope];
};

/** Providers whose packets ride on the network of the one, itself included. */
const riders = (network: Network, provider: string): string[] => {
  const found = [provider];
  for (const one of found)
    found.push(
      ...network.providers.filter((p) => p.upstream === one && !found.includes(p.id)).map((p) => p.id),
    );
  return found;
};

/** Sorts failures by what they hit. */
export const hitsOf = (network: Network, failures: readonly Failure[]): Hits => {
  const hits: Record<Target, Map<string, string[]>> = {
    devices: new Map(),
    cables: new Map(),
    providers: new Map(),
    feeds: new Map(),
  };
  for (const failure of failures) {
    const [target, id] = targetOf(failure);
    for (const one of target === 'providers' ? riders(network, id) : [id])
      hits[target].set(one, [...(hits[target].get(one) ?? []), failureId(failure)]);
  }
  return hits;
};
