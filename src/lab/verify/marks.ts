import type { Failure } from '#model/failure.ts';
import type { Cable, Device, Network } from '#model/network.ts';
import { type Role, SWITCH_ROLES } from '#model/role.ts';

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

const FORWARDERS: ReadonlySet<Role> = new Set([...SWITCH_ROLES, 'router', 'gateway']);

/** A hang takes what death takes, and leaves the links up, which only who forwards can tell. */
const hungMarks = (network: Network, kind: string, scope: string): Mark[] => {
  const { role } = network.devices.find((one) => one.id === scope)!;
  return [`${kind} ${FORWARDERS.has(role) ? 'forwards' : 'serves'}`];
};

/** A port of a BMC, or of a system. */
const portMarks = (network: Network, kind: string, scope: string): Mark[] => {
  const port = network.devices.flatMap((device) => device.ports).find((one) => one.id === scope)!;
  return [`${kind} ${port.kind}`];
};

/** Where ports are isolated, and where they are not. */
const loopMarks = (network: Network, kind: string, scope: string): Mark[] => {
  const device = network.devices.find((one) => one.id === scope)!;
  return [`${kind} ${device.role === 'management-switch' ? 'isolated' : 'open'}`];
};

const rackMarks = ({ sites }: Network, kind: string, scope: string): Mark[] => [
  `${kind} ${sites.some((site) => site.mainRack === scope) ? 'main' : 'other'}`,
];

/** A PDU by whether it is all the power of some box: only there outlets that live can be told from outlets that do not. */
const pduMarks = (network: Network, kind: string, pdu: string): Mark[] => {
  const sources = (device: Device): string[] =>
    network.cables.flatMap(({ kind: is, a, b }) => {
      const own = (end: string) => is === 'power' && end.startsWith(`${device.id}:psu`);
      return own(a) ? [b] : own(b) ? [a] : [];
    });
  const alone = network.devices.some((device) => {
    const all = sources(device);
    return all.length > 0 && all.every((end) => end.startsWith(`${pdu}:`));
  });
  return [`${kind} ${alone ? 'all that some have' : 'one of two'}`];
};

/** Kinds whose scopes differ in one way that counts. */
const FEW: Readonly<Record<string, (network: Network, kind: string, scope: string) => Mark[]>> = {
  'service-crash': serviceMarks,
  'provider-down': providerMarks,
  'device-hung': hungMarks,
  'management-port-dead': portMarks,
  'switch-loop': loopMarks,
  'rack-down': rackMarks,
  'pdu-dead': pduMarks,
  'pdu-controller-dead': pduMarks,
};

/** Kinds that hit devices of every role, each in its own way. */
const BY_ROLE: ReadonlySet<string> = new Set(['device-dead', 'misconfiguration']);

/** The marks of a failure: its kind, with role and position of what it hits. From the inventory alone. */
export const marksOf = (network: Network, { kind, scope }: Failure): Mark[] => {
  if (ALIKE.has(kind)) return [kind];
  if (kind === 'ddos') return floodMarks(network, kind, scope);
  if (kind.startsWith('link-')) return linkMarks(network, kind, scope);
  const few = FEW[kind];
  if (few) return few(network, kind, scope);
  const device = network.devices.find((one) => one.id === scope);
  if (device && BY_ROLE.has(kind)) return pairs(kind, roleOf(device), position(network, device));
  // Feeds, BMCs, sites differ in nothing but their names.
  return [kind];
};
