import { devicesBySoftware } from '#model/devices-by-software.ts';
import type { Topology } from '#model/topology.ts';
import { deviceHung } from './device-hung.ts';
import type { FailureKind } from './kind.ts';

const known = new WeakMap<Topology, ReadonlyMap<string, readonly string[]>>();

const bySoftware = (topology: Topology): ReadonlyMap<string, readonly string[]> => {
  const all = known.get(topology) ?? devicesBySoftware(topology.network);
  known.set(topology, all);
  return all;
};

const devicesWith = (topology: Topology, software: string): readonly string[] =>
  bySoftware(topology).get(software) ?? [];

/** Every device of one version hangs at once, or every one that runs a component (T03, T59; INC-CROWD). */
export const softwareBug: FailureKind = {
  id: 'software-bug',
  title: 'all devices with the same software hang at once',
  scope: 'software',
  scopes: (topology) => [...bySoftware(topology).keys()].sort(),
  takes: (topology, scope) => devicesWith(topology, scope).flatMap((id) => deviceHung.takes(topology, id)),
  repair: (topology, scope) => ({
    remote: [],
    each: devicesWith(topology, scope).map((device) => ({ device, verbs: ['power'] as const })),
    otherwise: 'hands',
  }),
};
