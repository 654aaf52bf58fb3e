import { hasRole } from '#model/device.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import type { Topology } from '#model/topology.ts';
import type { FailureKind } from './kind.ts';

/** The switches that one storm reaches: all that frames get to from there. */
const segment = ({ network, switchPath }: Topology, start: string): string[] =>
  network.devices
    .filter((device) => hasRole(device, ...SWITCH_ROLES, 'router') && switchPath(start, device.id))
    .map((device) => device.id);

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
  takes: (topology, scope) => segment(topology, scope).map((id) => `data-plane:${id}` as const),
  repair: (topology, scope) => ({
    remote: segment(topology, scope).map((device) => ({ verb: 'console' as const, device })),
    otherwise: 'hands',
  }),
};
