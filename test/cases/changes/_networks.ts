import { join } from 'node:path';
import fc from 'fast-check';
import { loadInventory } from '#inventory/load.ts';
import type { Dependency } from '#model/dependency.ts';
import type { Device, Interlink, Network } from '#model/network.ts';
import { manySites } from '../../bench/_copies.ts';
import { oneSite } from '../../bench/_generator.ts';

const example = (name: string): Network =>
  loadInventory(join(import.meta.dirname, '../../../examples', name, 'relaxops.yaml')).network!;

/** Networks with sites of every kind, and a ring of eight sites in which most are no neighbours. */
const WHOLE: readonly Network[] = [
  example('b-one-rack'),
  example('d-datacentres'),
  example('full'),
  manySites(oneSite(60).network, 8),
];

/** What is done to a whole network, in parts of a thousand of its cables and devices. */
export interface Damage {
  readonly base: number;
  readonly cut: readonly number[];
  readonly waiting: readonly number[];
  readonly serving: readonly number[];
  readonly interlinks: readonly number[];
}

const some = (most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: most });

const at = <T>(list: readonly T[], thousandth: number): T =>
  list[Math.floor((thousandth * list.length) / 1000)]!;

const waiter = (device: Device, how: number): Device =>
  how % 2 === 0 ? { ...device, powerReturn: 'off' } : { ...device, startNeeds: ['passphrase', 'name'] };

/** A service that access needs, on a device of some site: far away facts rest on one place. */
const service = (network: Network, where: number): Dependency => ({
  id: `service-${where}`,
  kind: where % 2 === 0 ? 'aaa' : 'dns',
  use: 'access',
  on: [at(network.devices, where).id],
  sites: [],
  addresses: [],
  fallback: 'none',
  place: network.sites[0]!.place,
});

/** The network that is left. */
export const damaged = ({ base, cut, waiting, serving, interlinks }: Damage): Network => {
  const network = WHOLE[base]!;
  const gone = new Set([
    ...cut.map((one) => at(network.cables, one)),
    ...interlinks.flatMap((one) => {
      const link: Interlink | undefined = at(network.interlinks, one);
      return network.cables.filter((cable) => cable.id === link?.id);
    }),
  ]);
  const waits = new Map(waiting.map((one) => [at(network.devices, one).id, one]));
  const cables = network.cables.filter((cable) => !gone.has(cable));
  const ids = new Set(cables.map((cable) => cable.id));
  const meets = (host: string): boolean =>
    network.uplinks.some(({ device, id }) => device === host && ids.has(id));
  return {
    ...network,
    cables,
    interlinks: network.interlinks.filter((link) => ids.has(link.id)),
    uplinks: network.uplinks.filter((uplink) => ids.has(uplink.id)),
    doors: network.doors.filter(
      (door) => ids.has(door.uplink) && (door.rendezvous === undefined || meets(door.rendezvous)),
    ),
    devices: network.devices.map((device) => {
      const how = waits.get(device.id);
      return how === undefined ? device : waiter(device, how);
    }),
    dependencies: [...network.dependencies, ...[...new Set(serving)].map((where) => service(network, where))],
  };
};

/** Networks with cables missing, boxes that wait to start, and services that access to all sites needs. */
export const damages: fc.Arbitrary<Damage> = fc.record({
  base: fc.integer({ min: 0, max: WHOLE.length - 1 }),
  cut: some(12),
  waiting: some(4),
  serving: some(2),
  interlinks: some(3),
});
