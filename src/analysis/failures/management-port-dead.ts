import { BY_HAND } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A management port or BMC port is broken (T46): its cable is good, and carries nothing. */
export const managementPortDead: FailureKind = {
  id: 'management-port-dead',
  title: 'a management port is broken',
  scope: 'port',
  scopes: ({ network, cableAt }) =>
    network.devices
      .filter((device) => device.role !== 'management-switch')
      .flatMap((device) => device.ports)
      .filter((port) => (port.kind === 'management' || port.kind === 'bmc') && cableAt(port.id))
      .map((port) => port.id),
  takes: (topology, scope) => [`wire:${topology.cableAt(scope)!.id}`],
  repair: () => BY_HAND,
};
