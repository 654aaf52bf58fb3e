import { bothOf, ownAddresses } from '#addressing/own.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';

/**
 * Addresses that are never banned: those that many people share (gateways and jumphosts), and the doors of other sites, so that whoever
 * is banned here has another way. The pools of this site's own doors are not among them: there an address is one person behind one
 * door, so a ban takes neither a colleague nor the other door; and nobody else reaches a jumphost's sshd at all, so with
 * these exempt nothing would ever be banned. A rendezvous takes no logins from any pool, and exempts them all. Whoever comes by IPv6 comes from a
 * gateway or jumphost.
 */
export const exempt = ({ network }: RenderContext, { device }: Host): string[] => {
  const own = ownAddresses(network);
  const shared = network.devices
    .filter(({ role }) => role === 'gateway' || role === 'jumphost')
    .flatMap(({ id }) => bothOf(own.get(id)));
  const doors = network.doors.filter(({ site }) => site !== device.site).map(({ pool }) => pool);
  return ['127.0.0.0/8', ...doors, ...shared];
};
