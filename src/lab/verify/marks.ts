import type { Failure } from '#model/failure.ts';
import type { Cable, Device, Network } from '#model/network.ts';

/**
 * What a sample has to have at least once, as a failure shows it. A failure has one mark or several; failures with the same marks
 * are alike as far as the inventory says.
 */
export type Mark = string;

const position = (network: Network, device: Device): string =>
  network.sites.some((site) => site.mainRack === device.rack) ? 'main' : 'other';

/** Gateways of a pair are not alike: the first holds the shared address. */
const roleOf = (device: Device): string =>
  device.role === 'gateway' ? `gateway ${device.number}` : device.role;

/** Each two of kind, role and position, so that a sample has every pair at least once and not every triple. */
const pairs = (kind: string, role: string, where: string): Mark[] => [
  `${kind} ${role}`,
  `${kind} in a ${where} rack`,
  `${role} in a ${where} rack`,
];

/**
 * A power cable by what its loss can do: how many of its kind the device has, what feeds it, and the position. What else a
 * device's power takes, its death takes too, and that is caused for every role.
 */
const powerMarks = (network: Network, kind: string, cable: Cable, device: Device): Mark[] => {
  const own = network.cables.filter(
    (one) => one.kind === 'power' && [one.a, one.b].some((end) => end.startsWith(`${device.id}:psu`)),
  );
  const source = [cable.a, cable.b].some((end) => end.startsWith('feed:')) ? 'feed' : 'outlet';
  return [`${kind} power 1 of ${own.length} from a ${source} ${position(network, device)}`];
};

/**
 * A cable by its near end, since the far end is the same for all of its kind: role and position of the device, as everywhere. What the cable
 * is for counts once, be it cut or saturated, since both take the same paths; so does each port of a gateway, which all lead to
 * different places.
 */
const linkMarks = (network: Network, kind: string, scope: string): Mark[] => {
  const cable = network.cables.find((one) => one.id === scope)!;
  const device = network.devices.find((one) => cable.a.startsWith(`${one.id}:`));
  if (!device) return [`${kind} ${cable.kind}`];
  if (cable.kind === 'power') return powerMarks(network, kind, cable, device);
  const purpose = `link ${device.role} ${cable.kind}`;
  const where = position(network, device);
  if (device.role === 'gateway')
    return [
      `${kind} ${roleOf(device)}`,
      `link ${roleOf(device)} ${cable.a.slice(device.id.length + 1)}`,
      purpose,
    ];
  return [...pairs(kind, device.role, where), purpose];
};

/** The daemon and the role; where it is in the rack says nothing. An sshd knows nothing of pairs. */
const serviceMarks = (network: Network, kind: string, scope: string): Mark[] => {
  const at = scope.lastIndexOf('/');
  const device = network.devices.find((one) => one.id === scope.slice(0, at))!;
  const service = scope.slice(at + 1);
  return [`${kind} ${service === 'sshd' ? device.role : roleOf(device)} ${service}`];
};

/** A provider by what it carries: purposes and media of its uplinks, and whether others ride on it. */
const providerMarks = (network: Network, kind: string, provider: string): Mark[] => {
  const uplinks = network.uplinks.filter((uplink) => uplink.provider === provider);
  const riders = network.providers.some((other) => other.upstream === provider) ? ['riders'] : [];
  const carries = new Set([...uplinks.map((u) => `${u.purpose}/${u.medium}`), ...riders]);
  return [`${kind} ${[...carries].sort().join('+')}`];
};

/** Kinds that do the same wherever they hit, which is always a door, a person or all doors at once. */
const ALIKE = new Set([
  'certificate-expired',
  'clock-wrong',
  'crl-expired',
  'key-lost',
  'modem-dead',
  'operators-banned',
]);

/** A flood by what the uplink is for. */
const floodMarks = (network: Network, kind: string, scope: string): Mark[] => [
  `${kind} ${network.uplinks.find((uplink) => uplink.id === scope)?.purpose}`,
];

/** The marks of a failure: its kind, with role and position of what it hits. From the inventory alone. */
export const marksOf = (network: Network, { kind, scope }: Failure): Mark[] => {
  if (ALIKE.has(kind)) return [kind];
  if (kind === 'ddos') return floodMarks(network, kind, scope);
  if (kind.startsWith('link-')) return linkMarks(network, kind, scope);
  if (kind === 'service-crash') return serviceMarks(network, kind, scope);
  if (kind === 'provider-down') return providerMarks(network, kind, scope);
  const device = network.devices.find((one) => one.id === scope);
  if (device) return pairs(kind, roleOf(device), position(network, device));
  // Feeds differ in nothing but their names.
  return [kind];
};
