/** What a device is for. NetBox calls this the device role. */
export const ROLES = [
  'gateway',
  'jumphost',
  'management-switch',
  'console-server',
  'pdu',
  'router',
  'switch',
  'meta-switch',
  'server',
  'rendezvous',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that only carry management: the talk's "dedicated equipment" (T15). */
export const MANAGEMENT_ROLES: ReadonlySet<Role> = new Set<Role>([
  'gateway',
  'jumphost',
  'management-switch',
  'console-server',
]);

/** Roles that forward frames between their ports. */
export const SWITCH_ROLES: ReadonlySet<Role> = new Set<Role>(['management-switch', 'switch', 'meta-switch']);

/** Roles whose devices carry production traffic. */
export const PRODUCTION_ROLES: ReadonlySet<Role> = new Set<Role>(['router', 'switch', 'server']);

/** Network devices: those whose console the talk wants on a serial terminal server (T46). */
export const NETWORK_ROLES: ReadonlySet<Role> = new Set<Role>([
  'gateway',
  'management-switch',
  'router',
  'switch',
  'meta-switch',
]);

/** Linux boxes of ours, unless the inventory says otherwise; everybody else's are described only. */
export const RENDERED_ROLES: ReadonlySet<Role> = new Set<Role>([
  'gateway',
  'jumphost',
  'management-switch',
  'rendezvous',
]);

/** Ring 3 of the onion (T42): everything that one reaches only by way of a gateway and a jumphost. */
export const RING3_ROLES: readonly Role[] = ROLES.filter(
  (role) => role !== 'gateway' && role !== 'jumphost' && role !== 'rendezvous',
);
