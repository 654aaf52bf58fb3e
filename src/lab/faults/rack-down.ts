import { devicesInRack } from './_parts.ts';
import type { Fault } from './fault.ts';

/** Every box in the rack is killed at once; what hangs on its switches and PDUs elsewhere is left to itself. */
export const rackDown: Fault = {
  id: 'rack-down',
  scopes: (network) => network.racks.map((rack) => rack.id),
  cause: async (lab, scope, network) => {
    await lab.killChassis(...devicesInRack(network, scope));
  },
  mend: async (lab, scope, network) => {
    await lab.reviveChassis(...devicesInRack(network, scope));
  },
};
