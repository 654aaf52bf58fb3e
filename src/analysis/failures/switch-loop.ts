import { hasRole } from '#model/device.ts';
import { limitsStorms } from '#model/isolation.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import type { FailureKind } from './kind.ts';

/**
 * Somebody plugs two ports of a switch together. Without spanning tree a storm fills every switch of the segment (T57, INC-CTL18). The
 * consoles need no frames; ending it takes the console of a switch of the segment. A switch that limits broadcasts at
 * its ports makes no storm out of a loop, and has no such failure.
 */
export const switchLoop: FailureKind = {
  id: 'switch-loop',
  title: 'a loop fills a whole segment with a storm',
  scope: 'device',
  scopes: ({ network }) =>
    network.devices
      .filter((device) => hasRole(device, ...SWITCH_ROLES) && !limitsStorms(device))
      .map((device) => device.id),
  takes: (topology, scope) => topology.segment(scope).map((id) => `data-plane:${id}` as const),
  repair: (topology, scope) => ({
    remote: topology.segment(scope).map((device) => ({ verb: 'console' as const, device })),
    otherwise: 'hands',
  }),
};
