import type { RenderedFile } from './rendered.ts';

/** What is known about a network besides its inventory. What is absent was not looked at, which is no pass. */
export interface Evidence {
  readonly rendered?: Rendered;
  readonly records?: Records;
}

/** What rules may need beyond the inventory. */
export type EvidenceKind = keyof Evidence;

/** Configuration files as rendered, host by host; a host's files are made when somebody asks for them. */
export interface Rendered {
  /** Devices by id (`zrh1/r01/gw1`), then `_operators/alice` and `_stations/mon1`. */
  readonly hosts: readonly string[];
  /** The files of one of these; none of any other. */
  files(host: string): readonly RenderedFile[];
}

/** What people and machines did, as they noted it. A list that is absent was not kept; an empty one was, and is empty. */
export interface Records {
  /** Copies of documents, configurations and the index of keys. */
  readonly copies?: readonly DocsCopy[];
  /** The hash of the inventory that the documents and configurations in use were made from. */
  readonly deployed?: Deployed;
  readonly trainings?: readonly Training[];
  readonly drills?: readonly Drill[];
  readonly sessions?: readonly Session[];
  /** What operators have set up on their laptops. */
  readonly laptops?: readonly Laptop[];
}

/** A copy of everything an operator needs at 3 a.m. Dates are ISO dates. */
export interface DocsCopy {
  /** The operator whose laptop it is on; absent: it lies elsewhere. */
  readonly operator?: string;
  /** A site of ours that it lies in; absent together with `operator`: outside all of our sites. */
  readonly site?: string;
  /** Where, in words: `laptop of alice`, `object store in Frankfurt`. */
  readonly where: string;
  readonly date: string;
}

export interface Deployed {
  /** Of the inventory that is deployed. */
  readonly model: string;
  /** Of the inventory that the documents were made from. */
  readonly docs: string;
}

/** An operator passed a drill. */
export interface Training {
  readonly operator: string;
  readonly date: string;
}

/** A way to a device was tried end to end. */
export interface Drill {
  readonly device: string;
  readonly verb: 'ssh' | 'console' | 'power';
  /** The gateway that it came in by. */
  readonly door: string;
  readonly date: string;
  readonly ok: boolean;
}

/** Somebody's ordinary work on a device. */
export interface Session {
  readonly operator: string;
  readonly device: string;
  readonly band: 'oob' | 'in-band';
  readonly date: string;
}

/** What is in place on an operator's laptop, as a check there found. */
export interface Laptop {
  readonly operator: string;
  readonly sshConfig: boolean;
  readonly knownHosts: boolean;
  /** Gateways that a fresh login with the operator's key worked by. */
  readonly doors: readonly string[];
  readonly date: string;
}
