import type { StrokeName } from '../look.ts';
import type { Box } from '../svg.ts';
import type { EdgeKind, MapEdge, MapModel, MapNode } from './model.ts';
import type { SitePlan } from './site-plan.ts';

/** A provider as one site sees it: drawn above the site, once for each purpose. */
export interface Pill {
  readonly id: string;
  readonly node: MapNode;
  readonly site: SitePlan;
  readonly purpose: 'production' | 'management';
  readonly note: string;
  /** Its uplinks, as nets. */
  readonly wires: readonly string[];
}

/** A line through the Internet that joins people, stations and the rendezvous with the providers of the doors. */
export interface Bus {
  readonly stroke: StrokeName & EdgeKind;
  readonly label: string;
  /** Nodes of the Internet that it starts from, and those that it points at. */
  readonly from: readonly string[];
  readonly into: readonly string[];
  /** Pills that it touches; with an arrow, unless it starts there. */
  readonly pills: readonly string[];
  readonly arrows: boolean;
}

/** Something in the Internet, and the provider that it is at. */
export interface Outside {
  readonly node: MapNode;
  readonly provider?: MapNode;
}

/** The Internet above a row of sites. People, stations and the rendezvous stand in the first one. */
export interface Band {
  readonly outside: readonly Outside[];
  readonly buses: readonly Bus[];
  readonly pills: readonly Pill[];
}

/** A pill where it is, with its wires by where they pass the roof. */
export interface PlacedPill {
  readonly pill: Pill;
  readonly box: Box;
  readonly wires: readonly { readonly net: string; readonly x: number }[];
}

/** The providers above a site. */
export const pillsOf = (model: MapModel, site: SitePlan): Pill[] => {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const pills = new Map<string, Pill>();
  for (const { net } of site.nets) {
    const node = nodes.get(net.provider ?? '');
    const edge = net.edges[0]!;
    if (!node) continue;
    const purpose = edge.purpose ?? 'management';
    const id = `${site.place.id} ${node.id} ${purpose}`;
    const note = [edge.medium, node.note?.replace('rides on', 'on')].filter(Boolean).join(', ');
    const wires = [...(pills.get(id)?.wires ?? []), net.id];
    pills.set(id, { note, ...pills.get(id), id, node, site, purpose, wires });
  }
  return [...pills.values()];
};

/** The pills over which a device of a site is reached from outside. */
const waysTo = (node: string, uplinks: readonly MapEdge[], pills: readonly Pill[]): string[] => {
  const ids = new Set(uplinks.filter((edge) => edge.from === node).map((edge) => edge.id));
  return pills.filter((pill) => pill.wires.some((wire) => ids.has(wire))).map((pill) => pill.id);
};

const LABELS = {
  vpn: 'VPN',
  landlord: 'own networks',
  'dial-out': 'dials out',
  tunnel: 'static tunnels',
} as const;

/** The lines of the Internet, those that have two ends. */
export const busesOf = (model: MapModel, pills: readonly Pill[]): Bus[] => {
  const dials = new Map(model.edges.filter((e) => e.kind === 'dial-out').map((e) => [e.from, e.to]));
  const uplinks = model.edges.filter((e) => e.kind === 'uplink' && e.purpose === 'management');
  return (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((stroke) => {
    const edges = model.edges.filter((edge) => edge.kind === stroke);
    if (edges.length === 0) return [];
    const doors = [...new Set(edges.map((edge) => (stroke === 'dial-out' ? edge.from : edge.to)))];
    const behind = (door: string): boolean =>
      stroke !== 'dial-out' && stroke !== 'landlord' && dials.has(door);
    const into = doors.flatMap((door) => (behind(door) || stroke === 'dial-out' ? [dials.get(door)!] : []));
    return [
      {
        stroke,
        label: LABELS[stroke],
        from: stroke === 'dial-out' ? [] : [...new Set(edges.map((edge) => edge.from))],
        into: [...new Set(into)],
        pills: [
          ...new Set(doors.filter((door) => !behind(door)).flatMap((door) => waysTo(door, uplinks, pills))),
        ],
        arrows: stroke !== 'dial-out',
      },
    ];
  });
};

/** What stands in the Internet by itself: people, stations, rendezvous. Providers stand above the sites that use them. */
export const outsideBoxes = (model: MapModel): Outside[] => {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  return model.nodes
    .filter((node) => node.place === 'internet' && node.kind !== 'provider')
    .map((node) => {
      const uplink = model.edges.find((edge) => edge.kind === 'uplink' && edge.from === node.id);
      const provider = uplink && nodes.get(uplink.to);
      return provider ? { node, provider } : { node };
    });
};
