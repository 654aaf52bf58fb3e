import { type Assignment, assignAddresses } from '#addressing/assign.ts';
import { planOf } from '#addressing/plan.ts';
import type { Place } from '#base/place.ts';
import { fail } from '#base/result.ts';
import type { Finding } from '#model/finding.ts';
import type { Network, Scenario } from '#model/network.ts';
import { resolveAccounts } from './accounts.ts';
import { writtenBetween, writtenCables } from './cables.ts';
import { type OpenFile, resolveCountryBlock } from './country-block.ts';
import { resolveDependencies } from './dependencies.ts';
import { DeviceModels } from './device-model.ts';
import type { DeviceTypes } from './device-type.ts';
import { resolveDocuments } from './documents.ts';
import { resolveDoors } from './doors.ts';
import { type Draft, finished, newDraft, type SiteDraft } from './draft.ts';
import { withDualStack } from './dual-stack.ts';
import { resolveFlows } from './flows.ts';
import { resolveInterlinks } from './interlinks.ts';
import { type Inventory, inventoryShape } from './inventory-shape.ts';
import { checkLeases } from './leases.ts';
import { checkLogins } from './logins.ts';
import { checkMacs } from './mac.ts';
import { keyPlace, type Node, valuePlace } from './node.ts';
import { resolveOperators, resolvePlaces } from './operators.ts';
import { checkOverlaps } from './overlaps.ts';
import { resolvePairs } from './pairs.ts';
import { resolvePermits } from './permits.ts';
import { resolveProviders } from './providers.ts';
import { resolveRendezvous } from './rendezvous.ts';
import { Report } from './report.ts';
import { buildSites, type SiteEntry } from './sites.ts';
import { resolveSoftware } from './software.ts';
import { fileBeside, readSources, type SourceReader } from './sources.ts';
import { resolveStations } from './stations.ts';
import { resolveStories } from './stories.ts';
import { checkSubjects } from './subjects.ts';
import { templateFinder } from './templates.ts';
import { resolveTimers } from './timers.ts';
import { resolveUplinks, type UplinkDraft } from './uplinks.ts';
import { resolveWaivers } from './waivers.ts';
import { wire } from './wire.ts';

/** A network, unless an error stands in its way; and everything that was found. */
export interface Resolved {
  readonly network?: Network;
  readonly findings: Finding[];
}

/** What besides the files decides what an inventory means. */
export interface ResolveOptions {
  readonly types?: DeviceTypes | undefined;
  /** An ISO date; without one no day is too far ahead. */
  readonly today?: string | undefined;
  /** With `false` the snapshot of countries is left alone: somebody is about to write it. */
  readonly countries?: boolean | undefined;
}

const DEFAULT_PREFIX = '10.0.0.0/8';

/** The prefix that the plan cuts; a wrong one is reported and the default stands in for it. */
const prefixOf = (inventory: Inventory, report: Report): { prefix: string; place: Place } => {
  const written = inventory.prefix;
  if (!written) return { prefix: DEFAULT_PREFIX, place: keyPlace(inventory.node) };
  const plan = planOf(written.value);
  if (!plan.ok)
    report.error(
      'bad-prefix',
      written.node,
      `"${written.value}" cannot be the management prefix: ${plan.error}`,
    );
  return { prefix: plan.ok ? written.value : DEFAULT_PREFIX, place: valuePlace(written.node) };
};

const scenarioOf = (sites: readonly SiteDraft[]): Scenario => {
  if (sites.length > 1) return 'd';
  const site = sites[0];
  if (!site || site.racks.length > 1) return site ? 'c' : 'a';
  const devices = site.racks.flatMap((rack) => rack.devices);
  return devices.some((device) => device.role !== 'server' && device.owner === undefined) ? 'b' : 'a';
};

interface WiredSite {
  readonly site: SiteDraft;
  readonly uplinks: readonly UplinkDraft[];
}

/** What is written goes in first, the wiring by default takes what is left. */
const wireSites = (
  draft: Draft,
  sites: readonly SiteDraft[],
  entries: readonly SiteEntry[],
  providers: Network['providers'],
): WiredSite[] =>
  sites.map((site, i) => {
    const value = entries[i]!.value;
    const uplinks = resolveUplinks(draft, site, value?.uplinks ?? [], providers);
    writtenCables(draft, site, value?.cables ?? [], value?.uncabled ?? []);
    return { site, uplinks };
  });

const reportAddresses = (network: Network, assignment: Assignment, report: Report): void => {
  const places = new Map<string, Place>(network.devices.map((d) => [d.id, d.place]));
  for (const uplink of network.uplinks) places.set(uplink.id, uplink.place);
  for (const problem of assignment.problems) {
    const before = places.get(problem.before ?? '');
    const related = before ? [{ text: 'the first one', place: before }] : undefined;
    const more = { on: problem.on, hint: problem.hint, ...(related ? { related } : {}) };
    report.add('error', problem.code, places.get(problem.on) ?? network.sites[0]!.place, problem.text, more);
  }
};

