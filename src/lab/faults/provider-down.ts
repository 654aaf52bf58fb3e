import { providerHost } from '../world/internet-hosts.ts';
import type { Fault } from './fault.ts';

/** The provider's router stops forwarding; its links stay up. */
export const providerDown: Fault = {
  id: 'provider-down',
  scopes: (network) => network.providers.map((provider) => provider.id),
  cause: async (lab, scope) => {
    await lab.blockForwarding(providerHost(scope));
  },
  mend: async (lab, scope) => {
    await lab.unblockForwarding(providerHost(scope));
  },
};
