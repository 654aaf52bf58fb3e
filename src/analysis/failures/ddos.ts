import type { FailureKind } from './kind.ts';

/** Somebody fills an uplink from outside until nothing of ours passes (T03, T04). The box behind it lives. */
export const ddos: FailureKind = {
  id: 'ddos',
  title: 'an uplink is flooded from the Internet',
  scope: 'uplink',
  scopes: ({ network }) => network.uplinks.filter((uplink) => !uplink.landlord).map((uplink) => uplink.id),
  takes: (_topology, scope) => [`wire:${scope}`],
  repair: (topology, scope) => ({
    remote: [],
    otherwise: 'third-party',
    who: topology.uplinkAt(scope)?.provider ?? 'its provider',
  }),
};
