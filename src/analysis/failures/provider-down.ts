import type { FailureKind } from './kind.ts';

/** A provider stops carrying packets; its links stay up, as they do in real outages. */
export const providerDown: FailureKind = {
  id: 'provider-down',
  title: 'a provider carries nothing, links stay up',
  scope: 'provider',
  scopes: (topology) => topology.network.providers.map((provider) => provider.id),
  takes: (_topology, scope) => [`transit:${scope}`],
  repair: (_topology, scope) => ({ remote: [], otherwise: 'third-party', who: scope }),
};
