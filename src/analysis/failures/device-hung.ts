import { orItsHost } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/**
 * A box hangs: it forwards nothing and lets nobody in, and is still powered. Its console line is up, shows what it died of, and answers
 * nobody who types; BMC and outlets live on.
 */
export const deviceHung: FailureKind = {
  id: 'device-hung',
  title: 'a box hangs, powered and deaf',
  scope: 'device',
  scopes: (topology) => topology.network.devices.map((device) => device.id),
  takes: (_topology, scope) => [`system:${scope}`, `prompt:${scope}`],
  repair: (topology, scope) => orItsHost(topology, scope, [{ verb: 'power', device: scope }]),
};
