import { hasRole } from '#model/device.ts';
import { limitsStorms } from '#model/isolation.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import type { Fault } from './fault.ts';

/** Two ports of the switch, neither of them isolated, are plugged together: broadcasts go round until somebody pulls the cable. */
export const switchLoop: Fault = {
  id: 'switch-loop',
  scopes: ({ devices }, plan) => {
    const switches = new Set(plan.hosts.filter((host) => 'bridge' in host.dataPlane).map((host) => host.id));
    const able = devices.filter(
      (device) => hasRole(device, ...SWITCH_ROLES) && switches.has(device.id) && !limitsStorms(device),
    );
    return able.map((device) => device.id);
  },
  cause: async (lab, scope) => {
    await lab.loop(scope);
  },
  mend: async (lab, scope) => {
    await lab.unloop(scope);
  },
};
