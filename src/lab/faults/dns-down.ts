import { NAME_UNIT, serviceHost } from '../world/name-service.ts';
import type { Fault } from './fault.ts';

/** SIGKILL to the name server; whoever asks it hears that nobody is there. */
export const dnsDown: Fault = {
  id: 'dns-down',
  scopes: (network, plan) => {
    const hosts = new Set(plan.hosts.map(({ id }) => id));
    return network.dependencies.map(({ id }) => id).filter((id) => hosts.has(serviceHost(id)));
  },
  cause: async (lab, scope) => {
    await lab.stopService(serviceHost(scope), NAME_UNIT);
  },
  mend: async (lab, scope) => {
    await lab.startService(serviceHost(scope), NAME_UNIT);
  },
};
