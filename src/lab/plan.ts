import type { RenderedFile } from '#model/rendered.ts';

/**
 * What a lab is made of, as plain data (JSON): hosts, wires, power. The hardware process builds exactly this and
 * knows nothing else. Contains secrets: it travels over a pipe, never on a command line or in a file on disk.
 */
export interface LabPlan {
  readonly name: string;
  readonly hosts: readonly LabHost[];
  readonly wires: readonly LabWire[];
  /** Feed ids. */
  readonly feeds: readonly string[];
  readonly outlets: readonly LabOutlet[];
  /** Login names that exist on every host, with their shell `/bin/sh` (the lab's stand-in for sysusers.d). */
  readonly users: readonly string[];
}

/** A namespace with a power supply: an operating system, a BMC, a provider's router, a laptop. */
export interface LabHost {
  /** `zrh1/r01/srv01`, `zrh1/r01/srv01:bmc`, `provider/init7`, `internet`, `laptop`. */
  readonly id: string;
  /** The box that it is in; a server and its BMC share one. Killing the chassis kills all in it. */
  readonly chassis: string;
  /** Its root: secrets filled in, units among them. */
  readonly files: readonly RenderedFile[];
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
}

export interface LabEnd {
  readonly host: string;
  /** Interface name on that host, at most 15 characters. */
  readonly iface: string;
}
