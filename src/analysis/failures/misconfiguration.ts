import type { Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { loginTo } from './_ends.ts';
import { membersOf } from './_members.ts';
import type { Element, FailureKind } from './kind.ts';

/** The device, and those that are configured as one with it: the other members of its stack. */
const configuredWith = (topology: Topology, id: string): readonly Device[] => {
  const { stack, site } = topology.device(id);
  if (stack === undefined) return [topology.device(id)];
  return membersOf(topology, 'stack', stack).filter((one) => one.site === site);
};

const engineAt = ({ network }: Topology, site: string | undefined) =>
  network.pairs.find((pair) => pair.site === site)?.engine;

/**
 * Somebody's change stops what a device forwards or serves. A management port in its own VRF or namespace, a BMC, the
 * console line and the outlets live on. The members of a stack go together. A gateway is loud: it keeps its
 * adverts, and so the shared address; but not with Pacemaker, whose members have to hear each other.
 */
export const misconfiguration: FailureKind = {
  id: 'misconfiguration',
  title: 'a change stops what a device forwards or serves',
  scope: 'device',
  scopes: (topology) => topology.network.devices.map((device) => device.id),
  takes: (topology, scope) =>
    configuredWith(topology, scope).flatMap(({ id, role, site }): Element[] =>
      role === 'gateway' && engineAt(topology, site) !== 'pacemaker'
        ? [`data-plane:${id}`, `quiet:${id}`]
        : [`data-plane:${id}`],
    ),
  repair: (topology, scope) =>
    topology.device(scope).site === undefined
      ? { remote: loginTo([scope]), otherwise: 'third-party', who: 'its hosting provider' }
      : { remote: loginTo([scope]), otherwise: 'hands' },
};
