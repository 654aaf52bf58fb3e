import type { FailureKind } from './kind.ts';

/**
 * Somebody fills an uplink from outside until nothing of ours passes (T03, T04). The box behind it lives. A line whose provider lets nothing
 * in, behind its NAT, has no address that a flood could be sent to: what comes is dropped there.
 */
export const ddos: FailureKind = {
  id: 'ddos',
  title: 'an uplink is flooded from the Internet',
  scope: 'uplink',
  scopes: ({ network }) =>
    network.uplinks.filter(({ landlord, inbound }) => inbound && !landlord).map((uplink) => uplink.id),
  takes: (_topology, scope) => [`wire:${scope}`],
  repair: (topology, scope) => ({
    remote: [],
    otherwise: 'third-party',
    who: topology.uplinkAt(scope)?.provider ?? 'its provider',
  }),
};
