import type { Fault } from './fault.ts';

/** The wire is shaped and flooded both ways, far above its rate; carrier stays. */
export const linkSaturated: Fault = {
  id: 'link-saturated',
  scopes: (network, plan) => {
    const wires = new Set(plan.wires.map((wire) => wire.id));
    return network.cables.map((cable) => cable.id).filter((id) => wires.has(id));
  },
  cause: async (lab, scope) => {
    await lab.saturate(scope);
  },
  mend: async (lab, scope) => {
    await lab.unsaturate(scope);
  },
};