const buildDraftSites = (
  inventory: Inventory,
  draft: Draft,
  prefix: string,
  types: DeviceTypes | undefined,
): SiteDraft[] => {
  const templates = templateFinder(inventory['rack-templates'] ?? [], draft.report);
  const wiring = inventory.wiring ?? 'default';
  const models = new DeviceModels(draft.report, types, wiring);
  const plan = planOf(prefix);
  const mostSites = plan.ok ? plan.value.sites : 99;
  return buildSites(inventory.sites ?? [], {
    draft,
    templates,
    models,
    wiring,
    mostSites,
    entry: inventory.entry ?? 'jumphost',
  });
};

const people = (
  inventory: Inventory,
  draft: Draft,
  sites: readonly SiteDraft[],
  providers: Network['providers'],
): Pick<Network, 'operators' | 'places' | 'documents'> => {
  const networks = inventory.networks ?? [];
  const around = { networks, sites: sites.map((s) => s.site), providers };
  const operators = resolveOperators(inventory.operators ?? [], around, draft.report);
  return {
    operators,
    places: resolvePlaces(networks, providers, draft.report),
    documents: resolveDocuments(inventory.documents ?? [], draft, operators, providers),
  };
};

/** What the inventory may lean on beside its own text. */
interface Surroundings {
  readonly types: DeviceTypes | undefined;
  readonly open: OpenFile;
}

const build = (inventory: Inventory, report: Report, { types, open }: Surroundings): Network => {
  const { prefix, place } = prefixOf(inventory, report);
  const draft = newDraft(report);
  const providers = resolveProviders(inventory.providers ?? [], report);
  const sites = buildDraftSites(inventory, draft, prefix, types);
  const rendezvous = resolveRendezvous(draft, inventory.rendezvous ?? [], providers);
  const interlinks = resolveInterlinks(draft, inventory.interlinks ?? []);
  const wired = wireSites(draft, sites, inventory.sites ?? [], providers);
  const doors = resolveDoors(draft, prefix, wired, rendezvous);
  writtenBetween(draft, inventory.cables ?? []);
  if (inventory.wiring !== 'written') for (const site of sites) wire(draft, site);
  const around = { sites: sites.map((s) => s.site), feeds: sites.flatMap((s) => s.feeds), providers };
  const folk = people(inventory, draft, sites, providers);
  const block = resolveCountryBlock(inventory['country-block'], folk, open, report);
  const stations = resolveStations(inventory.stations ?? [], providers, report);
  const single: Network = {
    name: inventory.name ?? 'network',
    prefix,
    ...(inventory.prefix === undefined ? {} : { prefixPlace: place }),
    scenario: scenarioOf(sites),
    ...(inventory.wiring === 'written' ? { wiring: 'written' as const } : {}),
    timers: resolveTimers(inventory.timers, report),
    sites: around.sites,
    racks: sites.flatMap((s) => s.racks.map((r) => r.rack)),
    devices: [...draft.devices.values()].map((d) => finished(draft, d)),
    cables: draft.cables,
    feeds: around.feeds,
    providers,
    uplinks: [...rendezvous, ...wired.flatMap((w) => w.uplinks.map((u) => u.uplink))],
    interlinks,
    pairs: resolvePairs(sites, inventory.sites ?? [], prefix, report),
    doors,
    ...folk,
    ...(block ? { countryBlock: block } : {}),
    stations,
    dependencies: resolveDependencies(inventory.services ?? [], draft, around),
    accounts: resolveAccounts(inventory.accounts ?? [], draft),
    flows: resolveFlows(inventory.flows ?? [], draft, providers),
    software: resolveSoftware(inventory.software ?? []),
    permits: resolvePermits(inventory.permits ?? [], draft, folk.operators, stations),
    stories: resolveStories(inventory.stories ?? []),
    addresses: [],
    waivers: resolveWaivers(inventory.waivers ?? []),
  };
  const network = withDualStack(single, inventory.ipv6, report);
  checkSubjects(inventory, report);
  checkOverlaps(network, place, report);
  checkMacs(network.devices, report);
  checkLeases(network, report);
  const assignment = assignAddresses(network);
  reportAddresses(network, assignment, report);
  const addressed = { ...network, addresses: assignment.addresses };
  checkLogins(addressed, report);
  return addressed;
};

const read = (root: Node | undefined, report: Report): Inventory | undefined =>
  root && report.clean ? inventoryShape.read(root, report) : undefined;

/**
 * The network that an inventory describes. Reads nothing but through the reader; every mistake of every file is
 * reported, and with one there is no network.
 */
export const resolveInventory = (
  file: string,
  reader: SourceReader,
  { types, today, countries = true }: ResolveOptions = {},
): Resolved => {
  const report = new Report(today);
  const inventory = read(readSources(file, reader, report), report);
  const open: OpenFile = (name) =>
    countries ? fileBeside(file, name, reader) : { file: name, text: fail('missing') };
  const network = inventory && build(inventory, report, { types, open });
  const findings = report.findings();
  return network && report.clean ? { network, findings } : { findings };
};
