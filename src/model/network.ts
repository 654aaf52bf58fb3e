import type { Place } from '#base/place.ts';
import type { Role } from './role.ts';

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
  readonly scenario: Scenario;
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
  readonly stations: readonly Station[];
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

export interface Site {
  readonly id: string;
  /** 1 to 99: the digit of the site in every management address. */
  readonly number: number;
  readonly campus?: string;
  /** The rack that holds the gateways and the middle of the star, if the site has a management network of its own. */
  readonly mainRack?: string;
  readonly place: Place;
}

export interface Rack {
  /** `zrh1/r01` */
  readonly id: string;
  readonly site: string;
  readonly name: string;
  /** 1 to 255: the digit of the rack in every management address. 0 is the site's infrastructure. */
  readonly number: number;
  readonly place: Place;
}

/** How a server's operating system is managed out of band: its own port in a network namespace, or not at all. */
export type Management = 'port' | 'namespace' | 'none';
export type BmcLan = 'dedicated' | 'shared' | 'failover' | 'none';

export interface Device {
  /** `zrh1/r01/gw1`; a rendezvous, which stands at a provider, has its bare name. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The number in the name (`srv02` is 2): the last digit of its address. */
  readonly number: number;
  readonly site?: string;
  readonly rack?: string;
  readonly vendor?: string;
  /** `manufacturer/model` in the device type library, where it came from one. */
  readonly type?: string;
  readonly platform?: string;
  readonly version?: string;
  readonly management: Management;
  readonly bmc: BmcLan;
  /** Whether RelaxOps renders this device's configuration; other vendors' boxes are described, not rendered. */
  readonly rendered: boolean;
  readonly ports: readonly Port[];
  readonly place: Place;
}

export const PORT_KINDS = [
  'data',
  'management',
  'bmc',
  'meta',
  'uplink',
  'interlink',
  'console',
  'console-server',
  'power',
  'outlet',
] as const;
export type PortKind = (typeof PORT_KINDS)[number];

export interface Port {
  /** `zrh1/r01/srv01:bmc` */
  readonly id: string;
  readonly device: string;
  readonly name: string;
  readonly kind: PortKind;
  /**
   * Whether it lives apart from what the device forwards and serves: a BMC, a management port in its own VRF,
   * the namespace of a server without BMC. A separate port survives a misconfiguration of the rest.
   */
  readonly separate: boolean;
  /** Watts, for power ports; from the device type. */
  readonly draw?: number;
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
  readonly place: Place;
}

export interface Feed {
  /** `zrh1/A` */
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly place: Place;
}

export interface Provider {
  readonly id: string;
  /** The provider whose network it rides on, if not its own. */
  readonly upstream?: string;
  readonly place: Place;
}

export type Medium = 'fibre' | 'copper' | 'mobile' | 'satellite' | 'lan';
export type UplinkPurpose = 'production' | 'management';

export interface Uplink {
  /** The id of the port that it ends on; also the id of its cable. */
  readonly id: string;
  readonly site?: string;
  readonly device: string;
  readonly port: string;
  readonly provider: string;
  readonly medium: Medium;
  readonly purpose: UplinkPurpose;
  /** Whether the provider lets connections in. By default not on mobile and satellite. */
  readonly inbound: boolean;
  /** The static outside address with its length, such as `203.0.113.2/29`. Absent: dynamic, behind the provider's NAT. */
  readonly address?: string;
  /** Next hop; with `address` by default the first host of its network. */
  readonly gateway?: string;
  /** Production prefix that is routed to this uplink's router, such as `192.0.2.0/27`. */
  readonly prefix?: string;
  /** Bytes. */
  readonly mtu: number;
  /**
   * A landlord's management LAN: the provider lets only the operators' networks reach this port (scenario A).
   */
  readonly landlord: boolean;
  readonly place: Place;
}

/** A wire between two sites' gateways that nothing depends on (T29, T30). */
export interface Interlink {
  /** The id of the cable. */
  readonly id: string;
  /** Gateways, one at each end. */
  readonly a: string;
  readonly b: string;
  readonly place: Place;
}

/** The gateways of a site and the inside address that they share; one gateway is a pair of one. */
export interface GatewayPair {
  readonly site: string;
  /** In order of priority: the first holds the address while it lives. */
  readonly gateways: readonly string[];
  /** Without an engine the first gateway has the shared address for good. */
  readonly engine: 'keepalived' | 'none';
  /** `10.1.0.1` */
  readonly shared: string;
}

/** Where an operator enters the management network from outside. */
export interface Door {
  /** The gateway's id: each gateway has one VPN server of its own. */
  readonly id: string;
  readonly gateway: string;
  readonly site: string;
  readonly uplink: string;
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

export interface Operator {
  readonly id: string;
  readonly keys: readonly string[];
  /** Digit in every VPN pool: operator 10 has `.10`. */
  readonly number: number;
  /** Ids of the networks that they come from. */
  readonly networks: readonly string[];
  readonly place: Place;
}

/** A network that operators come from: home, office, phone. */
export interface OperatorNetwork {
  readonly id: string;
  readonly prefix: string;
  readonly place: Place;
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
