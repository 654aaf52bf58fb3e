import type { Place } from '#base/place.ts';
import type { CountryBlock } from './country-block.ts';
import type { Dependency } from './dependency.ts';
import type { Device } from './device.ts';
import type { DualStack } from './dual-stack.ts';
import type { Flow } from './flow.ts';
import type { NarrowPermit } from './narrow-permit.ts';
import type { BreakGlassAccount, DocumentCopy, Operator, OperatorNetwork } from './people.ts';
import type { Software } from './software.ts';
import type { Story } from './story.ts';
import type { Interlink, Uplink } from './uplink.ts';

export type * from './country-block.ts';
export type * from './device.ts';
export { LINE_DAEMONS, MANAGEMENT_PROTOCOLS, PORT_KINDS, START_NEEDS } from './device.ts';
export type * from './dual-stack.ts';
export type * from './people.ts';
export type * from './uplink.ts';

/**
 * The network: what the inventory means once templates, defaults, device types, wiring and addressing have
 * been worked out. Nothing in it is implicit. Plain data: it can be written as JSON and read back.
 *
 * Names are paths: `zrh1/r07/srv02` is a device, `zrh1/r07/srv02:bmc` one of its ports.
 */
export interface Network {
  readonly name: string;
  /** The management supernet, such as `10.0.0.0/8`. */
  readonly prefix: string;
  /** Where the prefix is written; absent: it is the default. */
  readonly prefixPlace?: Place;
  /** Absent: management is IPv4 only. */
  readonly ipv6?: DualStack;
  readonly scenario: Scenario;
  /** With `written` nothing was wired by default. */
  readonly wiring?: 'default' | 'written';
  readonly timers: Timers;
  readonly sites: readonly Site[];
  readonly racks: readonly Rack[];
  readonly devices: readonly Device[];
  readonly cables: readonly Cable[];
  readonly feeds: readonly Feed[];
  readonly providers: readonly Provider[];
  readonly uplinks: readonly Uplink[];
  readonly interlinks: readonly Interlink[];
  readonly pairs: readonly GatewayPair[];
  readonly doors: readonly Door[];
  readonly operators: readonly Operator[];
  readonly places: readonly OperatorNetwork[];
  /** Which countries may knock at doors; absent: all. */
  readonly countryBlock?: CountryBlock;
  readonly stations: readonly Station[];
  readonly dependencies: readonly Dependency[];
  readonly documents: readonly DocumentCopy[];
  readonly accounts: readonly BreakGlassAccount[];
  readonly flows: readonly Flow[];
  readonly software: readonly Software[];
  readonly stories: readonly Story[];
  readonly permits: readonly NarrowPermit[];
  readonly addresses: readonly Address[];
  readonly waivers: readonly Waiver[];
}

/** The talk's four scenarios: servers alone, one rack with gear of its own, racks in one site, several sites. */
export type Scenario = 'a' | 'b' | 'c' | 'd';

/** Seconds. Each is a fact of the inventory because recovery waits for it. */
export interface Timers {
  /** VRRP advertisement interval (RFC 5798 section 5.2.7); below 1 s needs VRRP version 3. */
  readonly vrrpAdvert: number;
  /** OpenVPN `keepalive` first value: a ping each so many seconds. */
  readonly vpnPing: number;
  /** OpenVPN `keepalive` second value: the peer is taken for dead after so many seconds. */
  readonly vpnRestart: number;
}

/** How operators come to devices: by a jumphost alone (T34), or straight out of the VPN as well. */
export const ENTRY_POLICIES = ['jumphost', 'vpn'] as const;
export type EntryPolicy = (typeof ENTRY_POLICIES)[number];

export interface Site {
  readonly id: string;
  /** 1 to 99: the digit of the site in every management address. */
  readonly number: number;
  readonly campus?: string;
  /** The rack that holds the gateways and the middle of the star, if the site has a management network of its own. */
  readonly mainRack?: string;
  /** Absent: jumphosts are the only way. */
  readonly entry?: 'vpn';
  readonly place: Place;
}

