import type { Fault } from './fault.ts';

/** The box and all in it (BMC, outlets) is killed, whatever its power says. */
export const deviceDead: Fault = {
  id: 'device-dead',
  scopes: (network) => network.devices.map((device) => device.id),
  cause: async (hardware, scope) => {
    await hardware.request('kill-chassis', { id: scope });
  },
  mend: async (hardware, scope) => {
    await hardware.request('revive-chassis', { id: scope });
  },
};
