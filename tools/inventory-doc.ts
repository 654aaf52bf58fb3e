import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BMC_SLOT, SLOTS } from '../src/addressing/plan.ts';
import { foldHostlist } from '../src/base/hostlist.ts';
import { genericPorts, type PortNeeds, usualPsus } from '../src/inventory/generic-ports.ts';
import { inventorySchema } from '../src/inventory/schema.ts';
import type { JsonSchema } from '../src/inventory/shape.ts';
import type { PortKind } from '../src/model/network.ts';
import { RENDERED_ROLES, ROLES, type Role } from '../src/model/role.ts';

// Writes the tables of docs/inventory.md: npx tsx tools/inventory-doc.ts
// Keys and types come from the shapes that validate; the test holds the page against them.

/**
 * What the schema does not say, by path: the default, and the meaning where the shape has no description. The test
 * refuses a path that is not a key and a meaning that the shape has itself.
 */
const ADDED: Readonly<Record<string, { readonly default?: string; readonly meaning?: string }>> = {
  relaxops: { default: '(needed)' },
  name: { default: '`network`' },
  prefix: { default: '`10.0.0.0/8`' },
  wiring: { default: '`default`' },
  sites: { default: '(needed)' },
  include: { default: 'none' },
  'timers.vrrp-advert': { default: '`1s`' },
  'timers.vpn-ping': { default: '`5s`' },
  'timers.vpn-restart': { default: '`20s`' },
  'operators.*.key': { default: '(needed, or `keys`)' },
  'providers.*.upstream': { default: 'a network of its own' },
  'rendezvous.*.gateway': { default: 'first host', meaning: 'next hop of its address' },
  'rack-templates.*.extends': { meaning: 'the template to start from' },
  'sites.*.number': { default: '`1` if alone, else needed' },
  'sites.*.feeds': { default: '`[A]`' },
  'sites.*.racks.*.number': { default: 'the last number in the name' },
  'sites.*.racks.*.template': { default: 'an empty rack' },
  'sites.*.racks.*.devices.*.role': { default: '(needed, unless the template has it)' },
  'sites.*.racks.*.devices.*.number': { default: 'the last number in the name' },
  'sites.*.racks.*.devices.*.vendor': { meaning: 'who made it' },
  'sites.*.racks.*.devices.*.type': { default: 'generic ports' },
  'sites.*.racks.*.devices.*.platform': { meaning: 'its operating system' },
  'sites.*.racks.*.devices.*.version': { meaning: 'of the platform' },
  'sites.*.racks.*.devices.*.bmc': {
    default: '`dedicated`, or `none` if `management` is written; other roles have none',
  },
  'sites.*.racks.*.devices.*.management': { default: '`none` for a server; other roles have a port' },
  'sites.*.racks.*.devices.*.rendered': { default: 'see [roles](#roles)' },
  'sites.*.racks.*.devices.*.psus': { default: '`2`, PDU `1`' },
  'sites.*.racks.*.devices.*.ports': { default: 'see [roles](#roles)' },
  'sites.*.racks.*.devices.*.ports.*.kind': {
    default: "the old port's; needed for a new one",
    meaning: 'what fits into it',
  },
  'sites.*.racks.*.devices.*.ports.*.separate': {
    default: "the old port's; new: `yes` for a BMC, else `no`",
  },
  'sites.*.uplinks.*.purpose': {
    default: '`production` on routers and data ports, else `management`',
    meaning: 'what it carries',
  },
  'sites.*.uplinks.*.medium': { default: '`fibre`, landlord `lan`', meaning: 'what the line is made of' },
  'sites.*.uplinks.*.inbound': { default: '`yes`, mobile and satellite `no`' },
  'sites.*.uplinks.*.address': { default: 'the provider gives one' },
  'sites.*.uplinks.*.gateway': { default: 'first host' },
  'sites.*.uplinks.*.mtu': { default: '`1500`, mobile `1400`' },
  'sites.*.uplinks.*.vpn': { default: '`openvpn`' },
  'sites.*.uplinks.*.landlord': { default: '`no`' },
  'sites.*.cables[].a': { meaning: 'one end: a port, `r01/srv1:eth0`' },
  'sites.*.cables[].b': { meaning: 'the other end: a port, or a feed, `feed:A`' },
  services: { default: 'none' },
  documents: { default: 'none' },
  accounts: { default: 'none' },
  flows: { default: 'none' },
  software: { default: 'none' },
  stories: { default: 'none' },
  permits: { default: 'none' },
  'permits[].to': { default: '(needed)' },
  'permits[].ports': { default: 'none, for icmp' },
  'stories.*.failures': { default: '(needed)' },
  'services.*.on': { default: '(one of `on`, `provider`, `feed`)' },
  'services.*.sites': { default: 'all' },
  'services.*.use': { default: '`comfort`' },
  'services.*.fallback': { default: '`none`' },
  'accounts.*.console': { default: '`yes`' },
  'accounts.*.on': { default: '(needed)' },
  'flows.*.from': { default: '(needed)' },
  'software.*.platform': { default: 'the name here' },
  'software.*.version': { default: 'every version' },
  'country-block': { default: 'none' },
  'country-block.when': { default: '`always`' },
  'country-block.countries': { default: 'no others' },
  'country-block.max-age': { default: '`90`' },
  'country-block.snapshot': { default: '`countries.txt`' },
  'networks.*.country': { meaning: 'ISO 3166-1, two letters' },
  entry: { default: '`jumphost`' },
  'sites.*.entry': { default: "the network's" },
  'sites.*.failover': { default: '`keepalived`, a gateway alone `none`' },
  'sites.*.racks.*.devices.*.also': { default: 'none' },
  'sites.*.racks.*.devices.*.ports.*.address': { default: "the plan's" },
  'waivers[].rule': { meaning: 'the rule: `R33`' },
  'waivers[].on': { meaning: 'what the finding is about, or the rack or site around it' },
  'waivers[].reason': { meaning: 'why, for whoever reads this next year' },
  'waivers[].until': { meaning: 'the last day on which it counts' },
};

