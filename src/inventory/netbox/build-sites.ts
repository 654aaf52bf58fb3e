import type { PortBuilder } from './build-ports.ts';
import { buildRacks } from './build-racks.ts';
import { keyOf } from './cabling.ts';
import type { Chosen } from './choose-devices.ts';
import { grouped } from './grouped.ts';
import type { ImportedFeed, ImportedRack, ImportedSite, Question } from './imported.ts';
import { LegalNames } from './legal-names.ts';
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
}

const group = (data: NetboxData, devices: readonly Chosen[]): Groups => {
  const siteOfPanel = new Map(data.powerPanels.map((p) => [p.id, p.site.id]));
  return {
    racks: grouped(data.racks, (r) => r.site.id),
    devices: grouped(devices, (d) => d.row.site.id),
    feeds: grouped(data.powerFeeds, (f) => siteOfPanel.get(f.power_panel.id) ?? -1),
  };
};

const buildFeeds = (rows: readonly PowerFeedRow[]): ImportedFeed[] => {
  const names = new LegalNames();
  return rows.map((row) => ({
    key: keyOf('dcim.powerfeed', row.id),
    name: names.give(row.name, 'feed', row.id),
    note: [row.power_panel.name ?? `panel #${row.power_panel.id}`, row.rack?.name, row.type]
      .filter((x) => x)
      .join(', '),
  }));
};

const MANAGES: ReadonlySet<string> = new Set(['gateway', 'management-switch']);

const questionsOf = (racks: readonly ImportedRack[], feeds: readonly ImportedFeed[]): Question[] => {
  const devices = racks.flatMap((r) => r.devices);
  const missing = ['gateway', 'management-switch'].filter(
    (role) => !devices.some((d) => d.role.value === role),
  );
  const none = devices.length > 0 && missing.length === MANAGES.size;
  const text = none
    ? 'is there a management network? NetBox has no device with role gateway or management-switch here'
    : `which device is the ${missing[0]} of the management network?`;
  return [
    ...(devices.length > 0 && missing.length > 0 ? [{ code: 'management-network', text } as const] : []),
    ...(feeds.length > 0
      ? [
          {
            code: 'feed',
            text: 'which of these hang on one supply (A or B) and fail together? NetBox ends at the panel',
          } as const,
        ]
      : []),
  ];
};

const buildSite = (
  site: SiteRow,
  number: number,
  name: string,
  groups: Groups,
  ports: PortBuilder,
): ImportedSite => {
  const racks = buildRacks(groups.racks.get(site.id) ?? [], groups.devices.get(site.id) ?? [], ports);
  const feeds = buildFeeds(groups.feeds.get(site.id) ?? []);
  const was = site.name === name ? {} : { was: site.name };
  return { id: site.id, name, ...was, number, racks, feeds, questions: questionsOf(racks, feeds) };
};

/** The sites that fit into the address plan, in order of id; those without devices give way first. */
const fitting = (sites: readonly SiteRow[], groups: Groups): readonly SiteRow[] => {
  const used = sites.filter((s) => groups.devices.has(s.id));
  const empty = sites.filter((s) => !groups.devices.has(s.id));
  const kept = new Set([...used, ...empty].slice(0, MOST_SITES));
  return sites.filter((s) => kept.has(s));
};

/** The sites with racks, devices and feeds, numbered in order of NetBox's ids. */
export const buildSites = (data: NetboxData, devices: readonly Chosen[], ports: PortBuilder): SitesBuilt => {
  const groups = group(data, devices);
  const present = data.sites.filter((s) => !ABSENT.has(s.status ?? ''));
  const kept = fitting(present, groups);
  const names = new LegalNames();
  const sites = kept.map((row, i) =>
    buildSite(row, i + 1, names.give(row.slug, 'site', row.id), groups, ports),
  );
  const absent = data.sites.length - present.length;
  const surplus = present.length - kept.length;
  return {
    sites,
    notes: [
      ...(absent > 0 ? [`${absent} sites left out: they are planned, retired or being given up`] : []),
      ...(surplus > 0 ? [`${surplus} sites left out: the address plan has room for ${MOST_SITES}`] : []),
    ],
  };
};
