import { servicesOf } from '#model/service.ts';
import type { FailureKind } from './kind.ts';

const split = (scope: string): { device: string; service: string } => {
  const at = scope.lastIndexOf('/');
  return { device: scope.slice(0, at), service: scope.slice(at + 1) };
};

/** A daemon dies and stays dead. With the daemon of a pair the shared address goes too, by its unit: a facts' matter, see `wayBack`. */
export const serviceCrash: FailureKind = {
  id: 'service-crash',
  title: 'a daemon dies and stays dead',
  scope: 'service',
  scopes: (topology) =>
    topology.network.devices.flatMap((device) =>
      servicesOf(topology.network, device).map((service) => `${device.id}/${service}`),
    ),
  takes: (_topology, scope) => [`service:${scope}`],
  repair: (topology, scope) => {
    const { device } = split(scope);
    const verbs = ['ssh', 'console', 'power'] as const;
    return {
      remote: verbs.map((verb) => ({ verb, device })),
      ...(topology.device(device).site === undefined
        ? { otherwise: 'third-party', who: 'its hosting provider' }
        : { otherwise: 'hands' }),
    };
  },
};
