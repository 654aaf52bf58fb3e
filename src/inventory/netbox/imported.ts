import type { BmcLan, Medium, PortKind } from '#model/network.ts';
import type { Role } from '#model/role.ts';

/**
 * What NetBox cannot say: a closed set, in the order in which the questions are worth answering. A `conflict` is between NetBox
 * and a person, an `own` question somebody wrote into the file.
 */
export const QUESTION_CODES = [
  'conflict',
  'management-network',
  'role',
  'tag',
  'name',
  'device',
  'bmc',
  'purpose',
  'inbound',
  'medium',
  'upstream',
  'feed',
  'cable',
  'operators',
  'own',
] as const;
export type QuestionCode = (typeof QUESTION_CODES)[number];

/** What a person has to answer, beside the line that proposes an answer. */
export interface Question {
  readonly code: QuestionCode;
  readonly text: string;
}

/** A value as proposed, with the question beside it if it is a proposal only. */
export interface Asked<T> {
  readonly value: T;
  readonly ask?: Question;
}

export interface ImportedPort {
  /** `dcim.interface:12`: how NetBox's cables name it. */
  readonly key: string;
  readonly name: string;
  readonly kind: PortKind;
  readonly separate?: boolean;
  readonly draw?: number;
  /** What is written on it. */
  readonly label?: string;
  /** A management address that fits the plan, to be kept. */
  readonly address?: string;
  /** Addresses that NetBox has for it. */
  readonly note?: string;
  readonly ask?: Question;
}

export interface ImportedDevice {
  readonly id: number;
  readonly name: string;
  /** NetBox's name, where ours differs. */
  readonly was?: string;
  readonly role: Asked<Role>;
  readonly number: number;
  readonly vendor: string;
  /** `manufacturer/model` */
  readonly type: string;
  readonly platform?: string;
  readonly bmc?: Asked<BmcLan>;
  /** For roles whose configuration RelaxOps writes, unless told otherwise. */
  readonly rendered?: Asked<boolean>;
  /** The virtual chassis that it is a member of, and as which. */
  readonly stack?: { readonly name: string; readonly note?: string };
  readonly also?: readonly Role[];
  readonly owner?: string;
  /** Of its console, in bits a second. */
  readonly speed?: number;
  readonly ports: readonly ImportedPort[];
  readonly questions: readonly Question[];
}

export interface ImportedRack {
  readonly name: string;
  readonly was?: string;
  readonly number: number;
  /** `Row 1 / Cage` */
  readonly location?: string;
  readonly devices: readonly ImportedDevice[];
  readonly ask?: Question;
}

export interface ImportedFeed {
  readonly key: string;
  readonly name: string;
  readonly panel: string;
  /** What its breaker carries. */
  readonly watts?: number;
  /** Where the panel is, rack, electricity: for a comment. */
  readonly note?: string;
  readonly ask?: Question;
}

export interface ImportedCable {
  readonly a: string;
  readonly b: string;
  readonly route?: string;
  readonly ask?: Question;
}

export interface ImportedUplink {
  readonly port: string;
  readonly provider: string;
  readonly circuit: string;
  readonly purpose: Asked<'production' | 'management'>;
  readonly medium: Asked<Medium>;
  readonly inbound: Asked<boolean>;
  /** Mbit/s */
  readonly rate?: number;
  readonly lastMile?: string;
  readonly route?: string;
}

export interface ImportedSite {
  readonly id: number;
  readonly name: string;
  readonly was?: string;
  readonly number: number;
  readonly campus?: Asked<string>;
  readonly racks: readonly ImportedRack[];
  readonly feeds: readonly ImportedFeed[];
  readonly questions: readonly Question[];
}

/** What hangs on a site's ports. */
export interface ImportedLinks {
  readonly uplinks: readonly ImportedUplink[];
  readonly cables: readonly ImportedCable[];
  /** Cables that could not be written, each a question. */
  readonly open: readonly Question[];
}

export interface ImportedProvider {
  readonly name: string;
  readonly was?: string;
  readonly upstream?: string;
  readonly ask?: Question;
}

/** An inventory on its way from NetBox to the file. */
export interface Imported {
  readonly version: string;
  readonly providers: readonly ImportedProvider[];
  readonly sites: readonly ImportedSite[];
  /** By name of the site. */
  readonly links: ReadonlyMap<string, ImportedLinks>;
  /** Cables from one site to another. */
  readonly between: ImportedLinks;
  /** What was left out or changed, one sentence each. */
  readonly notes: readonly string[];
}
