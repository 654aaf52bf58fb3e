import type { RenderedFile } from '#model/rendered.ts';
import { servicesOf } from '#model/service.ts';
import type { RenderContext } from './context.ts';
import { rendezvousClient } from './openvpn/client.ts';
import { oobServer, rendezvousServer } from './openvpn/server.ts';
import { type Host, hasRole, type Renderer } from './renderer.ts';

const doorFiles = (context: RenderContext, host: Host): RenderedFile[] => {
  const door = context.doorOf(host.device.id);
  if (!door) return [];
  const dialled =
    door.rendezvous === undefined ? [] : [rendezvousClient(context, host, door, door.rendezvous)];
  const served = door.engine === 'openvpn' ? oobServer(context, host, door) : [];
  return [...served, ...dialled];
};

/** The VPN: a server per door, and tunnels between gateways behind a NAT and their rendezvous. */
export const openvpn: Renderer = {
  id: 'openvpn',
  title: 'VPN servers and tunnels',
  appliesTo: (host, { network }) =>
    host.bmc === undefined &&
    servicesOf(network, host.device).some((service) => service.startsWith('openvpn')),
  render: (context, host) =>
    hasRole(host, 'rendezvous') ? rendezvousServer(context, host) : doorFiles(context, host),
};
