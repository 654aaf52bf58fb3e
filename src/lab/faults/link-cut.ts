import type { Fault } from './fault.ts';

/** The wire's inner ends go down: both sides lose carrier. A power cable no longer supplies, a serial line carries nothing. */
export const linkCut: Fault = {
  id: 'link-cut',
  scopes: (network, plan) => {
    const wires = new Set(plan.wires.map((wire) => wire.id));
    const supplies = new Set(plan.hosts.flatMap((host) => host.supplies.map((supply) => supply.cable)));
    const lines = new Set((plan.emulated?.lines ?? []).flatMap((line) => line.cable ?? []));
    return network.cables
      .map((cable) => cable.id)
      .filter((id) => wires.has(id) || supplies.has(id) || lines.has(id));
  },
  cause: async (lab, scope) => {
    await lab.cut(scope);
  },
  mend: async (lab, scope) => {
    await lab.mendCut(scope);
  },
};
