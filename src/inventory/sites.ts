import { ENTRY_POLICIES, type EntryPolicy, PAIR_ENGINES, type Site } from '#model/network.ts';
import { cablesShape, uncabledShape } from './cables.ts';
import type { DeviceModels } from './device-model.ts';
import { type Draft, ofRole, type RackDraft, type SiteDraft } from './draft.ts';
import { feedsOf, siteFeedsShape } from './feeds.ts';
import { type Named, named } from './named.ts';
import { nameProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { buildRack, hasMetaSwitch, type PlannedRack, planRacks, racksShape } from './racks.ts';
import type { Report } from './report.ts';
import { described, integer, located, object, oneOf, text } from './shape.ts';
import type { TemplateFinder } from './templates.ts';
import { uplinksShape } from './uplinks.ts';
import type { Wiring } from './wirings.ts';

const siteShape = object('a site', {
  number: described('the second digit of its addresses; a site alone is 1', located(integer(1, 99))),
  campus: described('sites of one campus can fail together', text('the name of a campus')),
  feeds: siteFeedsShape,
  failover: described(
    'what moves the shared inside address between the gateways, by default keepalived',
    located(oneOf('bad-value', 'an engine', PAIR_ENGINES)),
  ),
  entry: described(
    "how operators come to devices here: by a jumphost alone, or straight out of the VPN as well; by default the network's",
    oneOf('bad-value', 'an entry policy', ENTRY_POLICIES),
  ),
  racks: described(
    'racks by name or range ("r[02-03]"): the name of a template, or template, number and devices',
    racksShape,
  ),
  uplinks: described("where providers' lines end, by device (r01/gw1) or port (r01/srv1:bmc)", uplinksShape),
  cables: described('cables that differ from the wiring by default', cablesShape),
  uncabled: described('ports that are left open on purpose', uncabledShape),
});

/** Section `sites`. */
export const sitesShape = named('a map of sites', nameProblem, siteShape);

export type SiteEntry = Named<NonNullable<ReturnType<typeof siteShape.read>>>;

/** What sites are built with. */
export interface SiteTools {
  readonly draft: Draft;
  readonly templates: TemplateFinder;
  readonly models: DeviceModels;
  readonly wiring: Wiring;
  /** Where a site does not say. */
  readonly entry: EntryPolicy;
  /** The highest number that the management prefix has room for. */
  readonly mostSites: number;
}

const numberOf = (entry: SiteEntry, alone: boolean, tools: SiteTools): number => {
  const written = entry.value?.number;
  if (!written) {
    const wrote = entry.node.content.type === 'map' && entry.node.content.entries.has('number');
    if (!alone && !wrote && entry.value)
      tools.draft.report.errorAtKey(
        'missing-key',
        entry.node,
        `site "${entry.name}" is one of several, so it needs "number"`,
      );
    return alone ? 1 : 0;
  }
  if (written.value > tools.mostSites)
    tools.draft.report.error(
      'address-overflow',
      written.node,
      `the prefix has no room for site ${written.value}, expected at most ${tools.mostSites}`,
    );
  return written.value;
};

/** The rack of the first gateway, else the first with a management switch. */
const mainRackOf = (racks: readonly RackDraft[]): RackDraft | undefined => {
  const gateways = racks.flatMap((rack) =>
    ofRole(rack, 'gateway').map((device) => ({ rack, number: device.number })),
  );
  const first = gateways.sort((a, b) => a.number - b.number)[0];
  return first?.rack ?? racks.find((rack) => ofRole(rack, 'management-switch').length > 0);
};

const buildRacks = (planned: readonly PlannedRack[], tools: SiteTools): RackDraft[] => {
  // One rule for the site: its main rack's meta switch serves racks without one.
  const meta = planned.some(hasMetaSwitch);
  return planned.map((rack) => buildRack(rack, tools.models, meta, tools.draft));
};

/** A site with its racks and devices, not wired yet. */
const buildSite = (entry: SiteEntry, alone: boolean, tools: SiteTools): SiteDraft => {
  const planned = planRacks(entry.name, entry.value?.racks ?? [], tools.templates, tools.draft.report);
  const racks = buildRacks(planned, tools);
  const main = mainRackOf(racks);
  const campus = entry.value?.campus;
  const site: Site = {
    id: entry.name,
    number: numberOf(entry, alone, tools),
    ...(campus === undefined ? {} : { campus }),
    ...(main ? { mainRack: main.rack.id } : {}),
    ...((entry.value?.entry ?? tools.entry) === 'vpn' ? { entry: 'vpn' as const } : {}),
    place: keyPlace(entry.node),
  };
  return {
    site,
    node: entry.node,
    racks,
    feeds: feedsOf(entry, entry.value?.feeds, tools.wiring, tools.draft.report),
    main,
  };
};

const checkNumbers = (sites: readonly SiteDraft[], report: Report): void => {
  const first = new Map<number, SiteDraft>();
  for (const site of sites) {
    const before = first.get(site.site.number);
    if (!before) first.set(site.site.number, site);
    if (!before || site.site.number === 0) continue;
    const node =
      site.node.content.type === 'map' ? (site.node.content.entries.get('number') ?? site.node) : site.node;
    const text = `site "${site.site.id}" has number ${site.site.number}, which site "${before.site.id}" has already`;
    report.error('duplicate-number', node, text, {
      related: [{ text: 'the first one', place: keyPlace(before.node) }],
    });
  }
};

/** Every site with its racks and devices, in the order written. */
export const buildSites = (entries: readonly SiteEntry[], tools: SiteTools): SiteDraft[] => {
  const sites = entries.map((entry) => buildSite(entry, entries.length === 1, tools));
  checkNumbers(sites, tools.draft.report);
  return sites;
};
