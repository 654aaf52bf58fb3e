import type { Endpoint } from '#model/endpoint.ts';
import { blockedAt } from '#model/isolation.ts';
import type { Compiling } from './context.ts';

/**
 * Facts about layers 2 and 3 inside. Each function defines its fact once and returns its name, or undefined where nothing
 * joins the two.
 */

/**
 * Between two ports: their cables, the switches on the way, and the cables between those. Nothing joins two ports where a
 * management switch on the way isolates both sides.
 */
export const joined = ({ topology, facts }: Compiling, a: string, b: string): string | undefined => {
  const [from, to] = a < b ? [a, b] : [b, a];
  const name = `l2:${from}~${to}`;
  if (facts.has(name)) return name;
  const [left, right] = [topology.attachment(from), topology.attachment(to)];
  const path = left && right && topology.switchPath(left.switch, right.switch);
  if (!path || blockedAt(topology, path, [left.cable, right.cable]) !== undefined) return undefined;
  const cables = [left.cable, right.cable].filter((cable) => cable !== undefined);
  const between = `path:${[left.switch, right.switch].sort().join('~')}`;
  if (!facts.has(between))
    facts.all(between, [
      ...path.cables.map((c) => `wire:${c}`),
      ...path.switches.map((s) => `data-plane:${s}`),
    ]);
  return facts.all(name, [...cables.map((cable) => `wire:${cable}`), between]);
};

/** The fact that whatever answers at an address does. */
export const answersName = (ip: string): string => `answers:${ip}`;

/** Whatever answers at the endpoint lives: its box, its daemon, and its data plane unless the port is apart. */
export const answers = ({ facts }: Compiling, { device, port, host, address }: Endpoint): string => {
  const name = answersName(address.ip);
  if (facts.has(name)) return name;
  const service = host === device.id ? 'sshd' : 'sshd-mgmt';
  const daemon = port.kind === 'bmc' ? `bmc:${device.id}` : `service:${device.id}/${service}`;
  return facts.all(name, [...(port.separate ? [] : [`data-plane:${device.id}`]), daemon]);
};

const insidePort = (compiling: Compiling, device: string): string | undefined =>
  compiling.ownEndpoint(device)?.port.id;

/** From one device of the management network to another on the same site. The same device reaches itself. */
export const inside = (compiling: Compiling, from: string, to: string): string | undefined => {
  if (from === to) return `system:${from}`;
  const [a, b] = [insidePort(compiling, from), insidePort(compiling, to)];
  return a && b ? joined(compiling, a, b) : undefined;
};

/**
 * From a gateway or jumphost at one site to the far gateway of the wire to the other site, and back by the same
 * explicit routes.
 */
export const across = (compiling: Compiling, from: string, site: string): string | undefined => {
  const { topology, facts } = compiling;
  const home = topology.device(from).site;
  const wire = home === undefined ? undefined : compiling.interlink(home, site);
  const near = wire && inside(compiling, from, wire.near);
  if (!wire || !near) return undefined;
  const name = `across:${from}~${site}`;
  if (facts.has(name)) return name;
  const parts = [near, `data-plane:${wire.near}`, `wire:${wire.link.id}`, `data-plane:${wire.far}`];
  return facts.all(name, parts, `over the interconnect ${wire.near} -- ${wire.far}`);
};

/**
 * Answers of a device without routes of its own, to somewhere beyond the site: by its default route, the shared
 * address, and on to the gateway that has the wire. Holds by way of the first gateway of the pair, or of a later one
 * while those before it are quiet: keepalived sees missing adverts, and nothing else.
 */
export const wayBack = (compiling: Compiling, endpoint: Endpoint, exit: string): string | undefined => {
  const { facts } = compiling;
  const pair = endpoint.device.site === undefined ? undefined : compiling.pairOf(endpoint.device.site);
  if (!pair) return undefined;
  const name = `back:${endpoint.port.id}~${exit}`;
  if (facts.has(name)) return name;
  const ways = pair.gateways.flatMap((gateway, at) => {
    const port = insidePort(compiling, gateway);
    const first = port && joined(compiling, endpoint.port.id, port);
    const on = inside(compiling, gateway, exit);
    if (!first || !on) return [];
    const earlier = pair.gateways.slice(0, at).map((other) => `quiet:${other}`);
    return [facts.all(`${name}/${gateway}`, [first, `data-plane:${gateway}`, on, ...earlier])];
  });
  const shared = pair.engine === 'none' ? ways.slice(0, 1) : ways;
  return facts.any(name, shared, `${pair.engine}: sees missing adverts`);
};
