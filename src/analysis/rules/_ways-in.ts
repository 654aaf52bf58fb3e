import type { Door, Interlink, Site } from '#model/network.ts';
import { rootFinder } from './_providers.ts';
import type { RuleContext } from './rule.ts';

/** What a way into a site passes before it fans out to devices: gateways, jumphost, providers, rendezvous. */
export type WayIn = ReadonlySet<string>;

const gateway = (id: string): string => `gateway "${id}"`;

/** What somebody needs who comes in by a door. */
const doorParts = (context: RuleContext, door: Door): string[] => {
  const root = rootFinder(context.network);
  const uplinks = context.network.uplinks.filter(
    ({ id, device }) => id === door.uplink || device === door.rendezvous,
  );
  return [
    gateway(door.gateway),
    ...(door.rendezvous === undefined ? [] : [`rendezvous "${door.rendezvous}"`]),
    ...uplinks.map(({ provider }) => `provider "${root(provider)}"`),
  ];
};

interface Wire {
  readonly near: string;
  readonly far: string;
  readonly farSite: string | undefined;
}

const wiresOf = ({ network, topology }: RuleContext, site: Site): Wire[] =>
  network.interlinks
    .flatMap(({ a, b }: Interlink) => [
      { near: a, far: b },
      { near: b, far: a },
    ])
    .filter(({ near }) => topology.device(near).site === site.id)
    .map((wire) => ({ ...wire, farSite: topology.device(wire.far).site }));

const jumphostsAt = ({ devicesAt }: RuleContext, site: string | undefined): string[] =>
  devicesAt(site ?? '', 'jumphost').map(({ id }) => `jumphost "${id}"`);

/** Every way into the site's management network: a door and a jumphost, its own or those over a wire to a neighbour. */
export const waysInto = (context: RuleContext, site: Site): WayIn[] => {
  const doors = (at: string | undefined) => context.network.doors.filter((door) => door.site === at);
  const own = jumphostsAt(context, site.id);
  const local = doors(site.id).flatMap((door) =>
    own.map((jumphost) => [...doorParts(context, door), jumphost]),
  );
  const crossing = wiresOf(context, site).flatMap(({ near, far, farSite }) => {
    const wire = [gateway(near), gateway(far)];
    const [theirs, here] = [jumphostsAt(context, farSite), doors(site.id)];
    return [
      ...doors(farSite).flatMap((door) =>
        [...own, ...theirs].map((jumphost) => [...doorParts(context, door), ...wire, jumphost]),
      ),
      ...here.flatMap((door) => theirs.map((jumphost) => [...doorParts(context, door), ...wire, jumphost])),
    ];
  });
  return [...local, ...crossing].map((parts) => new Set(parts));
};
