import { providerHost } from '../world/internet-hosts.ts';
import type { Fault } from './fault.ts';

/** The provider's router stops forwarding; its links stay up. */
export const providerDown: Fault = {
  id: 'provider-down',
  scopes: (network) => network.providers.map((provider) => provider.id),
  cause: async (hardware, scope) => {
    await hardware.request('block-forwarding', { host: providerHost(scope) });
  },
  mend: async (hardware, scope) => {
    await hardware.request('unblock-forwarding', { host: providerHost(scope) });
  },
};
