import type { Fault } from './fault.ts';

/**
 * Every process of the box's system stands still, and so does all that it forwards; links stay up, its BMC and outlets live. Mended by power
 * alone.
 */
export const deviceHung: Fault = {
  id: 'device-hung',
  scopes: (network) => network.devices.map((device) => device.id),
  cause: async (lab, scope) => {
    await lab.hang(scope);
  },
  mend: async (lab, scope) => {
    await lab.unhang(scope);
  },
};
