import { isIsolated } from '#model/isolation.ts';
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

const member = (context: RenderContext, host: Host, bridge: string, port: Port): string[] => {
  const name = interfaceName(port);
  const isolation = isIsolated(context.topology, port.id) ? 'on' : 'off';
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
