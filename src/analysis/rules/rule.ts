import type { Place } from '#base/place.ts';
import type { EvidenceKind, Records, Rendered } from '#model/evidence.ts';
import type { Finding } from '#model/finding.ts';
import type { Device, Network, Rack, Scenario, Site } from '#model/network.ts';
import type { Role } from '#model/role.ts';
import type { Topology } from '#model/topology.ts';
import type { Analysis } from '../state.ts';
import type { Graded } from './profiles.ts';

/** What a rule may ask. */
export interface RuleContext {
  readonly network: Network;
  readonly topology: Topology;
  /** An ISO date: what is old and what is not. */
  readonly today: string;
  /** Files as rendered; undefined: nobody rendered. */
  readonly rendered: Rendered | undefined;
  /** What people noted; undefined: there are no records. */
  readonly records: Records | undefined;
  /** Devices of a site or of a rack, by its id, in the network's order; of one role, if it is named. */
  devicesAt(siteOrRack: string, role?: Role): readonly Device[];
  /** A site or rack by its id, with where it is written. */
  where(siteOrRack: string): Site | Rack | undefined;
  /** The compiled network; compiled when the first rule asks. */
  analysis(): Analysis;
}

/** What several things can share: a device, rack or site, and where it is written. */
export interface Shared {
  readonly id: string;
  readonly place: Place;
}

/** How a remark reads when several things have the same cause: once, at the narrowest that they share. */
export interface Group {
  /** From narrow to wide: the rack and then the site, as a rule. None: every one is a finding of its own. */
  readonly within: readonly Shared[];
  /** What they are; devices unless said. The sentence may begin with it. */
  readonly what?: string;
  /** The sentence about all of them; `names` are the first few and a count. */
  text(names: string): string;
}

/**
 * One thing that breaks a rule. Waivers are applied to remarks; what is left becomes findings, one for each group.
 */
export interface Remark extends Omit<Finding, 'code' | 'severity' | 'because' | 'alike'> {
  /** The id of what it is about: what a waiver names. */
  readonly on: string;
  readonly group?: Group;
}

/** A rule of the design: what it asks, from whom that comes, and who breaks it. */
export interface Rule extends Graded {
  /** `R01`; never used again for another rule. */
  readonly id: string;
  /** `oob-coverage`; with the id it names the file and the page. */
  readonly name: string;
  /** What it asks, in a sentence. */
  readonly title: string;
  /** The smallest of the talk's scenarios in which it applies. */
  readonly from: Scenario;
  /** Sentences of the talk (`T01`), documents, outages (`INC-FB`). */
  readonly sources: readonly string[];
  /** What it reads besides the inventory. */
  readonly needs?: readonly EvidenceKind[];
  /** Rules whose findings, on the same thing or around it, are the cause of this one's. */
  readonly after?: readonly string[];
  check(context: RuleContext): Remark[];
  /**
   * What it could not judge, and why, in a sentence each: missing evidence, facts that the inventory does not say. What is listed
   * here is neither a pass nor a finding. Evidence of `needs` that is missing altogether is said without this.
   */
  unjudged?(context: RuleContext): string[];
}
