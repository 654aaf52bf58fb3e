import type { FailureKind } from './kind.ts';

/** A box is broken for good: ports, management, BMC, console and outlets, all of it. */
export const deviceDead: FailureKind = {
  id: 'device-dead',
  title: 'a box is broken for good',
  scope: 'device',
  scopes: (topology) => topology.network.devices.map((device) => device.id),
  takes: (_topology, scope) => [`running:${scope}`],
  repair: (topology, scope) =>
    topology.device(scope).site === undefined
      ? { remote: [], otherwise: 'third-party', who: 'its hosting provider' }
      : { remote: [], otherwise: 'hands' },
};
