import type { Fault } from './fault.ts';

/**
 * A switch's bridge is taken down; anything else drops all that comes in on its data plane. Members of a stack,
 * which go together, are not broken here.
 */
export const misconfiguration: Fault = {
  id: 'misconfiguration',
  scopes: (network) =>
    network.devices.filter((device) => device.stack === undefined).map((device) => device.id),
  cause: async (lab, scope) => {
    await lab.misconfigure(scope);
  },
  mend: async (lab, scope) => {
    await lab.restore(scope);
  },
};
