import type { Fault } from './fault.ts';

/** The box and all in it (BMC, outlets) is killed, whatever its power says. */
export const deviceDead: Fault = {
  id: 'device-dead',
  scopes: (network) => network.devices.map((device) => device.id),
  cause: async (lab, scope) => {
    await lab.killChassis(scope);
  },
  mend: async (lab, scope) => {
    await lab.reviveChassis(scope);
  },
};
