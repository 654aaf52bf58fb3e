import type { Cable, Device, Network, Port } from '#model/network.ts';
import type { Comparison, Difference, Observed, Unsure, Witness } from '#model/observed.ts';
import { type Topology, topologyOf } from '#model/topology.ts';
import { type Macs, macsOf } from './macs.ts';
import { type Names, namesOf } from './names.ts';

/** What was said of a cable; the later one wins over an earlier one in the list. */
const VERDICTS = ['devices', 'confirmed', 'different'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The inventory, indexed, and what has been found out so far. */
export interface Ground {
  readonly network: Network;
  readonly topology: Topology;
  readonly names: Names;
  readonly macs: Macs;
  device(id: string): Device;
  port(id: string): Port;
  /** The id of a port that the network does not list, see `openPortOf`. */
  open(port: Port): string;
  cableAt(end: string): Cable | undefined;
  /** What the inventory has at the other end: a port, `feed:…`, `provider:…`; undefined where it is open. */
  expected(end: string): string | undefined;
  /** Cables of the inventory between two devices. */
  between(a: string, b: string): readonly Cable[];
  judge(cable: Cable | undefined, verdict: Verdict): void;
  verdict(cable: string): Verdict | undefined;
  /** Says that a port has been heard of, so that nothing is concluded from its silence. */
  touch(end: string): void;
  touched(end: string): boolean;
  differ(key: string, difference: Difference): void;
  doubt(key: string, unsure: Unsure): void;
  heard(device: string): void;
  results(): Pick<Comparison, 'differences' | 'unsure' | 'devices'>;
}

const withWitness = (before: readonly Witness[], more: readonly Witness[]): Witness[] => [
  ...new Map([...before, ...more].map((by) => [`${by.file} ${by.command}`, by])).values(),
];

/** What has been found out: each thing once, with all who say it. */
const findings = () => {
  const differences = new Map<string, Difference>();
  const unsure = new Map<string, Unsure>();
  const devices = new Set<string>();
  return {
    differ: (key: string, one: Difference): void => {
      const before = differences.get(key);
      differences.set(key, before ? { ...before, by: withWitness(before.by, one.by) } : one);
    },
    doubt: (key: string, one: Unsure): void => {
      if (!unsure.has(key)) unsure.set(key, one);
    },
    heard: (device: string): void => void devices.add(device),
    results: () => ({
      differences: [...differences.values()],
      unsure: [...unsure.values()],
      devices: [...devices],
    }),
  };
};

const pairOf = (a: string, b: string): string => [a, b].sort().join(' ');

/** Cables by the two devices that they join; feeds and providers are no devices. */
const byPair = (network: Network): Map<string, Cable[]> => {
  const owner = new Map(network.devices.flatMap((d) => d.ports.map((p) => [p.id, d.id] as const)));
  const pairs = new Map<string, Cable[]>();
  for (const cable of network.cables) {
    const [a, b] = [owner.get(cable.a), owner.get(cable.b)];
    if (a === undefined || b === undefined) continue;
    const cables = pairs.get(pairOf(a, b));
    if (cables) cables.push(cable);
    else pairs.set(pairOf(a, b), [cable]);
  }
  return pairs;
};

const cableBook = (network: Network) => {
  const pairs = byPair(network);
  const cables = new Map(network.cables.flatMap((c) => [[c.a, c] as const, [c.b, c] as const]));
  const verdicts = new Map<string, Verdict>();
  const touched = new Set<string>();
  const cableAt = (end: string) => (/^(feed|provider):/.test(end) ? undefined : cables.get(end));
  return {
    cableAt,
    expected: (end: string) => {
      const cable = cableAt(end);
      return cable && (cable.a === end ? cable.b : cable.a);
    },
    between: (a: string, b: string) => pairs.get(pairOf(a, b)) ?? [],
    judge: (cable: Cable | undefined, verdict: Verdict): void => {
      if (!cable) return;
      const before = verdicts.get(cable.id);
      if (!before || VERDICTS.indexOf(verdict) > VERDICTS.indexOf(before)) verdicts.set(cable.id, verdict);
    },
    verdict: (cable: string) => verdicts.get(cable),
    touch: (end: string): void => void touched.add(end),
    touched: (end: string) => touched.has(end),
  };
};

/** Ports of the network, and open ones that were found on the way. */
const portBook = (topology: Topology) => {
  const open = new Map<string, Port>();
  return {
    port: (id: string): Port => open.get(id) ?? topology.port(id),
    open: (port: Port): string => {
      open.set(port.id, port);
      return port.id;
    },
  };
};

/** Indexes the inventory for a comparison. */
export const groundOf = (network: Network, observed: Observed): Ground => {
  const topology = topologyOf(network);
  const names = namesOf(network);
  return {
    network,
    topology,
    names,
    macs: macsOf(network, observed, names),
    device: topology.device,
    ...portBook(topology),
    ...cableBook(network),
    ...findings(),
  };
};
