import { loginTo } from './_ends.ts';
import type { FailureKind } from './kind.ts';

/**
 * Somebody's change stops what a device forwards or serves. A management port in its own VRF or namespace, a BMC, the
 * console line and the outlets live on. A gateway is loud: it keeps its adverts, and so the shared address.
 */
export const misconfiguration: FailureKind = {
  id: 'misconfiguration',
  title: 'a change stops what a device forwards or serves',
  scope: 'device',
  scopes: (topology) => topology.network.devices.map((device) => device.id),
  takes: (topology, scope) =>
    topology.device(scope).role === 'gateway'
      ? [`data-plane:${scope}`, `quiet:${scope}`]
      : [`data-plane:${scope}`],
  repair: (topology, scope) =>
    topology.device(scope).site === undefined
      ? { remote: loginTo([scope]), otherwise: 'third-party', who: 'its hosting provider' }
      : { remote: loginTo([scope]), otherwise: 'hands' },
};
