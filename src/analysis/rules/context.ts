import type { Evidence } from '#model/evidence.ts';
import type { Device, Network } from '#model/network.ts';
import { topologyOf } from '#model/topology.ts';
import { type Analysis, analyse } from '../state.ts';
import type { RuleContext } from './rule.ts';

/** Devices by site and by rack, each also by role. */
const index = (network: Network): ReadonlyMap<string, readonly Device[]> => {
  const found = new Map<string, Device[]>();
  const add = (key: string, device: Device): void => {
    const list = found.get(key);
    if (list) list.push(device);
    else found.set(key, [device]);
  };
  for (const device of network.devices)
    for (const where of [device.site, device.rack].filter((id) => id !== undefined)) {
      add(where, device);
      for (const role of new Set([device.role, ...(device.also ?? [])])) add(`${where} ${role}`, device);
    }
  return found;
};

/** What the rules may ask about the network, on a day, with the evidence that there is. */
export const ruleContext = (network: Network, today: string, evidence: Evidence = {}): RuleContext => {
  const devices = index(network);
  const places = new Map([...network.sites, ...network.racks].map((place) => [place.id, place]));
  let analysis: Analysis | undefined;
  return {
    network,
    topology: topologyOf(network),
    today,
    rendered: evidence.rendered,
    records: evidence.records,
    devicesAt: (id, role) => devices.get(role === undefined ? id : `${id} ${role}`) ?? [],
    where: (id) => places.get(id),
    analysis: () => {
      analysis ??= analyse(network);
      return analysis;
    },
  };
};
