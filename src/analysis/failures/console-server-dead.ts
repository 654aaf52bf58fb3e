import { hasRole } from '#model/device.ts';
import { BY_HAND, idsOf } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A console server is broken for good, and with it the way to every console that it watched. */
export const consoleServerDead: FailureKind = {
  id: 'console-server-dead',
  title: 'a console server is dead',
  scope: 'device',
  scopes: ({ network }) => idsOf(network.devices.filter((device) => hasRole(device, 'console-server'))),
  takes: (_topology, scope) => [`running:${scope}`],
  repair: () => BY_HAND,
};
