import type { Feed } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { membersOf } from './_members.ts';
import type { FailureKind } from './kind.ts';

/** The feed behind a power port, through its PDU if there is one. */
const feedOf = (topology: Topology, port: string, depth = 0): string | undefined => {
  const cable = topology.cableAt(port);
  const far = cable && (cable.a === port ? cable.b : cable.a);
  if (far === undefined || depth > 4) return undefined;
  if (far.startsWith('feed:')) return far.slice('feed:'.length);
  const pdu = topology.device(topology.port(far).device);
  const inlet = pdu.ports.find((one) => one.kind === 'power');
  return inlet && feedOf(topology, inlet.id, depth + 1);
};

/** Watts on each feed of a site when some of them are dead: a device takes its draw from the ports that are left. */
const loadWithout = (
  topology: Topology,
  site: string,
  dead: ReadonlySet<string>,
): ReadonlyMap<string, number> => {
  const load = new Map<string, number>();
  for (const device of membersOf(topology, 'site', site)) {
    if (device.role === 'pdu') continue;
    const ports = device.ports.filter((port) => port.kind === 'power' && port.draw !== undefined);
    // A type gives the most that each inlet draws; together they draw what the largest does.
    const draw = Math.max(0, ...ports.map((port) => port.draw!));
    const live = ports
      .map((port) => feedOf(topology, port.id))
      .filter((feed) => feed !== undefined && !dead.has(feed));
    for (const feed of live) load.set(feed!, (load.get(feed!) ?? 0) + draw / live.length);
  }
  return load;
};

/** Feeds that trip because this one is dead, one after the other: what one of them carried moves on to the rest. */
const overloaded = (topology: Topology, { id, site }: Feed): string[] => {
  const dead = new Set([id]);
  if (!topology.network.feeds.some((feed) => feed.site === site && feed.watts !== undefined)) return [];
  for (;;) {
    const load = loadWithout(topology, site, dead);
    const over = topology.network.feeds.filter(
      (feed) => !dead.has(feed.id) && feed.watts !== undefined && (load.get(feed.id) ?? 0) > feed.watts,
    );
    if (over.length === 0) return [...dead].slice(1);
    for (const feed of over) dead.add(feed.id);
  }
};

/**
 * One feed fails, and another trips under the load that moves to it. It needs draws of devices and watts of feeds; where nothing
 * would be overloaded this cannot happen.
 */
export const breakerTripped: FailureKind = {
  id: 'breaker-tripped',
  title: 'a feed fails and the other trips under its load',
  scope: 'feed',
  scopes: (topology) =>
    topology.network.feeds.filter((feed) => overloaded(topology, feed).length > 0).map((feed) => feed.id),
  takes: (topology, scope) => {
    const dead = topology.network.feeds.find((feed) => feed.id === scope)!;
    return [`feed:${scope}`, ...overloaded(topology, dead).map((feed) => `feed:${feed}` as const)];
  },
  repair: () => ({ remote: [], otherwise: 'hands' }),
};
