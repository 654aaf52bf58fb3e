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

/**
 * What people and machines did, as they noted it. A list that is absent was not kept; an empty one was, and is empty. Where
 * the inventory has a day as well, the later one counts. Days are ISO dates.
 */
export interface Records {
  /** Documents of the inventory that were brought up to date. */
  readonly copies?: readonly Copy[];
  readonly deployed?: Deployed;
  readonly trainings?: readonly Training[];
  readonly laptops?: readonly Laptop[];
  readonly drills?: readonly Drill[];
  readonly sessions?: readonly Session[];
}

export interface Copy {
  /** Its name in the inventory's `documents`. */
  readonly document: string;
  readonly date: string;
}

/** Hashes of two inventories, which should be one. */
export interface Deployed {
  /** Of the one that the configurations in use were rendered from. */
  readonly model: string;
  /** Of the one that the documents were made from. */
  readonly docs: string;
}

/** An operator passed a drill. */
export interface Training {
  readonly operator: string;
  readonly date: string;
}

/** ssh configuration, host keys and the operator's own key worked on a laptop, by these doors. */
export interface Laptop {
  readonly operator: string;
  /** Gateways. */
  readonly doors: readonly string[];
  readonly date: string;
}

/** A verb of a device was tried end to end. */
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
