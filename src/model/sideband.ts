import type { Cable, Device, Network, Port } from './network.ts';

/**
 * A BMC behind a production port of its server: the network controller passes frames for the BMC's own MAC address to it, over NC-SI
 * (DMTF DSP0222), whatever the server's system does and while the board is off.
 */
export interface Sideband {
  readonly bmc: Port;
  /** The production port whose cable, switch and segment it rests on. */
  readonly nic: Port;
  /** It has no cable of its own. Otherwise it moves here when that has no link, and back when it has. */
  readonly always: boolean;
}

/** Whether a BMC of this device may be on a production port at all. */
const mayShare = ({ bmc }: Pick<Device, 'bmc'>): boolean => bmc === 'shared' || bmc === 'failover';

/** The sideband of a device's BMC: by the first of its data ports that is cabled to production, if its BMC may go there. */
export const sidebandOf = (
  device: Device,
  cableAt: (port: string) => Cable | undefined,
): Sideband | undefined => {
  if (!mayShare(device)) return undefined;
  const bmc = device.ports.find((port) => port.kind === 'bmc');
  const nic = device.ports.find((port) => port.kind === 'data' && cableAt(port.id)?.kind === 'production');
  const own = bmc && cableAt(bmc.id);
  // Whoever says "shared" and cables it all the same has a BMC on that cable.
  if (!bmc || !nic || (own && device.bmc === 'shared')) return undefined;
  return { bmc, nic, always: own === undefined };
};

/** Every sideband of a network, by the id of the BMC's port. */
export const sidebandsIn = (network: Pick<Network, 'devices' | 'cables'>): ReadonlyMap<string, Sideband> => {
  const sharing = network.devices.filter(mayShare);
  if (sharing.length === 0) return new Map();
  const cables = new Map(
    network.cables.flatMap((cable) => [[cable.a, cable] as const, [cable.b, cable] as const]),
  );
  return new Map(
    sharing.flatMap((device) => {
      const found = sidebandOf(device, (port) => cables.get(port));
      return found ? [[found.bmc.id, found] as const] : [];
    }),
  );
};
