import type { BmcLan, Management, PortKind } from '#model/network.ts';
import type { Role } from '#model/role.ts';
import type { PortSpec } from './port-set.ts';

/** What decides which ports a generic device has. */
export interface PortNeeds {
  readonly role: Role;
  /** Further roles of the same box. */
  readonly also?: readonly Role[];
  readonly bmc: BmcLan;
  readonly management: Management;
  readonly psus: number;
  /** Whether there is a meta switch to plug into. */
  readonly meta: boolean;
}

const port = (name: string, kind: PortKind, separate = false): PortSpec => ({
  name,
  kind,
  separate,
  pool: false,
});

const pool = (stem: string, from: number, to: number, kind: PortKind): PortSpec[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    name: `${stem}${from + i}`,
    kind,
    separate: false,
    pool: true,
  }));

/** Power inlets: `psu1`, `psu2`, … */
export const powerPorts = (count: number): PortSpec[] =>
  Array.from({ length: count }, (_, i) => port(`psu${i + 1}`, 'power'));

/** A management switch's own address sits on a port inside it. */
export const OWN_ADDRESS: PortSpec = { ...port('mgmt', 'management'), internal: true };

const serverPorts = (needs: PortNeeds): PortSpec[] => [
  port('eth0', 'data'),
  port('eth1', 'data'),
  ...(needs.management === 'none' ? [] : [port('mgmt', 'management', needs.management === 'namespace')]),
  // A BMC that shares a production port dies with what happens there.
  ...(needs.bmc === 'none' ? [port('console', 'console')] : [port('bmc', 'bmc', needs.bmc === 'dedicated')]),
  ...(needs.meta ? [port('meta', 'meta')] : []),
];

/** A forwarding device of production: its management port is in a VRF of its own. */
const forwarding = (kind: PortKind): PortSpec[] => [
  ...pool('p', 1, 48, kind),
  port('mgmt', 'management', true),
  port('console', 'console'),
];

const BY_ROLE: Readonly<Record<Role, (needs: PortNeeds) => PortSpec[]>> = {
  gateway: () => [
    port('inside', 'management'),
    port('wan', 'uplink'),
    ...pool('wan', 2, 4, 'uplink'),
    port('xc', 'interlink'),
    ...pool('xc', 2, 16, 'interlink'),
    port('console', 'console'),
  ],
  jumphost: () => [port('mgmt', 'management'), port('console', 'console')],
  // Its own address goes to its first management port.
  'management-switch': () => [OWN_ADDRESS, ...pool('p', 1, 48, 'management'), port('console', 'console')],
  'console-server': () => [port('mgmt', 'management'), ...pool('tty', 1, 48, 'console-server')],
  pdu: () => [port('mgmt', 'management'), ...pool('o', 1, 24, 'outlet')],
  router: () => [port('wan', 'uplink'), ...pool('wan', 2, 4, 'uplink'), ...forwarding('data')],
  switch: () => forwarding('data'),
  'meta-switch': () => forwarding('meta'),
  server: serverPorts,
  rendezvous: () => [port('wan', 'uplink')],
};

const PSUS: Readonly<Partial<Record<Role, number>>> = { pdu: 1, rendezvous: 0 };

/** What a device has whatever is written: the address of its own that lies inside a management switch. */
export const ownAddress = ({ role, also }: PortNeeds): PortSpec[] => {
  if (role === 'management-switch') return [OWN_ADDRESS];
  if (!also?.includes('management-switch')) return [];
  return [role === 'gateway' ? { ...OWN_ADDRESS, name: 'inside' } : OWN_ADDRESS];
};

/** How many power inlets a generic device of a role has. */
export const usualPsus = (role: Role): number => PSUS[role] ?? 2;

const PORTS_OF_FURTHER: Readonly<Partial<Record<Role, readonly PortSpec[]>>> = {
  'management-switch': pool('p', 1, 48, 'management'),
  'console-server': pool('tty', 1, 48, 'console-server'),
};

const furtherPorts = (role: Role): readonly PortSpec[] => PORTS_OF_FURTHER[role] ?? [];

/** Where the box is its own management switch, its leg in the management network lies inside. */
const ownRole = (needs: PortNeeds): PortSpec[] => {
  const ports = BY_ROLE[needs.role](needs);
  return needs.also?.includes('management-switch')
    ? ports.map((one) => (one.kind === 'management' ? { ...one, internal: true } : one))
    : ports;
};

/** The ports of a device without a device type. */
export const genericPorts = (needs: PortNeeds): PortSpec[] => [
  ...ownRole(needs),
  ...(needs.also ?? []).flatMap(furtherPorts),
  ...powerPorts(needs.psus),
];
