import type { RenderedFile } from '#model/rendered.ts';

/**
 * What a lab is made of, as plain data (JSON): hosts, wires, power. The hardware process builds exactly this and
 * knows nothing else. Contains secrets: it travels over a pipe, never on a command line or in a file on disk.
 */
export interface LabPlan {
  readonly name: string;
  /** Ids of the racks that it has, where it is not all of them: whoever asks later has to know. */
  readonly racks?: readonly string[];
  readonly hosts: readonly LabHost[];
  readonly wires: readonly LabWire[];
  /** Feed ids. */
  readonly feeds: readonly string[];
  /** What feeds carry before they trip, where somebody wrote it. */
  readonly breakers?: readonly LabBreaker[];
  readonly outlets: readonly LabOutlet[];
  /** Login names that exist on every host, with their shell `/bin/sh` (the lab's stand-in for sysusers.d). */
  readonly users: readonly string[];
  /** What the hardware plays besides wires and power; absent: none of it. */
  readonly emulated?: LabEmulated;
  /** What can be done to the disks of hosts, each by its name; absent: nothing. */
  readonly variants?: readonly LabVariant[];
  /** Packets that can be sent from outside, each by its name. */
  readonly floods?: readonly LabFlood[];
}

/** Other files on some hosts than those of the plan: put there together, and taken back together. */
export interface LabVariant {
  /** The failure that they are, `crl-expired:full`. */
  readonly name: string;
  /** In the order in which they take place; those with an `until` last, and together. */
  readonly changes: readonly LabChange[];
}

export interface LabChange {
  readonly host: string;
  readonly files: readonly RenderedFile[];
  /** Paths of files that are not there while it lasts. */
  readonly gone?: readonly string[];
  /** Units that read the files: those that run are killed and started anew. */
  readonly restart?: readonly string[];
  /** Dormant units that run while it lasts. */
  readonly start?: readonly string[];
  /** The host loses power for a moment, before and after. */
  readonly powerCycle?: boolean;
  /** It has taken place once any of these has been said since. */
  readonly until?: readonly LabSaying[];
}

/** What a unit of a host says, as a regular expression. */
export interface LabSaying {
  readonly host: string;
  readonly unit: string;
  readonly says: string;
}

/** UDP from addresses of a host to an address, over a wire. */
export interface LabFlood {
  readonly name: string;
  readonly from: string;
  readonly sources: readonly string[];
  readonly to: string;
  readonly port: number;
  /** The wire that it is meant to fill, towards its side a; without, it is a few packets and no flood. */
  readonly wire?: string;
}

/** Consoles, and what lies behind the daemons of BMCs and PDUs. */
export interface LabEmulated {
  readonly consoles: readonly LabConsole[];
  readonly lines: readonly LabLine[];
  readonly bmcs: readonly LabBmc[];
  readonly pdus: readonly LabPdu[];
  /** Modems that wait for a PIN after a power cut. */
  readonly modems?: readonly LabModem[];
}

export interface LabModem {
  readonly host: string;
  /** Wire id. */
  readonly uplink: string;
}

/** The console of a host: its local account, and what it says of itself. */
export interface LabConsole {
  readonly host: string;
  readonly role: string;
  readonly vendor?: string;
  readonly platform?: string;
  readonly version?: string;
  /** Bits a second. */
  readonly speed: number;
  readonly user: string;
  readonly password: string;
}

/** A serial line from a console to a terminal device at another host: a console server's port, or a BMC's serial over LAN. */
export interface LabLine {
  /** Cable id, where there is one to cut. */
  readonly cable?: string;
  /** The host whose console it is. */
  readonly console: string;
  /** The host that has its other end, as `/etc/relaxops-lines/<port>`. */
  readonly server: string;
  readonly port: string;
}

/** A BMC and the host whose main board it switches. */
export interface LabBmc {
  readonly host: string;
  readonly board: string;
  /** Its account, for IPMI and Redfish. */
  readonly user: string;
  readonly password: string;
}

/** A PDU's controller and the outlets that it switches. */
export interface LabPdu {
  readonly host: string;
  /** Whose MIB it speaks. */
  readonly mib: 'apc' | 'raritan';
  readonly outlets: readonly LabPduOutlet[];
}

export interface LabPduOutlet {
  /** As printed on the PDU, from 1. */
  readonly number: number;
  /** Port id. */
  readonly id: string;
  /** What it feeds, as its name says. */
  readonly label: string;
  /** What hangs on it draws so much. */
  readonly watts: number;
  /** Seconds after its PDU's power at which it goes on, as set from the start. */
  readonly onAfter?: number;
}

/** A namespace with a power supply: an operating system, a BMC, a provider's router, a laptop. */
export interface LabHost {
  /** `zrh1/r01/srv01`, `zrh1/r01/srv01:bmc`, `provider/init7`, `internet`, `laptop`. */
  readonly id: string;
  /** The box that it is in; a server and its BMC share one. Killing the chassis kills all in it. */
  readonly chassis: string;
  /** Its root: secrets filled in, units among them. */
  readonly files: readonly RenderedFile[];
  /** Units that do not start with the host. */
  readonly dormant?: readonly string[];
  /** Where its power comes from, any one is enough; none means it is always on (somebody else's care). */
  readonly supplies: readonly LabSupply[];
  /**
   * What a misconfiguration stops: a bridge that is taken down, or the interfaces on which all input is dropped;
   * interfaces that are not listed are apart and live on.
   */
  readonly dataPlane: { readonly bridge: string } | { readonly interfaces: readonly string[] };
}

export interface LabSupply {
  /** Cable id, so that it can be cut. */
  readonly cable: string;
  /** A feed id or an outlet's port id. */
  readonly source: string;
  /** Watts that it draws where it alone has to carry its box. */
  readonly draw?: number;
}

export interface LabBreaker {
  readonly feed: string;
  readonly watts: number;
}

export interface LabOutlet {
  /** Port id. */
  readonly id: string;
  /** The chassis of the PDU. */
  readonly pdu: string;
}

export interface LabWire {
  /** Cable id. */
  readonly id: string;
  readonly a: LabEnd;
  readonly b: LabEnd;
  /** A BMC behind the network controller at one end (NC-SI): it has the link with or without the other host there. */
  readonly sideband?: { readonly side: 'a' | 'b'; readonly end: LabEnd };
}

export interface LabEnd {
  readonly host: string;
  /** Interface name on that host, at most 15 characters. */
  readonly iface: string;
}
