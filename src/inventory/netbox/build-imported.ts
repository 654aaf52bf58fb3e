import { buildLinks, type ProviderName } from './build-links.ts';
import { PortBuilder } from './build-ports.ts';
import { buildSites } from './build-sites.ts';
import { Cabling } from './cabling.ts';
import { chooseDevices } from './choose-devices.ts';
import type { Imported, ImportedLinks, ImportedProvider } from './imported.ts';
import { LegalNames } from './legal-names.ts';
import type { NetboxData } from './read.ts';
import type { RoleMap } from './role-map.ts';

interface Providers {
  readonly name: ProviderName;
  readonly list: (used: ReadonlySet<string>) => ImportedProvider[];
}

const UPSTREAM = 'whose network does it ride on? If another provider\'s, write "upstream"';

const nameProviders = (data: NetboxData): Providers => {
  const names = new LegalNames();
  const given = new Map<number, { readonly name: string; readonly was: string }>();
  const give = (id: number, slug: string, was: string): string => {
    const known = given.get(id) ?? { name: names.give(slug, 'provider', id), was };
    given.set(id, known);
    return known.name;
  };
  for (const p of data.providers) give(p.id, p.slug, p.name);
  return {
    name: (p) => give(p.id, p.slug, p.name ?? p.slug),
    list: (used) =>
      [...given.values()].map(({ name, was }) => ({
        name,
        ...(name === was ? {} : { was }),
        ...(used.has(name) ? { ask: { code: 'upstream', text: UPSTREAM } as const } : {}),
      })),
  };
};

const usedProviders = (links: Iterable<ImportedLinks>): ReadonlySet<string> =>
  new Set([...links].flatMap((l) => l.uplinks.map((u) => u.provider)));

const unreadableNotes = (data: NetboxData): string[] =>
  [...data.unreadable].map(
    ([list, count]) => `${count} rows of ${list} could not be understood and are left out`,
  );

/** What NetBox says, as an inventory with its questions. Pure: the same data give the same. */
export const buildImported = (data: NetboxData, roles: RoleMap): Imported => {
  const choice = chooseDevices(data, roles);
  const cabling = new Cabling(data);
  const { sites, notes } = buildSites(data, choice.devices, new PortBuilder(data, cabling, choice.devices));
  const providers = nameProviders(data);
  const { links, between } = buildLinks(sites, data, cabling, choice.leftOut, providers.name);
  return {
    version: data.version,
    providers: providers.list(usedProviders(links.values())),
    sites,
    links,
    between,
    notes: [...choice.notes, ...notes, ...unreadableNotes(data)],
  };
};
