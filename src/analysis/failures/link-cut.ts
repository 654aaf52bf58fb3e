import type { FailureKind } from './kind.ts';

/** A cable is cut or pulled: both ends lose carrier. */
export const linkCut: FailureKind = {
  id: 'link-cut',
  title: 'a cable is cut or pulled',
  scope: 'cable',
  scopes: (topology) => topology.network.cables.map((cable) => cable.id),
  takes: (_topology, scope) => [`wire:${scope}`],
  repair: () => ({ remote: [], otherwise: 'hands' }),
};
