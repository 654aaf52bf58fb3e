import { hasRole } from '#model/device.ts';
import type { Fault } from './fault.ts';

/** The box is killed, and with it every line that ends on it. */
export const consoleServerDead: Fault = {
  id: 'console-server-dead',
  scopes: ({ devices }) =>
    devices.filter((device) => hasRole(device, 'console-server')).map((device) => device.id),
  cause: async (lab, scope) => {
    await lab.killChassis(scope);
  },
  mend: async (lab, scope) => {
    await lab.reviveChassis(scope);
  },
};
