import { perObject } from '#base/memo.ts';
import type { Dependency } from '#model/dependency.ts';
import type { Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { loginTo } from './_ends.ts';
import type { Repair } from './kind.ts';

/** Somebody has to stand before it. */
export const BY_HAND: Repair = { remote: [], otherwise: 'hands' };

/** Whoever hosts a device without site. */
export const orItsHost = (topology: Topology, device: string, remote: Repair['remote']): Repair =>
  topology.device(device).site === undefined
    ? { remote, otherwise: 'third-party', who: 'its hosting provider' }
    : { remote, otherwise: 'hands' };

/** Devices of one role. */
export const idsOf = (devices: readonly Device[]): string[] => devices.map((device) => device.id);

/** A service is mended where it runs: on a device of ours, or by whoever offers it. */
export const whereItRuns = (topology: Topology, id: string): Repair => {
  const { on, provider } = dependencyOf(topology, id);
  if (on.length > 0) return { remote: loginTo(on), otherwise: 'hands' };
  return provider === undefined ? BY_HAND : { remote: [], otherwise: 'third-party', who: provider };
};

const byId = perObject(
  (all: readonly Dependency[]): ReadonlyMap<string, Dependency> => new Map(all.map((one) => [one.id, one])),
);

const dependencyOf = (topology: Topology, id: string): Dependency => {
  const found = byId(topology.network.dependencies).get(id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
};

/** The services of a kind. */
export const dependenciesOf = (topology: Topology, kind: Dependency['kind']): string[] =>
  topology.network.dependencies.filter((one) => one.kind === kind).map((one) => one.id);
