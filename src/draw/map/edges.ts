import type { Cable, Network } from '#model/network.ts';
import type { Hits } from './failed.ts';
import type { Links } from './links.ts';
import type { EdgeKind, MapEdge, MapNode } from './model.ts';

interface Draft {
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  readonly cable?: Cable;
  readonly medium?: MapEdge['medium'];
  readonly purpose?: MapEdge['purpose'];
  readonly failed?: readonly string[];
}

/** Drafts between the same two nodes are one edge, however many cables. */
const gathered = (drafts: readonly Draft[]): MapEdge[] => {
  const edges = new Map<string, MapEdge>();
  for (const { kind, from, to, cable, medium, purpose, failed = [] } of drafts) {
    const id = `${kind} ${from} ${to}`;
    const known = edges.get(id);
    edges.set(id, {
      id,
      kind,
      from,
      to,
      cables: [...(known?.cables ?? []), ...(cable ? [cable.id] : [])],
      ...(medium ? { medium } : {}),
      ...(purpose ? { purpose } : {}),
      failed: [...new Set([...(known?.failed ?? []), ...failed])],
    });
  }
  return [...edges.values()];
};

/** Nodes by the device, provider or feed that they stand for. */
const nodeIndex = (nodes: readonly MapNode[]): ReadonlyMap<string, string> =>
  new Map(
    nodes.flatMap((node) => [[node.id, node.id] as const, ...node.members.map((m) => [m, node.id] as const)]),
  );

const cableDrafts = (
  network: Network,
  links: Links,
  hits: Hits,
  at: ReadonlyMap<string, string>,
): Draft[] => {
  const uplinks = new Map(network.uplinks.map((uplink) => [uplink.id, uplink]));
  return network.cables.flatMap((cable): Draft[] => {
    const [from, to] = [at.get(links.ownerOf(cable.a)), at.get(links.ownerOf(cable.b))];
    if (from === undefined || to === undefined || from === to) return [];
    const uplink = uplinks.get(cable.id);
    const how = uplink ? { medium: uplink.medium, purpose: uplink.purpose } : {};
    return [{ kind: cable.kind, from, to, cable, ...how, failed: hits.cables.get(cable.id) ?? [] }];
  });
};

/** Who enters where: tunnels, and the landlords' networks that let operators' own networks in. */
const tunnelDrafts = (network: Network, at: ReadonlyMap<string, string>): Draft[] => {
  const entry = (door: Network['doors'][number]): string => at.get(door.gateway)!;
  const people = network.places.map((place) => `network:${place.id}`);
  const stations = network.stations.map((station) => `station:${station.id}`);
  return [
    ...network.doors.flatMap((door): Draft[] => [
      ...people.map((from): Draft => ({ kind: 'vpn', from, to: entry(door) })),
      ...stations.map((from): Draft => ({ kind: 'tunnel', from, to: entry(door) })),
      ...(door.rendezvous
        ? [{ kind: 'dial-out' as const, from: entry(door), to: at.get(door.rendezvous)! }]
        : []),
    ]),
    ...network.uplinks
      .filter((uplink) => uplink.landlord)
      .flatMap((uplink) =>
        people.map((from): Draft => ({ kind: 'landlord', from, to: at.get(uplink.device)! })),
      ),
    ...network.stations.map(
      (s): Draft => ({ kind: 'uplink', from: `station:${s.id}`, to: `provider:${s.provider}` }),
    ),
    ...network.providers.flatMap((p): Draft[] =>
      p.upstream === undefined
        ? []
        : [{ kind: 'rides-on', from: `provider:${p.id}`, to: `provider:${p.upstream}` }],
    ),
  ];
};

/** What joins the nodes. Every edge has both its ends among them. */
export const mapEdges = (
  network: Network,
  links: Links,
  hits: Hits,
  nodes: readonly MapNode[],
): MapEdge[] => {
  const at = nodeIndex(nodes);
  return gathered([...cableDrafts(network, links, hits, at), ...tunnelDrafts(network, at)]);
};