/** What a role is for, in few words. */
const FOR: Readonly<Record<Role, string>> = {
  gateway: 'the way in: ends the VPN, stands between the provider and the inside',
  jumphost: 'where operators log in first',
  'management-switch': 'joins management ports; its ports are isolated from each other',
  'console-server': 'serial consoles over the network',
  pdu: 'switches power outlets',
  router: 'production: routes a prefix of yours',
  switch: 'production: joins servers to a router',
  'meta-switch': 'a network of its own for backups and the like',
  server: 'what all this is for',
  rendezvous: 'outside, in section `rendezvous`: gateways without inbound dial out to it',
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const schemaOf = (value: unknown): JsonSchema | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const branchesOf = (schema: JsonSchema): JsonSchema[] =>
  listOf(schema.anyOf)
    .map(schemaOf)
    .filter((branch) => branch !== undefined);

/** A map with known keys, anywhere in a choice of shapes. */
const mapIn = (schema: JsonSchema): JsonSchema | undefined =>
  schema.properties === undefined
    ? branchesOf(schema)
        .map(mapIn)
        .find((found) => found !== undefined)
    : schema;

const propertiesOf = (schema: JsonSchema): [string, JsonSchema][] =>
  Object.entries(schemaOf(schema.properties) ?? {}).flatMap(([key, value]) => {
    const property = schemaOf(value);
    return property ? [[key, property] as [string, JsonSchema]] : [];
  });

/** Every place of the schema whose keys are known, by path. What is alike (devices of templates and racks) comes once. */
export const tablesOf = (schema: JsonSchema = inventorySchema()): ReadonlyMap<string, JsonSchema> => {
  const tables = new Map<string, JsonSchema>();
  const seen = new Set<string>();
  const walk = (path: string, at: JsonSchema): void => {
    const map = mapIn(at);
    const keys = JSON.stringify(map?.properties);
    if (map && !seen.has(keys)) {
      seen.add(keys);
      tables.set(path, map);
      for (const [key, property] of propertiesOf(map)) walk(path === '' ? key : `${path}.${key}`, property);
    }
    for (const branch of [at, ...branchesOf(at)]) {
      const [items, others] = [schemaOf(branch.items), schemaOf(branch.additionalProperties)];
      if (items) walk(`${path}[]`, items);
      if (others) walk(`${path}.*`, others);
    }
  };
  // Sites before templates, so that devices have the path where most are written.
  const root = { ...schema, properties: sitesFirst(schema) };
  walk('', root);
  tables.set('', schema);
  return tables;
};

const sitesFirst = (schema: JsonSchema): JsonSchema => {
  const { sites, ...rest } = schemaOf(schema.properties) ?? {};
  return { sites, ...rest };
};

const choices = (values: readonly unknown[]): string =>
  values.includes('yes') ? '`yes` or `no`' : values.map((value) => `\`${value}\``).join(', ');

const patternType = (pattern: string): string => {
  if (pattern.endsWith('/\\d{1,3}$')) return 'address/length';
  return pattern.includes('(ms|s|m)') ? 'duration' : 'text';
};

/** The type of a value in a reader's words. */
const typeOf = (schema: JsonSchema): string => {
  const branches = branchesOf(schema).filter((branch) => branch.type !== 'null');
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(', or ');
  if (schema.enum) return choices(listOf(schema.enum));
  const { minimum, maximum } = schema;
  if (schema.type === 'integer') return minimum === maximum ? `\`${minimum}\`` : `${minimum} to ${maximum}`;
  if (schema.type === 'array') return `list of ${typeOf(schemaOf(schema.items) ?? {})}`;
  if (schema.format === 'date') return 'day';
  if (schema.properties && !schemaOf(schema.additionalProperties)) return 'map';
  if (schema.additionalProperties) return 'map by name';
  return patternType(textOf(schema.pattern) ?? '');
};

/** "; by default 1s" stands in a column of its own. */
const withoutDefault = (text: string): string => text.replace(/[;,]? ?by default .*$/, '');

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (path: string, key: string, schema: JsonSchema, needed: boolean): string => {
  const added = ADDED[path === '' ? key : `${path}.${key}`] ?? {};
  const meaning = withoutDefault(textOf(schema.description) ?? '') || added.meaning || '';
  const otherwise = added.default ?? (needed ? '(needed)' : '');
  return `| \`${key}\` | ${cell(typeOf(schema))} | ${cell(otherwise)} | ${cell(meaning)} |`;
};

const keyTable = (path: string, schema: JsonSchema): string => {
  const needed = listOf(schema.required);
  const rows = propertiesOf(schema).map(([key, property]) => row(path, key, property, needed.includes(key)));
  return ['| key | type | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
};

/** Keys that the table of a path has no meaning for, and additions that say what is said already or of no key. */
export const flawsOfAdditions = (): string[] => {
  const keys = new Map(
    [...tablesOf()].flatMap(([path, schema]) =>
      propertiesOf(schema).map(([key, property]): [string, string] => [
        path === '' ? key : `${path}.${key}`,
        withoutDefault(textOf(property.description) ?? ''),
      ]),
    ),
  );
  return [
    ...[...keys]
      .filter(([key, said]) => said === '' && !ADDED[key]?.meaning)
      .map(([key]) => `${key} has no meaning`),
    ...[...keys]
      .filter(([key, said]) => said !== '' && ADDED[key]?.meaning)
      .map(([key]) => `${key} has two meanings`),
    ...Object.keys(ADDED)
      .filter((key) => !keys.has(key))
      .map((key) => `${key} is not a key`),
  ];
};

const portsText = (needs: PortNeeds): string => {
  const kinds = new Map<PortKind, string[]>();
  for (const { name, kind } of genericPorts(needs)) kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  kinds.delete('power');
  return [...kinds].map(([kind, names]) => `${kind} \`${foldHostlist(names)}\``).join('; ');
};

const needsOf = (role: Role, more: Partial<PortNeeds> = {}): PortNeeds => ({
  role,
  bmc: role === 'server' ? 'dedicated' : 'none',
  management: role === 'server' ? 'none' : 'port',
  psus: usualPsus(role),
  meta: false,
  ...more,
});

const roleTable = (): string => {
  const line = (name: string, needs: PortNeeds, rendered: boolean): string =>
    `| ${name} | ${portsText(needs)} | ${needs.psus} | ${rendered ? 'yes' : 'no'} |`;
  const lines = ROLES.map((role) => line(`\`${role}\``, needsOf(role), RENDERED_ROLES.has(role)));
  const namespace = needsOf('server', { bmc: 'none', management: 'namespace' });
  const server = ROLES.indexOf('server') + 1;
  return [
    '| role | ports without a device type | power inlets | rendered |',
    '|---|---|---|---|',
    ...lines.slice(0, server),
    line('`server` with `management: namespace`', namespace, true),
    ...lines.slice(server),
  ].join('\n');
};

const addressTable = (): string => {
  const slots = [...ROLES.map((role) => SLOTS[role]), BMC_SLOT].filter((slot) => slot !== undefined);
  return [
    '| what | third digit | fourth digit | so number 1 is |',
    '|---|---|---|---|',
    ...slots.map(({ name, inRackZero, base, room }) => {
      const third = inRackZero ? '0, the whole site' : "the rack's number";
      return `| ${name} | ${third} | ${base} + number, up to number ${room} | \`10.SITE.${inRackZero ? 0 : 'RACK'}.${base + 1}\` |`;
    }),
  ].join('\n');
};

const purposeTable = (): string =>
  ['| role | for |', '|---|---|', ...ROLES.map((role) => `| \`${role}\` | ${FOR[role]} |`)].join('\n');

/** The table that belongs between the markers `<!-- table: id -->` and `<!-- end -->`. */
const tableFor = (id: string): string => {
  if (id === 'roles') return purposeTable();
  if (id === 'ports') return roleTable();
  if (id === 'addresses') return addressTable();
  const path = id.replace(/^keys ?/, '');
  const schema = tablesOf().get(path);
  if (!schema) throw new Error(`there is no table "${id}"`);
  return keyTable(path, schema);
};

const MARKED = /<!-- table: (.*?) -->\n[\s\S]*?<!-- end -->/g;

/** The ids of a page's tables, in order. */
export const tablesIn = (page: string): string[] => [...page.matchAll(MARKED)].map((match) => match[1] ?? '');

/** The page with every table as it should be. */
export const withTables = (page: string): string =>
  page.replace(MARKED, (_all, id: string) => `<!-- table: ${id} -->\n${tableFor(id)}\n<!-- end -->`);

const PAGE = fileURLToPath(new URL('../docs/inventory.md', import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8')));
