import { servicesOf } from '#model/service.ts';
import type { Fault } from './fault.ts';

const unitOf = (scope: string): [host: string, unit: string] => {
  const at = scope.lastIndexOf('/');
  return [scope.slice(0, at), `relaxops-${scope.slice(at + 1)}.service`];
};

/** SIGKILL to the daemon and all its children; it is not started again until it is mended. */
export const serviceCrash: Fault = {
  id: 'service-crash',
  scopes: (network) =>
    network.devices.flatMap((device) =>
      servicesOf(network, device).map((service) => `${device.id}/${service}`),
    ),
  cause: async (lab, scope) => {
    await lab.stopService(...unitOf(scope));
  },
  mend: async (lab, scope) => {
    await lab.startService(...unitOf(scope));
  },
};
