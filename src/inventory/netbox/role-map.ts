import { ROLES, type Role } from '#model/role.ts';

/** What becomes of devices of a NetBox role. */
export type Mapped = Role | 'leave-out';
/** By slug of the NetBox role. */
export type RoleMap = ReadonlyMap<string, Mapped>;

/** The values of a role map. */
export const MAPPED: readonly Mapped[] = [...ROLES.filter((role) => role !== 'rendezvous'), 'leave-out'];

/** Slugs that mean one thing. What is not here is asked about, or said in a file of one's own. */
const TABLE: Readonly<Record<Mapped, readonly string[]>> = {
  gateway: ['gateway', 'oob-gateway', 'oob-router', 'management-gateway', 'management-router'],
  jumphost: ['jumphost', 'jump-host', 'jump-server', 'bastion', 'bastion-host'],
  'management-switch': [
    'management-switch',
    'mgmt-switch',
    'oob-switch',
    'oob-management-switch',
    'ipmi-switch',
  ],
  'console-server': [
    'console-server',
    'console-servers',
    'terminal-server',
    'serial-console-server',
    'opengear',
  ],
  pdu: ['pdu', 'pdus', 'rack-pdu', 'power-distribution-unit'],
  router: [
    'router',
    'core-router',
    'edge-router',
    'border-router',
    'access-router',
    'peering-router',
    'wan-router',
  ],
  switch: [
    'switch',
    'access-switch',
    'aggregation-switch',
    'core-switch',
    'distribution-switch',
    'tor-switch',
    'leaf',
    'leaf-switch',
    'spine',
    'spine-switch',
  ],
  'meta-switch': ['meta-switch', 'backup-switch'],
  server: [
    'server',
    'application-server',
    'database-server',
    'compute',
    'hypervisor',
    'storage-server',
    'web-server',
  ],
  rendezvous: [],
  'leave-out': [
    'patch-panel',
    'patch-panels',
    'fiber-panel',
    'fibre-panel',
    'cable-management',
    'cable-organizer',
    'blank-panel',
    'blanking-panel',
    'shelf',
  ],
};

/** The mapping that is built in. */
export const ROLE_MAP: RoleMap = new Map(
  Object.entries(TABLE).flatMap(([role, slugs]) => {
    const mapped = MAPPED.find((m) => m === role);
    return mapped ? slugs.map((slug) => [slug, mapped] as const) : [];
  }),
);

/** By words of the slug, first match first: good enough to propose, never to decide. */
const WORDS: readonly (readonly [RegExp, Mapped])[] = [
  [/patch|panel|shelf|blank|cable/, 'leave-out'],
  [/access-?point|wireless|\bap\b|camera|phone|sensor|\bups\b/, 'leave-out'],
  [/console|terminal/, 'console-server'],
  [/(oob|mgmt|management|ipmi).*switch|switch.*(oob|mgmt|management)/, 'management-switch'],
  [/(oob|mgmt|management).*(gateway|router|firewall)/, 'gateway'],
  [/jump|bastion/, 'jumphost'],
  [/\bpdu|power/, 'pdu'],
  [/switch|leaf|spine|fabric/, 'switch'],
  [/router|firewall|gateway|\bpe\b|\bce\b/, 'router'],
];

/** What to propose for a role that the map does not have. */
export const proposedRole = (slug: string): Mapped =>
  WORDS.find(([words]) => words.test(slug))?.[1] ?? 'server';
