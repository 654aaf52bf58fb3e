import type { Network } from '#model/network.ts';
import type { Fault } from './fault.ts';

const cableAt = ({ cables }: Network, port: string): string | undefined =>
  cables.find((cable) => cable.a === port || cable.b === port)?.id;

/** The port has a link and lets nothing through, in or out: its cable is good, and the switch sees nothing wrong. */
export const managementPortDead: Fault = {
  id: 'management-port-dead',
  scopes: (network, plan) => {
    const wires = new Set(plan.wires.map((wire) => wire.id));
    return network.devices
      .filter((device) => device.role !== 'management-switch')
      .flatMap((device) => device.ports)
      .filter((port) => port.kind === 'management' || port.kind === 'bmc')
      .map((port) => port.id)
      .filter((port) => wires.has(cableAt(network, port) ?? ''));
  },
  cause: async (lab, scope, network) => {
    await lab.breakPort(cableAt(network, scope)!);
  },
  mend: async (lab, scope, network) => {
    await lab.mendPort(cableAt(network, scope)!);
  },
};
