import type { Place } from '#base/place.ts';
import type { CableKind } from './network.ts';

/** What devices and tools say about cables, ports and outlets, in their own words: nothing is matched yet. */
export interface Observed {
  /** Who answered, also with an empty table: silence counts only for these. */
  readonly reporters: readonly Reporter[];
  readonly neighbours: readonly Neighbour[];
  readonly documented: readonly DocumentedCable[];
  readonly macs: readonly MacSeen[];
  readonly bindings: readonly Binding[];
  readonly ports: readonly PortSeen[];
  readonly outlets: readonly OutletSeen[];
}

/** Where something was said, and the command that says it again. */
export interface Witness {
  readonly file: string;
  /** `lldpctl -f json` */
  readonly command: string;
}

/** `neighbours`: it was asked for its LLDP neighbours. `documented`: a documentation has cables of it, all of them or some. */
export interface Reporter {
  readonly device: string;
  readonly of: 'neighbours' | 'documented' | 'macs' | 'outlets' | 'ports';
  /** Whether somebody else says who answered: the name of the file, or the command line. */
  readonly told?: boolean;
  /** False where a list was cut, so that absence says nothing. */
  readonly complete: boolean;
  readonly by: Witness;
}

/** The other end as it calls itself: LLDP's chassis, system name, management addresses, and port (IEEE 802.1AB clause 8.5). */
export interface FarEnd {
  /** System name, or what stands for it. */
  readonly name?: string;
  readonly addresses: readonly string[];
  /** Chassis id, where it is a MAC address. */
  readonly mac?: string;
  /** Port id and port description, the better one first; MAC addresses among them where that is all there is. */
  readonly ports: readonly string[];
}

/** A neighbour on a port. */
export interface Neighbour {
  readonly device: string;
  readonly port: string;
  readonly far: FarEnd;
  readonly by: Witness;
}

/** A cable that a documentation (NetBox) has. */
export interface DocumentedCable {
  readonly a: { readonly device: string; readonly port: string };
  readonly b: { readonly device: string; readonly port: string };
  readonly by: Witness;
}

/** A MAC address that a switch has learned on a port. */
export interface MacSeen {
  readonly device: string;
  readonly port: string;
  readonly mac: string;
  readonly by: Witness;
}

/** Who has an IP address, by somebody's neighbour table (ARP, NDP). */
export interface Binding {
  readonly address: string;
  readonly mac: string;
  readonly by: Witness;
}

export interface PortSeen {
  readonly device: string;
  readonly port: string;
  readonly up?: boolean;
  readonly mac?: string;
  readonly by: Witness;
}

/** An outlet of a PDU with the name that somebody gave it. */
export interface OutletSeen {
  readonly device: string;
  /** `o3`, `Outlet 3`, `3` */
  readonly outlet: string;
  readonly label: string;
  readonly on?: boolean;
  readonly by: Witness;
}

/** Everything in which reality may differ from the inventory. */
export const DIFFERENCES = [
  'cable-elsewhere',
  'cable-missing',
  'cable-unwritten',
  'device-unknown',
  'outlet-elsewhere',
  'outlet-name-differs',
  'port-down',
] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

/** One thing that is not as written. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Id of the port or device of the inventory that it is about. */
  readonly on: string;
  /** Where the cable or the device is written. */
  readonly place: Place;
  /** A port, `feed:…`, `provider:…`, `up, with …`, or `open`. */
  readonly expected: string;
  readonly seen: string;
  readonly by: readonly Witness[];
}

/** Why something that was said could not be compared. */
export const UNSURE = [
  'ambiguous-device',
  'ambiguous-mac',
  'several-neighbours',
  'unknown-port',
  'unknown-reporter',
] as const;
export type UnsureKind = (typeof UNSURE)[number];

/** Something that was said and is not used, since it could mean several things or nothing of the inventory. */
export interface Unsure {
  readonly kind: UnsureKind;
  readonly text: string;
  readonly by: Witness;
}

/** How much of one kind of cable was looked at. */
export interface Coverage {
  readonly kind: CableKind;
  readonly total: number;
  /** As written, with both ports known by name. */
  readonly confirmed: number;
  /** Between the right devices, but a port is called otherwise there. */
  readonly devicesOnly: number;
  readonly different: number;
  /** Nobody who would know was asked. */
  readonly unreported: number;
}

/** The inventory against what was seen. */
export interface Comparison {
  readonly differences: readonly Difference[];
  readonly unsure: readonly Unsure[];
  readonly coverage: readonly Coverage[];
  /** Devices of the inventory that were heard. */
  readonly devices: readonly string[];
}

/** Nothing seen. */
export const NOTHING: Observed = {
  reporters: [],
  neighbours: [],
  documented: [],
  macs: [],
  bindings: [],
  ports: [],
  outlets: [],
};
