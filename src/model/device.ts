import type { Place } from '#base/place.ts';
import type { Role } from './role.ts';

/** How a server's operating system is managed out of band: its own port in a network namespace, or not at all. */
export type Management = 'port' | 'namespace' | 'none';
export type BmcLan = 'dedicated' | 'shared' | 'failover' | 'none';
/** What a device does when its power returns: chassis policy of IPMI 2.0, section 28.8. */
export type PowerReturn = 'on' | 'off' | 'last';

/** What a device waits for when it starts, and does not need while it runs. */
export const START_NEEDS = ['passphrase', 'lease', 'name', 'time'] as const;
export type StartNeed = (typeof START_NEEDS)[number];

/** The daemons that can serve the serial lines of a console server. */
export const LINE_DAEMONS = ['ser2net', 'conserver'] as const;
export type LineDaemon = (typeof LINE_DAEMONS)[number];

export const MANAGEMENT_PROTOCOLS = [
  'ssh',
  'https',
  'http',
  'telnet',
  'ftp',
  'tftp',
  'snmpv1',
  'snmpv2c',
  'snmpv3',
  'ipmi',
  'ipmi-1.5',
  'redfish',
  'rdp',
  'vnc',
  'x11',
  'smb',
  'rlogin',
] as const;
export type ManagementProtocol = (typeof MANAGEMENT_PROTOCOLS)[number];

/** How a device's console is set. */
export interface ConsoleSettings {
  /** Bits a second. */
  readonly speed?: number;
  readonly flow?: 'none' | 'software' | 'hardware';
  /** Whether firmware and boot messages show on it (T48). */
  readonly boot?: boolean;
  /** Whether a password gets in when central authentication is gone. */
  readonly password?: boolean;
}

export interface Device {
  /** `zrh1/r01/gw1`; a rendezvous, which stands at a provider, has its bare name. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Further roles of the same box: a gateway that is switch and console server as well. */
  readonly also?: readonly Role[];
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
  /** Stack or chassis whose members are configured as one (NetBox: virtual chassis). */
  readonly stack?: string;
  /** Whose it is, if not ours: a landlord's PDU. */
  readonly owner?: string;
  readonly powerReturn?: PowerReturn;
  /** Of a PDU: seconds from one outlet to the next when its power returns; absent: all at once. */
  readonly powerOnDelay?: number;
  /** What it waits for at its start; absent: nothing, or not said. */
  readonly startNeeds?: readonly StartNeed[];
  /** Protocols that its management speaks; absent: not said. */
  readonly protocols?: readonly ManagementProtocol[];
  /** Routing protocols that it runs: `bgp`, `ospf`; absent: not said. */
  readonly routing?: readonly string[];
  readonly spanningTree?: boolean;
  readonly stormControl?: boolean;
  /** Of a jumphost: whether it holds a key of its own, for when nobody's opens anything (T35). */
  readonly breakGlassKey?: boolean;
  /** Whether its management ports speak IPv6; absent: as its type says. */
  readonly ipv6?: boolean;
  readonly console?: ConsoleSettings;
  /** What serves its serial lines, if it is a console server; absent: ser2net. */
  readonly serialLines?: LineDaemon;
  readonly ports: readonly Port[];
  readonly place: Place;
}

/** Whether a device has a role, be it the first or a further one of the same box. */
export const hasRole = (device: Pick<Device, 'role' | 'also'>, ...roles: readonly Role[]): boolean =>
  roles.some((role) => device.role === role || device.also?.includes(role));

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
  /** What is written on it, of an outlet or a console server's port above all. */
  readonly label?: string;
  /** `52:54:00:12:34:56`, where known: what a DHCP server knows it by. */
  readonly mac?: string;
  /** A management address that it has and keeps, in place of the plan's. */
  readonly address?: string;
  /** Whether it speaks IPv6; absent: as its device does. */
  readonly ipv6?: boolean;
}
