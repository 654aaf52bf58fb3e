import { devicesAs } from './_parts.ts';
import type { Fault } from './fault.ts';

/** The PDU is killed, controller and outlets: what it alone supplies goes dark. */
export const pduDead: Fault = {
  id: 'pdu-dead',
  scopes: (network) => devicesAs(network, 'pdu'),
  cause: async (lab, scope) => {
    await lab.killChassis(scope);
  },
  mend: async (lab, scope) => {
    await lab.reviveChassis(scope);
  },
};
