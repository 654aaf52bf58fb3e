import type { Dependency } from '#model/dependency.ts';
import { insideServices } from '#model/inside-service.ts';
import type { Door } from '#model/network.ts';
import type { Compiling } from './context.ts';
import type { Hits } from './hits.ts';
import type { FactRef } from './system.ts';

/**
 * What people need besides wires: a key that works, a network that the door lets in, and the services that access depends on.
 */
export const admittedName = (door: string): string => `admitted:${door}`;
const needsName = (site: string): string => `needs:${site}`;

/** Any of the operators, and any of the networks that they come from, will do: people choose. */
const defineAdmitted = ({ facts, topology: { network } }: Compiling, taken: Hits, door: Door): void => {
  const sources = network.places.map(({ id }) => {
    const scope = `${id}@${door.id}`;
    return facts.all(facts.ref('source', scope), taken.of('source', scope));
  });
  const from =
    sources.length > 0
      ? [facts.any(`sources:${door.id}`, sources, 'operators come from another network')]
      : [];
  const by = network.operators.length > 0 ? ['operators'] : [];
  facts.all(admittedName(door.id), [...from, ...by]);
};

/** A device that a service runs on; where the daemon is one that we render, it has to live as well. */
const homeOf = ({ facts, topology }: Compiling, { kind, id: service }: Dependency, id: string): FactRef => {
  const inside = insideServices(topology.network, topology.device(id));
  const rendered = (kind === 'dns' && inside.dns) || (kind === 'dhcp' && inside.dhcp);
  if (!rendered) return `data-plane:${id}`;
  return facts.all(`home:${service}~${id}`, [`data-plane:${id}`, `service:${id}/dnsmasq`]);
};

/** A service answers: on any of its devices, at its provider, or on its feed. */
const defineDependency = (compiling: Compiling, taken: Hits, one: Dependency): void => {
  const { facts } = compiling;
  const homes = one.on.map((id) => homeOf(compiling, one, id));
  const home = homes.length > 0 ? [facts.any(`home:${one.id}`, homes, 'its clients ask the next one')] : [];
  const outside = one.provider === undefined ? [] : [`transit:${one.provider}`];
  const feed = one.feed === undefined ? [] : [`feed:${one.feed}`];
  facts.all(`dependency:${one.id}`, [...taken.of('dependency', one.id), ...home, ...outside, ...feed]);
  facts.all(`accepts:${one.id}`, taken.of('accepts', one.id));
};

/** Where it is said whose logins ask, only those need it: see `logins.ts`. */
const isNeeded = (one: Dependency, site: string): boolean =>
  one.use === 'access' && one.logins === undefined && (one.sites.length === 0 || one.sites.includes(site));

/** What has to hold of a service that access depends on. One that refuses is no outage, so nothing falls back (RFC 3871 2.3.4). */
const partsOf = (one: Dependency): string[] => [
  ...(one.fallback === 'none' ? [`dependency:${one.id}`] : []),
  ...(one.kind === 'aaa' ? [`accepts:${one.id}`] : []),
];

/** The fact that what the access to a site depends on is there; undefined where it depends on nothing. */
export const needsOf = ({ topology: { network } }: Compiling, site: string): string | undefined =>
  network.dependencies.some((one) => isNeeded(one, site) && partsOf(one).length > 0)
    ? needsName(site)
    : undefined;

/** Defines who is let in at each door, and what the access to each site depends on. */
export const defineNeeds = (compiling: Compiling, taken: Hits): void => {
  const { facts, topology } = compiling;
  const { network } = topology;
  const keys = network.operators.map(({ id }) => facts.all(`key:${id}`, taken.of('key', id)));
  if (keys.length > 0) facts.any('operators', keys, 'another operator');
  for (const door of network.doors) defineAdmitted(compiling, taken, door);
  for (const one of network.dependencies) defineDependency(compiling, taken, one);
  for (const site of network.sites)
    facts.all(
      needsName(site.id),
      network.dependencies.filter((one) => isNeeded(one, site.id)).flatMap(partsOf),
    );
};
