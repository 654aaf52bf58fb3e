import type { Device, Network } from './network.ts';

/** What a gateway of ours serves the management network with, where section `services` puts it there. */
export interface InsideServices {
  /** Names of the management network. */
  readonly dns: boolean;
  /** Reservations. */
  readonly dhcp: boolean;
}

const NONE: InsideServices = { dns: false, dhcp: false };

/**
 * Services of kind `dns` and `dhcp` that the inventory puts on this gateway, for its own site. Elsewhere such a service is somebody's own and
 * only described: a jumphost has one job (T37).
 */
export const insideServices = ({ dependencies }: Network, device: Device): InsideServices => {
  const { id, role, rendered, site } = device;
  if (role !== 'gateway' || !rendered || site === undefined) return NONE;
  const mine = dependencies.filter(
    ({ on, sites }) => on.includes(id) && (sites.length === 0 || sites.includes(site)),
  );
  return { dns: mine.some(({ kind }) => kind === 'dns'), dhcp: mine.some(({ kind }) => kind === 'dhcp') };
};

/** Whether the device serves either. */
export const servesInside = (network: Network, device: Device): boolean => {
  const { dns, dhcp } = insideServices(network, device);
  return dns || dhcp;
};

/** Whether a DHCP server of ours could know the device: one of its management ports has a MAC address in the inventory. */
export const hasReservation = ({ ports }: Device): boolean => ports.some(({ mac }) => mac !== undefined);
