import { bmcsOf } from './_parts.ts';
import type { Fault } from './fault.ts';

/** Every process of the BMC stands still. It is mended as outside: all power of the box off and on, the main board's too. */
export const bmcHung: Fault = {
  id: 'bmc-hung',
  scopes: (network, plan) => {
    const hosts = new Set(plan.hosts.map((host) => host.id));
    const plugged = network.devices.filter((device) => bmcsOf(device).some((port) => hosts.has(port)));
    return plugged.map((device) => device.id);
  },
  cause: async (lab, scope, network) => {
    const device = network.devices.find((one) => one.id === scope)!;
    for (const bmc of bmcsOf(device)) await lab.hang(bmc);
  },
  mend: async (lab, scope) => {
    await lab.killChassis(scope);
    await lab.reviveChassis(scope);
  },
};
