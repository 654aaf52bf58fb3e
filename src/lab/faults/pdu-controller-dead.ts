import { devicesAs } from './_parts.ts';
import type { Fault } from './fault.ts';

/** The PDU's computer is killed, snmpd and sshd with it, and its port goes dark; the outlets stay as they are. */
export const pduControllerDead: Fault = {
  id: 'pdu-controller-dead',
  scopes: (network) => devicesAs(network, 'pdu'),
  cause: async (lab, scope) => {
    await lab.killController(scope);
  },
  mend: async (lab, scope) => {
    await lab.reviveController(scope);
  },
};
