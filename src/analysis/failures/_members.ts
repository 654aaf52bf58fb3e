import type { Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';

/** What devices have in common. */
type Common = 'rack' | 'site' | 'stack';

const known = new WeakMap<Topology, Map<Common, ReadonlyMap<string, readonly Device[]>>>();

const grouped = ({ network }: Topology, by: Common): Map<string, Device[]> => {
  const found = new Map<string, Device[]>();
  for (const device of network.devices) {
    const key = device[by];
    if (key === undefined) continue;
    const own = found.get(key);
    if (own) own.push(device);
    else found.set(key, [device]);
  }
  return found;
};

/** The devices of one rack, site or stack, in the network's order. Gathered once: there are as many racks as there are failures of racks. */
export const membersOf = (topology: Topology, by: Common, id: string): readonly Device[] => {
  const all = known.get(topology) ?? new Map<Common, ReadonlyMap<string, readonly Device[]>>();
  known.set(topology, all);
  const groups = all.get(by) ?? grouped(topology, by);
  all.set(by, groups);
  return groups.get(id) ?? [];
};
