import type { BuildContext } from './build-context.ts';
import { buildFeeds } from './build-feeds.ts';
import { buildRacks } from './build-racks.ts';
import type { Chosen } from './choose-devices.ts';
import { grouped } from './grouped.ts';
import type { ImportedFeed, ImportedRack, ImportedSite, Question } from './imported.ts';
import { LegalNames } from './legal-names.ts';
import { taggedFact, tagQuestion } from './mapping.ts';
import { keptOf, Numbers } from './memory.ts';
import type { NetboxData } from './read.ts';
import type { PowerFeedRow, RackRow, SiteRow } from './rows.ts';

/** The address plan has so many sites. */
const MOST_SITES = 99;
const ABSENT: ReadonlySet<string> = new Set(['planned', 'retired', 'decommissioning']);

export interface SitesBuilt {
  readonly sites: readonly ImportedSite[];
  readonly notes: readonly string[];
}

interface Groups {
  readonly racks: ReadonlyMap<number, readonly RackRow[]>;
  readonly devices: ReadonlyMap<number, readonly Chosen[]>;
  readonly feeds: ReadonlyMap<number, readonly PowerFeedRow[]>;
  readonly panelLocations: ReadonlyMap<number, number>;
}

const group = (data: NetboxData, devices: readonly Chosen[]): Groups => {
  const siteOfPanel = new Map(data.powerPanels.map((p) => [p.id, p.site.id]));
  return {
    racks: grouped(data.racks, (r) => r.site.id),
    devices: grouped(devices, (d) => d.row.site.id),
    feeds: grouped(data.powerFeeds, (f) => siteOfPanel.get(f.power_panel.id) ?? -1),
    panelLocations: new Map(data.powerPanels.flatMap((p) => (p.location ? [[p.id, p.location.id]] : []))),
  };
};

const MANAGES = ['gateway', 'management-switch'] as const;

const questionsOf = (racks: readonly ImportedRack[], feeds: readonly ImportedFeed[]): Question[] => {
  const devices = racks.flatMap((r) => r.devices);
  const missing = MANAGES.filter((role) => !devices.some((d) => d.role.value === role));
  const none = devices.length > 0 && missing.length === MANAGES.length;
  const text = none
    ? 'is there a management network? NetBox has no device with role gateway or management-switch here'
    : `which device is the ${missing[0]} of the management network?`;
  const supply = 'which of these hang on one supply (A or B) and fail together? NetBox ends at the panel';
  return [
    ...(devices.length > 0 && missing.length > 0 ? [{ code: 'management-network', text } as const] : []),
    ...(feeds.length > 0 ? [{ code: 'feed', text: supply } as const] : []),
  ];
};

const siteKey = (site: SiteRow): string => `site ${site.id}`;

const buildSite = (
  site: SiteRow,
  number: number,
  name: string,
  groups: Groups,
  context: BuildContext,
): ImportedSite => {
  context.kept.set(siteKey(site), { at: name, called: site.slug, number });
  const own = { id: site.id, name, number };
  const racks = buildRacks(own, groups.racks.get(site.id) ?? [], groups.devices.get(site.id) ?? [], context);
  const panelAt = (panel: number): string | undefined =>
    context.locations.get(groups.panelLocations.get(panel) ?? -1);
  const feeds = buildFeeds(groups.feeds.get(site.id) ?? [], panelAt);
  const campus = taggedFact(context.mapping, site.tags, 'campus');
  const ask = tagQuestion(campus);
  return {
    ...own,
    ...(site.name === name ? {} : { was: site.name }),
    ...(campus ? { campus: { value: campus.value, ...(ask ? { ask } : {}) } } : {}),
    racks,
    feeds,
    questions: questionsOf(racks, feeds),
  };
};

/** The sites that fit into the address plan, in order of id; those without devices give way first. */
const fitting = (sites: readonly SiteRow[], groups: Groups): readonly SiteRow[] => {
  const used = sites.filter((s) => groups.devices.has(s.id));
  const empty = sites.filter((s) => !groups.devices.has(s.id));
  const kept = new Set([...used, ...empty].slice(0, MOST_SITES));
  return sites.filter((s) => kept.has(s));
};

const left = (count: number, why: string): string[] =>
  count > 0 ? [`${count} site${count === 1 ? '' : 's'} left out: ${why}`] : [];

/** The sites with racks, devices and feeds, numbered in order of NetBox's ids; what had a number before keeps it. */
export const buildSites = (
  data: NetboxData,
  devices: readonly Chosen[],
  context: BuildContext,
): SitesBuilt => {
  const groups = group(data, devices);
  const here = data.sites.filter((s) => !ABSENT.has(s.status ?? ''));
  const wanted = here.filter((s) => taggedFact(context.mapping, s.tags, 'leave-out')?.value !== true);
  const kept = fitting(wanted, groups);
  const before = keptOf(context.memory, kept, siteKey, (site) => site.slug);
  const names = new LegalNames([...before].map(([key, { at }]) => [key, at]));
  const numbers = new Numbers([...before].map(([key, { number }]) => [key, number]));
  const sites = kept.map((row) =>
    buildSite(row, numbers.give(siteKey(row)), names.give(row.slug, 'site', row.id), groups, context),
  );
  return {
    sites,
    notes: [
      ...left(data.sites.length - here.length, 'planned, retired or being given up'),
      ...left(here.length - wanted.length, 'they have a tag that says so'),
      ...left(wanted.length - kept.length, `the address plan has room for ${MOST_SITES}`),
    ],
  };
};
