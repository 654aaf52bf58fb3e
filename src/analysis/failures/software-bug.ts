import { VERBS } from '#model/failure.ts';
import { softwareOf } from '#model/software.ts';
import type { Topology } from '#model/topology.ts';
import type { FailureKind } from './kind.ts';

/** Devices by what they run: a version of a platform, and each component that the inventory names for it. */
const running = ({ network }: Topology): ReadonlyMap<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const device of network.devices) {
    const version =
      device.platform === undefined ? [] : [[device.platform, device.version].filter(Boolean).join('-')];
    for (const name of new Set([...version, ...(softwareOf(network.software, device)?.components ?? [])]))
      (found.get(name) ?? found.set(name, []).get(name)!).push(device.id);
  }
  return found;
};

const known = new WeakMap<Topology, ReadonlyMap<string, string[]>>();

const devicesWith = (topology: Topology, software: string): readonly string[] => {
  const all = known.get(topology) ?? running(topology);
  known.set(topology, all);
  return all.get(software) ?? [];
};

/** Every device of one version hangs at once, or every one that runs a component (T03, T59; INC-CROWD). */
export const softwareBug: FailureKind = {
  id: 'software-bug',
  title: 'all devices with the same software hang at once',
  scope: 'software',
  scopes: (topology) => [...running(topology).keys()].sort(),
  takes: (topology, scope) => devicesWith(topology, scope).map((id) => `system:${id}` as const),
  repair: (topology, scope) => ({
    remote: [],
    each: devicesWith(topology, scope).map((device) => ({ device, verbs: VERBS })),
    otherwise: 'hands',
  }),
};
