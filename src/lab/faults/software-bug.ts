import { devicesBySoftware } from '#model/devices-by-software.ts';
import type { Fault } from './fault.ts';

/** Every device that runs it hangs, one right after the other. The bug itself is made up: what it would take is real. */
export const softwareBug: Fault = {
  id: 'software-bug',
  imposed: 'the lab hangs every device of the version itself, there is no such bug',
  scopes: (network) => [...devicesBySoftware(network).keys()].sort(),
  cause: async (lab, scope, network) => {
    for (const device of devicesBySoftware(network).get(scope) ?? []) await lab.hang(device);
  },
  mend: async (lab, scope, network) => {
    for (const device of devicesBySoftware(network).get(scope) ?? []) await lab.unhang(device);
  },
};
