import type { Failure } from '#model/failure.ts';
import type { Device, Network } from '#model/network.ts';
import { faults } from '../faults/index.ts';
import type { LabPlan } from '../plan.ts';

/** Every failure that the lab of this network can cause. */
export const possibleFailures = (network: Network, plan: LabPlan): Failure[] =>
  faults.flatMap((fault) => fault.scopes(network, plan).map((scope) => ({ kind: fault.id, scope })));

/** A small generator with a seed (mulberry32), so that a sample can be drawn again. */
const generator = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const position = (network: Network, device: Device): string =>
  network.sites.some((site) => site.mainRack === device.rack) ? 'main' : 'other';

/** What an end of a cable is: role and position of its device; at a gateway or rendezvous also which port. */
const endKind = (network: Network, end: string): string => {
  if (end.startsWith('feed:') || end.startsWith('provider:')) return end.slice(0, end.indexOf(':'));
  const device = network.devices.find((one) => end.startsWith(`${one.id}:`));
  if (!device) return 'unknown';
  const port = device.role === 'gateway' ? end.slice(device.id.length + 1).replace(/psu\d+$/, 'psu') : '';
  return `${device.role}/${position(network, device)}/${gatewayNumber(device)}${port}`;
};

/** A provider by what it carries: purposes and media of its uplinks, and whether others ride on it. */
const providerKind = (network: Network, provider: string): string => {
  const uplinks = network.uplinks.filter((uplink) => uplink.provider === provider);
  const riders = network.providers.some((other) => other.upstream === provider) ? ['riders'] : [];
  return [...new Set([...uplinks.map((u) => `${u.purpose}/${u.medium}`), ...riders])].sort().join('+');
};

/**
 * The stratum of a failure: its kind, and role and position of what it hits. One of each stratum is drawn. A cable's
 * far end is the same for all of its kind, so the near end tells.
 */
const stratum = (network: Network, { kind, scope }: Failure): string => {
  const cable = network.cables.find((one) => one.id === scope);
  if (kind.startsWith('link-') && cable) return `${kind} ${cable.kind} ${endKind(network, cable.a)}`;
  if (kind === 'service-crash') {
    const at = scope.lastIndexOf('/');
    const device = network.devices.find((one) => one.id === scope.slice(0, at))!;
    return `${kind} ${device.role}/${scope.slice(at + 1)}/${gatewayNumber(device)}`;
  }
  const device = network.devices.find((one) => one.id === scope);
  if (device) return `${kind} ${device.role}/${position(network, device)}/${gatewayNumber(device)}`;
  return kind === 'feed-down'
    ? `${kind} ${scope.slice(scope.indexOf('/') + 1)}`
    : `${kind} ${providerKind(network, scope)}`;
};

/** Gateways of a pair are not alike: the first holds the shared address. */
const gatewayNumber = (device: Device): string => (device.role === 'gateway' ? String(device.number) : '');

/** One failure of every stratum, drawn with the seed; at most `most`, evenly over the kinds. */
export const sampleFailures = (
  network: Network,
  failures: readonly Failure[],
  seed: number,
  most = Infinity,
): Failure[] => {
  const random = generator(seed);
  const strata = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = stratum(network, failure);
    strata.set(key, [...(strata.get(key) ?? []), failure]);
  }
  const drawn = [...strata.values()]
    .map((members) => ({ failure: members[Math.floor(random() * members.length)]!, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ failure }) => failure);
  const byKind = new Map<string, Failure[]>();
  for (const failure of drawn) byKind.set(failure.kind, [...(byKind.get(failure.kind) ?? []), failure]);
  return evenly([...byKind.values()], most);
};

/** Takes from each list in turn until there are enough. */
const evenly = (lists: readonly Failure[][], most: number): Failure[] => {
  const taken: Failure[] = [];
  for (let at = 0; taken.length < most && lists.some((list) => at < list.length); at++)
    for (const list of lists) if (at < list.length && taken.length < most) taken.push(list[at]!);
  return taken;
};