export interface Rack {
  /** `zrh1/r01` */
  readonly id: string;
  readonly site: string;
  readonly name: string;
  /** 1 to 255: the digit of the rack in every management address. 0 is the site's infrastructure. */
  readonly number: number;
  /** Room, floor or building, where known. */
  readonly location?: string;
  readonly place: Place;
}

export type CableKind = 'management' | 'production' | 'meta' | 'uplink' | 'interlink' | 'console' | 'power';

export interface Cable {
  /** The id of end `a`, which is always a port. A port takes one cable, so this names it. */
  readonly id: string;
  readonly a: string;
  /** A port id, `feed:zrh1/A`, or `provider:init7`. */
  readonly b: string;
  readonly kind: CableKind;
  /** `written` by a person, or `wired` by default. */
  readonly origin: 'written' | 'wired';
  /** Duct or patch run, where known. */
  readonly route?: string;
  /** Networks that ride on it as VLANs beside its own kind (T16, T17). */
  readonly carries?: readonly CableKind[];
  readonly place: Place;
}

export interface Feed {
  /** `zrh1/A` */
  readonly id: string;
  readonly site: string;
  readonly name: string;
  /** The panel that it comes from; feeds of one panel can fail together. */
  readonly panel?: string;
  /** Watts that its breaker carries. */
  readonly watts?: number;
  readonly place: Place;
}

export interface Provider {
  readonly id: string;
  /** The provider whose network it rides on, if not its own. */
  readonly upstream?: string;
  readonly place: Place;
}

/** What moves the shared inside address from one gateway to the other (T44). */
export const PAIR_ENGINES = ['keepalived', 'carp', 'pacemaker', 'none'] as const;
export type PairEngine = (typeof PAIR_ENGINES)[number];

/** The gateways of a site and the inside address that they share; one gateway is a pair of one. */
export interface GatewayPair {
  readonly site: string;
  /** In order of priority: the first holds the address while it lives. */
  readonly gateways: readonly string[];
  /** Without an engine the first gateway has the shared address for good. */
  readonly engine: PairEngine;
  /** `10.1.0.1` */
  readonly shared: string;
  /** `fd12:3456:789a:1::1`, if all of them speak IPv6. */
  readonly shared6?: string;
}

/** What serves a door. */
export const DOOR_ENGINES = ['openvpn', 'wireguard'] as const;
export type DoorEngine = (typeof DOOR_ENGINES)[number];

/** Where an operator enters the management network from outside. */
export interface Door {
  /** The gateway's id: each gateway has one VPN server of its own. */
  readonly id: string;
  readonly gateway: string;
  readonly site: string;
  readonly uplink: string;
  readonly engine: DoorEngine;
  /** A gateway behind a NAT dials out to this host, which forwards a port to it. */
  readonly rendezvous?: string;
  /** Where the operator's client connects: literal address and UDP port. */
  readonly address: string;
  readonly port: number;
  /** Addresses of its VPN, `10.101.1.0/24`. */
  readonly pool: string;
  /** MTU inside the tunnel, small enough for every link on the way. */
  readonly mtu: number;
}

/** A monitoring host outside with a static, narrow tunnel (T41). */
export interface Station {
  readonly id: string;
  /** Where it stands on the Internet, with length: `203.0.113.130/28`. */
  readonly address: string;
  readonly provider: string;
  /** Digit in every VPN pool. */
  readonly number: number;
  readonly place: Place;
}

export type AddressNetwork = 'management' | 'production' | 'outside' | 'interlink' | 'tunnel';

/** An address of a port. The plan is injective: no two entries share an `ip`, except the shared one of a pair. */
export interface Address {
  readonly ip: string;
  readonly length: number;
  /** The IPv6 address with the same digits, where the port has one. */
  readonly ip6?: string;
  /** Device id. */
  readonly device: string;
  /** Port id. */
  readonly port: string;
  readonly network: AddressNetwork;
  readonly site?: string;
  /** For production addresses: the uplink whose prefix it comes from. */
  readonly uplink?: string;
}

/** A finding that somebody accepts, for a reason and until a day. */
export interface Waiver {
  readonly rule: string;
  readonly on: string;
  readonly reason: string;
  /** ISO date. */
  readonly until: string;
  readonly place: Place;
}
