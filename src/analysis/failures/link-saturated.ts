import { endDevices, loginTo } from './_ends.ts';
import type { FailureKind } from './kind.ts';

/** A link is filled: carrier stays, nothing gets through in time (offered far above its rate; T05, T17). */
export const linkSaturated: FailureKind = {
  id: 'link-saturated',
  title: 'a link is filled up',
  scope: 'cable',
  scopes: (topology) =>
    topology.network.cables
      .filter((cable) => cable.kind !== 'power' && cable.kind !== 'console')
      .map((cable) => cable.id),
  takes: (_topology, scope) => [`wire:${scope}`],
  repair: (topology, scope) => {
    const uplink = topology.uplinkAt(scope);
    return {
      remote: loginTo(endDevices(topology, scope)),
      ...(uplink ? { otherwise: 'third-party', who: uplink.provider } : { otherwise: 'itself' }),
    };
  },
};
