import type { Endpoint } from '#model/endpoint.ts';
import { blockedAt } from '#model/isolation.ts';
import type { SwitchPath } from '#model/topology.ts';
import type { Compiling } from './context.ts';

/**
 * Facts about layers 2 and 3 inside. Each function defines its fact once and returns it, or undefined where nothing
 * joins the two.
 */

/**
 * Between two ports: their cables, the switches on the way, and the cables between those. Nothing joins two ports where a
 * management switch on the way isolates both sides.
 */
export const joined = (compiling: Compiling, a: string, b: string): number | undefined => {
  const { topology, facts } = compiling;
  const [from, to] = a < b ? [a, b] : [b, a];
  const others = compiling.joined.get(from) ?? new Map<string, number>();
  compiling.joined.set(from, others);
  const known = others.get(to);
  if (known !== undefined) return known;
  const [left, right] = [topology.attachment(from), topology.attachment(to)];
  const path = left && right && topology.switchPath(left.switch, right.switch);
  if (!path || blockedAt(topology, path, [left.cable, right.cable]) !== undefined) return undefined;
  const cables = [left.cable, right.cable].filter((cable) => cable !== undefined);
  const made = facts.all(facts.fresh('l2', `${from}~${to}`), [
    ...cables.map((cable) => facts.ref('wire', cable)),
    between(compiling, left.switch, right.switch, path),
  ]);
  others.set(to, made);
  return made;
};

/** The switches from one to the other, and the cables between them. */
const between = ({ facts }: Compiling, one: string, other: string, path: SwitchPath): number => {
  const key = one < other ? `${one}~${other}` : `${other}~${one}`;
  const known = facts.known('path', key);
  if (known !== undefined) return known;
  return facts.all(facts.ref('path', key), [
    ...path.cables.map((cable) => facts.ref('wire', cable)),
    ...path.switches.map((device) => facts.ref('data-plane', device)),
  ]);
};

/** Whatever answers at the endpoint lives: its box, its daemon, and its data plane unless the port is apart. */
export const answers = ({ facts }: Compiling, { device, port, host, address }: Endpoint): number => {
  const known = facts.known('answers', address.ip);
  if (known !== undefined) return known;
  const service = host === device.id ? 'sshd' : 'sshd-mgmt';
  const daemon =
    port.kind === 'bmc' ? facts.ref('bmc', device.id) : facts.ref('service', `${device.id}/${service}`);
  // Not even a BMC on its server's production port needs the server's system: the network controller passes it its frames.
  const apart = port.separate || port.kind === 'bmc';
  const forwarding = apart ? [] : [facts.ref('data-plane', device.id)];
  return facts.all(facts.ref('answers', address.ip), [...forwarding, daemon]);
};

const insidePort = (compiling: Compiling, device: string): string | undefined =>
  compiling.ownEndpoint(device)?.port.id;

/** From one device of the management network to another on the same site. The same device reaches itself. */
export const inside = (compiling: Compiling, from: string, to: string): number | undefined => {
  if (from === to) return compiling.facts.ref('system', from);
  const [a, b] = [insidePort(compiling, from), insidePort(compiling, to)];
  return a && b ? joined(compiling, a, b) : undefined;
};

/**
 * From a gateway or jumphost at one site to the far gateway of the wire to the other site, and back by the same
 * explicit routes.
 */
export const across = (compiling: Compiling, from: string, site: string): number | undefined => {
  const { topology, facts } = compiling;
  const home = topology.device(from).site;
  const wire = home === undefined ? undefined : compiling.interlink(home, site);
  const near = wire && inside(compiling, from, wire.near);
  if (!wire || near === undefined) return undefined;
  const key = `${from}~${site}`;
  const known = facts.known('across', key);
  if (known !== undefined) return known;
  const parts = [near, `data-plane:${wire.near}`, `wire:${wire.link.id}`, `data-plane:${wire.far}`];
  return facts.all(facts.ref('across', key), parts, `over the interconnect ${wire.near} -- ${wire.far}`);
};

/**
 * Answers of a device without routes of its own, to somewhere beyond the site: by its default route, the shared
 * address, and on to the gateway that has the wire. Holds by way of the first gateway of the pair, or of a later one
 * while those before it are quiet: keepalived sees missing adverts, and nothing else.
 */
export const wayBack = (compiling: Compiling, endpoint: Endpoint, exit: string): number | undefined => {
  const { facts } = compiling;
  const pair = endpoint.device.site === undefined ? undefined : compiling.pairOf(endpoint.device.site);
  if (!pair) return undefined;
  const key = `${endpoint.port.id}~${exit}`;
  const known = facts.known('back', key);
  if (known !== undefined) return known;
  const ways = pair.gateways.flatMap((gateway, at) => {
    const port = insidePort(compiling, gateway);
    const first = port === undefined ? undefined : joined(compiling, endpoint.port.id, port);
    const on = inside(compiling, gateway, exit);
    if (first === undefined || on === undefined) return [];
    const earlier = pair.gateways.slice(0, at).map((other) => facts.ref('quiet', other));
    const parts = [first, facts.ref('data-plane', gateway), on, ...earlier];
    return [facts.all(facts.ref('back', `${key}/${gateway}`), parts)];
  });
  const shared = pair.engine === 'none' ? ways.slice(0, 1) : ways;
  return facts.any(facts.ref('back', key), shared, `${pair.engine}: sees missing adverts`);
};
