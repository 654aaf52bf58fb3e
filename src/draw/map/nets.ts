import { SWITCH_ROLES } from '#model/role.ts';
import type { StrokeName } from '../look.ts';
import type { MapEdge, MapModel, MapNode } from './model.ts';

/**
 * What is drawn as one line with branches: a switch with all that hangs on it, a feed with the PDUs on it, one uplink, one
 * wire between sites. A line for every cable would be a carpet.
 */
export interface Net {
  readonly id: string;
  readonly stroke: StrokeName;
  /** Nodes inside sites, the hub first. */
  readonly terminals: readonly string[];
  /** Outside: the provider's node. */
  readonly provider?: string;
  readonly edges: readonly MapEdge[];
}

const BRANCHING = ['management', 'production', 'meta'] as const;
const FORWARDING: ReadonlySet<string> = new Set([...SWITCH_ROLES, 'router', 'gateway']);

type Rank = readonly [main: number, forwarding: number, degree: number];

/** The end that others hang on: in the main rack, with more switches and routers around it, with more around it. */
const ranks = (
  model: MapModel,
  nodes: ReadonlyMap<string, MapNode>,
): ((node: string, kind: string) => Rank) => {
  const main = new Set(model.places.filter((place) => place.main).map((place) => place.id));
  const counts = new Map<string, [number, number]>();
  const forwards = (id: string): boolean => FORWARDING.has(nodes.get(id)?.kind ?? '');
  for (const { kind, from, to } of model.edges)
    for (const [own, far] of [
      [from, to],
      [to, from],
    ] as const) {
      const [forwarding, degree] = counts.get(`${kind} ${own}`) ?? [0, 0];
      counts.set(`${kind} ${own}`, [forwarding + Number(forwards(far)), degree + 1]);
    }
  return (id, kind) => {
    const [forwarding, degree] = counts.get(`${kind} ${id}`) ?? [0, 0];
    if (!forwards(id)) return [-1, 0, degree];
    return [Number(main.has(nodes.get(id)!.place)), forwarding, degree];
  };
};

const greater = (a: Rank, b: Rank): boolean => {
  const at = [0, 1, 2].find((n) => a[n] !== b[n]);
  return at !== undefined && a[at]! > b[at]!;
};

const branching = (model: MapModel, nodes: ReadonlyMap<string, MapNode>): Net[] => {
  const rank = ranks(model, nodes);
  const hubs = new Map<string, { stroke: StrokeName; hub: string; edges: MapEdge[] }>();
  for (const edge of model.edges) {
    const stroke = BRANCHING.find((kind) => kind === edge.kind);
    if (!stroke) continue;
    const hub = greater(rank(edge.from, stroke), rank(edge.to, stroke)) ? edge.from : edge.to;
    const net = hubs.get(`${stroke} ${hub}`) ?? { stroke, hub, edges: [] };
    net.edges.push(edge);
    hubs.set(`${stroke} ${hub}`, net);
  }
  return [...hubs].map(([id, { stroke, hub, edges }]) => {
    const leaves = edges.map((edge) => (edge.from === hub ? edge.to : edge.from));
    return { id, stroke, terminals: [hub, ...new Set(leaves)], edges };
  });
};

const uplinkStroke = ({ purpose, medium }: MapEdge): StrokeName => {
  if (purpose === 'production') return 'uplink-production';
  return medium === 'mobile' || medium === 'satellite' ? 'uplink-mobile' : 'uplink';
};

const single = (edge: MapEdge, outside: (id: string) => boolean): Net[] => {
  if (edge.kind === 'interlink')
    return [{ id: edge.id, stroke: 'interlink', terminals: [edge.from, edge.to], edges: [edge] }];
  if (edge.kind !== 'uplink' || outside(edge.from)) return [];
  return [
    { id: edge.id, stroke: uplinkStroke(edge), terminals: [edge.from], provider: edge.to, edges: [edge] },
  ];
};

const powered = (model: MapModel): Net[] => {
  const byFeed = new Map<string, MapEdge[]>();
  for (const edge of model.edges)
    if (edge.kind === 'power') byFeed.set(edge.to, [...(byFeed.get(edge.to) ?? []), edge]);
  const feeds = model.nodes.filter((node) => node.kind === 'feed');
  return feeds.map(({ id }) => {
    const edges = byFeed.get(id) ?? [];
    return { id, stroke: 'power', terminals: edges.map((edge) => edge.from), edges };
  });
};

/** All lines of the map that touch a site. */
export const netsOf = (model: MapModel): Net[] => {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const outside = (id: string): boolean => nodes.get(id)?.place === 'internet' || id.startsWith('station:');
  const inSites = (net: Net): boolean => !net.terminals.some(outside);
  const lines = model.edges.flatMap((edge) => single(edge, outside));
  return [...branching(model, nodes), ...lines, ...powered(model)].filter(inSites);
};
