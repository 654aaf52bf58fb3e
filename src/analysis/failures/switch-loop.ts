import { hasRole } from '#model/device.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import type { FailureKind } from './kind.ts';

/**
 * Somebody plugs two ports of a switch together. Without spanning tree a storm fills every switch of the segment (T57, INC-CTL18). The
 * consoles need no frames; ending it takes the console of a switch of the segment.
 */
export const switchLoop: FailureKind = {
  id: 'switch-loop',
  title: 'a loop fills a whole segment with a storm',
  scope: 'device',
  scopes: ({ network }) =>
    network.devices.filter((device) => hasRole(device, ...SWITCH_ROLES)).map((device) => device.id),
  takes: (topology, scope) => topology.segment(scope).map((id) => `data-plane:${id}` as const),
  repair: (topology, scope) => ({
    remote: topology.segment(scope).map((device) => ({ verb: 'console' as const, device })),
    otherwise: 'hands',
  }),
};
