import type { Failure } from '#model/failure.ts';
import type { Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import type { CommonCauseId, RateId } from './rates.ts';

const BOXES: Readonly<Record<Device['role'], RateId>> = {
  gateway: 'gateway',
  jumphost: 'gateway',
  rendezvous: 'server',
  'management-switch': 'switch',
  'meta-switch': 'switch',
  switch: 'switch',
  'console-server': 'switch',
  router: 'router',
  server: 'server',
  pdu: 'pdu',
};

const cableRate = (topology: Topology, scope: string): RateId => {
  const cable = topology.cableAt(scope);
  if (cable?.kind === 'power' || cable?.kind === 'console') return 'cord';
  const uplink = topology.uplinkAt(scope);
  if (uplink?.medium === 'mobile' || uplink?.medium === 'satellite') return 'mobile';
  if (uplink?.medium === 'lan') return 'patch';
  return uplink || cable?.kind === 'interlink' ? 'line' : 'patch';
};

/** The box that a scope is or belongs to: itself, or that of its service or port. */
const deviceOf = (devices: ReadonlyMap<string, Device>, scope: string): Device | undefined =>
  devices.get(scope) ?? devices.get(scope.replace(/[/:][^/:]*$/, ''));

/** By failure kind. A kind that is not here has no figure; the answer names it. */
const KINDS: Readonly<Record<string, (topology: Topology, scope: string) => RateId>> = {
  'device-dead': (topology, scope) => BOXES[topology.device(scope).role],
  'console-server-dead': () => 'switch',
  'pdu-dead': () => 'pdu',
  'pdu-controller-dead': () => 'pdu',
  'bmc-hung': () => 'hang',
  'device-hung': () => 'hang',
  ddos: () => 'flood',
  'modem-dead': () => 'part',
  'breaker-tripped': () => 'part',
  'management-port-dead': () => 'part',
  'service-crash': (_topology, scope) => (scope.includes('/sshd') ? 'sshd' : 'daemon'),
  misconfiguration: () => 'change',
  'link-cut': cableRate,
  'link-saturated': (topology, scope) => (topology.uplinkAt(scope) ? 'flood' : 'congestion'),
  'provider-down': () => 'provider',
  'feed-down': () => 'feed',
  'rack-down': () => 'site',
  'site-down': () => 'site',
  'campus-down': () => 'site',
};

/** Which figure holds for the failure; undefined where there is none. */
export const rateOf = (topology: Topology, { kind, scope }: Failure): RateId | undefined =>
  KINDS[kind]?.(topology, scope);

/** Which factor two failures of one kind share, if any: boxes of one role, cables of one duct. */
export const commonCause = (
  topology: Topology,
  devices: ReadonlyMap<string, Device>,
  one: Failure,
  other: Failure,
): CommonCauseId | undefined => {
  if (one.kind !== other.kind) return undefined;
  if (one.kind === 'link-cut') {
    const [a, b] = [topology.cableAt(one.scope)?.route, topology.cableAt(other.scope)?.route];
    return a !== undefined && a === b ? 'duct' : undefined;
  }
  const [a, b] = [deviceOf(devices, one.scope), deviceOf(devices, other.scope)];
  if (!a || !b || a.role !== b.role) return undefined;
  const same = a.vendor !== undefined && a.vendor === b.vendor && a.version === b.version;
  return same ? 'alike' : 'diverse';
};
