import type { Device } from '#model/network.ts';

/** `61 devices, 1 of them a rendezvous`: what stands in no site, and on no map of one, is counted too. */
export const devicesText = (devices: readonly Device[]): string => {
  const outside = devices.filter(({ role }) => role === 'rendezvous').length;
  const all = `${devices.length} device${devices.length === 1 ? '' : 's'}`;
  return outside === 0 ? all : `${all}, ${outside} of them ${outside === 1 ? 'a ' : ''}rendezvous`;
};
