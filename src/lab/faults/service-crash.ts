import { servicesOf } from '#model/service.ts';
import type { Fault } from './fault.ts';

const unitOf = (scope: string): [host: string, unit: string] => {
  const at = scope.lastIndexOf('/');
  return [scope.slice(0, at), `relaxops-${scope.slice(at + 1)}.service`];
};

/** SIGKILL to the daemon and all its children; it is not started again until it is mended. */
export const serviceCrash: Fault = {
  id: 'service-crash',
  scopes: (network, plan) => {
    // A daemon that is not installed here has no unit.
    const units = new Set(
      plan.hosts.flatMap((host) => host.files.map((file) => `${host.id} ${file.path.split('/').at(-1)}`)),
    );
    return network.devices
      .flatMap((device) => servicesOf(network, device).map((service) => `${device.id}/${service}`))
      .filter((scope) => units.has(unitOf(scope).join(' ')));
  },
  cause: async (lab, scope) => {
    await lab.stopService(...unitOf(scope));
  },
  mend: async (lab, scope) => {
    await lab.startService(...unitOf(scope));
  },
};
