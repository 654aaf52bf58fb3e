import { locationTexts, speedsOf, stacksOf } from './build-context.ts';
import { buildLinks, type ProviderName } from './build-links.ts';
import { PortBuilder } from './build-ports.ts';
import { buildSites } from './build-sites.ts';
import { Cabling } from './cabling.ts';
import { chooseDevices } from './choose-devices.ts';
import type { Imported, ImportedLinks, ImportedProvider } from './imported.ts';
import { LegalNames } from './legal-names.ts';
import type { Mapping } from './mapping.ts';
import type { Kept, Memory } from './memory.ts';
import type { NetboxData } from './read.ts';

interface Providers {
  readonly name: ProviderName;
  readonly list: (used: ReadonlySet<string>) => ImportedProvider[];
}

const UPSTREAM = 'whose network does it ride on? Say so in the mapping, or write "upstream" here';

const nameProviders = (data: NetboxData, mapping: Mapping): Providers => {
  const names = new LegalNames();
  const given = new Map<number, { readonly name: string; readonly slug: string; readonly was: string }>();
  const give = (id: number, slug: string, was: string): string => {
    const known = given.get(id) ?? { name: names.give(slug, 'provider', id), slug, was };
    given.set(id, known);
    return known.name;
  };
  for (const p of data.providers) give(p.id, p.slug, p.name);
  return {
    name: (p) => give(p.id, p.slug, p.name ?? p.slug),
    list: (used) => {
      const bySlug = new Map([...given.values()].map((p) => [p.slug, p.name]));
      const own = [...given.values()].map((p) => provider(p, used, bySlug, mapping));
      const known = new Set(own.map((p) => p.name));
      const others = own.flatMap((p) =>
        p.upstream === undefined || known.has(p.upstream) ? [] : [p.upstream],
      );
      return [...own, ...[...new Set(others)].map((name) => ({ name }))];
    },
  };
};

const provider = (
  { name, slug, was }: { readonly name: string; readonly slug: string; readonly was: string },
  used: ReadonlySet<string>,
  bySlug: ReadonlyMap<string, string>,
  mapping: Mapping,
): ImportedProvider => {
  const meaning = mapping.providers.get(slug);
  const on =
    meaning && meaning.value !== 'own' ? (bySlug.get(meaning.value.on) ?? meaning.value.on) : undefined;
  return {
    name,
    ...(name === was ? {} : { was }),
    ...(on === undefined || on === name ? {} : { upstream: on }),
    ...(used.has(name) && meaning?.sure !== true
      ? { ask: { code: 'upstream', text: UPSTREAM } as const }
      : {}),
  };
};

const usedProviders = (links: Iterable<ImportedLinks>): ReadonlySet<string> =>
  new Set([...links].flatMap((l) => l.uplinks.map((u) => u.provider)));

const unreadableNotes = (data: NetboxData): string[] =>
  [...data.unreadable].map(
    ([list, count]) =>
      `${count} row${count === 1 ? '' : 's'} of ${list} could not be understood and ${count === 1 ? 'is' : 'are'} left out`,
  );

export interface Built {
  readonly imported: Imported;
  /** Names and numbers, to be given again. */
  readonly kept: Memory;
}

/** What NetBox says, as an inventory with its questions. Pure: the same data, mapping and memory give the same. */
export const buildImported = (data: NetboxData, mapping: Mapping, memory: Memory): Built => {
  const choice = chooseDevices(data, mapping);
  const cabling = new Cabling(data);
  const kept = new Map<string, Kept>();
  const { sites, notes } = buildSites(data, choice.devices, {
    mapping,
    memory,
    kept,
    ports: new PortBuilder(data, cabling, choice.devices, mapping),
    locations: locationTexts(data),
    stacks: stacksOf(data),
    speeds: speedsOf(data),
  });
  const providers = nameProviders(data, mapping);
  const { links, between } = buildLinks({
    sites,
    data,
    cabling,
    mapping,
    leftOut: choice.leftOut,
    provider: providers.name,
  });
  const imported = {
    version: data.version,
    providers: providers.list(usedProviders(links.values())),
    sites,
    links,
    between,
    notes: [...choice.notes, ...notes, ...unreadableNotes(data)],
  };
  return { imported, kept };
};
