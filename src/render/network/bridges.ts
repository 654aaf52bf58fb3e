import type { Port } from '#model/network.ts';
import { interfaceName } from '../_interface.ts';
import { bridgePorts, isSwitchAddress, LAN, portsOf, SWITCH_ADDRESS } from '../_legs.ts';
import { stableMac } from '../_mac.ts';
import type { RenderContext } from '../context.ts';
import { type Host, hasRole } from '../renderer.ts';
import { type Batch, EMPTY } from './base.ts';

const BRIDGE = 'br0';
/** The switch's end of the veth pair that carries its own address. */
const INNER = 'mgmt-br';

/** Steps from each management switch to the middle of its site's star, which is the first of the main rack. */
const towardsMiddle = ({ topology, network }: RenderContext, device: string, other: string): boolean => {
  const site = topology.device(device).site;
  const main = network.sites.find((s) => s.id === site)?.mainRack;
  const middle = network.devices.find((d) => d.role === 'management-switch' && d.rack === main);
  const path = middle && topology.switchPath(device, middle.id);
  return path?.switches[1] === other;
};

/**
 * Whether the port may talk to no other such port: every port of a management switch except those of gateways and
 * jumphosts, and the one that leads to the middle of the star.
 */
const isIsolated = (context: RenderContext, host: Host, port: Port): boolean => {
  const peer = context.topology.peer(port.id);
  const other = peer && context.topology.device(peer.device);
  if (!other) return true;
  if (other.role === 'management-switch' && !peer.separate)
    return !towardsMiddle(context, host.device.id, other.id);
  return !['gateway', 'jumphost'].includes(other.role) || peer.kind === 'bmc';
};

const member = (context: RenderContext, host: Host, bridge: string, port: Port): string[] => {
  const name = interfaceName(port);
  const isolation = isIsolated(context, host, port) ? 'on' : 'off';
  return [
    `link set dev ${name} master ${bridge}`,
    ...(hasRole(host, 'management-switch')
      ? [`link set dev ${name} type bridge_slave isolated ${isolation}`]
      : []),
    `link set dev ${name} up`,
  ];
};

/** The switch's own address hangs on the bridge by an isolated port of its own, like any other device. */
const ownPort = (bridge: string, address: string): Batch => ({
  links: [`link add name ${SWITCH_ADDRESS} address ${stableMac(address)} type veth peer name ${INNER}`],
  setup: [
    `link set dev ${INNER} master ${bridge}`,
    `link set dev ${INNER} type bridge_slave isolated on`,
    `link set dev ${INNER} up`,
  ],
});

/** The host's bridge: no spanning tree (T55), and multicast flooded, because VRRP adverts must pass. */
export const bridges = (context: RenderContext, host: Host): Batch => {
  if (!hasRole(host, 'management-switch', 'switch', 'meta-switch', 'router')) return EMPTY;
  const bridge = hasRole(host, 'router') ? LAN : BRIDGE;
  const inner = portsOf(host).find((port) => isSwitchAddress(context, host, port));
  const address = inner && context.addressesAt(inner.id)[0]?.ip;
  const own = address === undefined ? EMPTY : ownPort(bridge, address);
  return {
    links: [`link add name ${bridge} type bridge`, ...own.links],
    setup: [
      `link set dev ${bridge} type bridge stp_state 0 mcast_snooping 0`,
      ...bridgePorts(context, host).flatMap((port) => member(context, host, bridge, port)),
      ...own.setup,
      `link set dev ${bridge} up`,
    ],
  };
};
