import type { State, Verb } from '#model/failure.ts';
import type { CableKind, Medium } from '#model/network.ts';
import type { Role } from '#model/role.ts';

/** The picture before it has a shape: what is drawn, where it belongs, what joins it. Plain data. */
export interface MapModel {
  readonly name: string;
  readonly places: readonly MapPlace[];
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly whatIf?: MapWhatIf;
}

/** The Internet, a site, or a rack: one of them, or several that are alike and drawn as one. */
export interface MapPlace {
  readonly id: string;
  readonly kind: 'internet' | 'site' | 'rack';
  readonly label: string;
  readonly note?: string;
  /** The site of a rack. */
  readonly within?: string;
  /** Ids of the racks that it stands for. */
  readonly racks?: readonly string[];
  readonly main?: boolean;
}

export type NodeKind = Role | 'provider' | 'feed' | 'operators' | 'station';

/** A device, several devices that are alike, or something outside that is none. */
export interface MapNode {
  /** The first device's id, `provider:init7`, `feed:zrh1/A`, `network:home` or `station:mon1`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly note?: string;
  readonly place: string;
  /** Ids of the devices; of operators their names. */
  readonly members: readonly string[];
  /** What of a server is managed on its own: its BMC, or a management port in a network namespace. */
  readonly part?: 'BMC' | 'ns';
  /** Console servers that its serial console is cabled to. */
  readonly consoles?: readonly string[];
  /** Feeds that its power comes from, by name; of a device behind PDUs those of the PDUs. */
  readonly feeds?: readonly string[];
  /** The worst of its verbs, with failures. */
  readonly state?: State;
  readonly lost?: readonly Verb[];
  /** Failures that hit it, as ids. */
  readonly failed: readonly string[];
}

export type EdgeKind = CableKind | 'vpn' | 'landlord' | 'dial-out' | 'tunnel' | 'rides-on';

/** What joins two nodes: cables of one kind, or a tunnel. */
export interface MapEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  readonly cables: readonly string[];
  readonly medium?: Medium;
  readonly purpose?: 'production' | 'management';
  readonly failed: readonly string[];
}

/** What the failures that are drawn in do altogether. */
export interface MapWhatIf {
  readonly counts: Readonly<Record<Verb, Readonly<Record<State, number>>>>;
  /** Devices that lose the verb. */
  readonly lost: Readonly<Record<Verb, readonly string[]>>;
  readonly failures: readonly {
    readonly id: string;
    readonly recovery: string;
    readonly steps: readonly string[];
    /** Devices that are mended one by one, by how somebody gets to them: `console: zrh1/r[01-02]/sw1`. */
    readonly each: readonly string[];
  }[];
}
