import {
  DOOR_ENGINES,
  type DoorEngine,
  MANAGEMENT_PROTOCOLS,
  type Medium,
  type Port,
  type Provider,
  type Uplink,
  type UplinkPurpose,
} from '#model/network.ts';
import { defined } from './defined.ts';
import { changeKind, type DeviceDraft, type Draft, freePort, plug, type SiteDraft } from './draft.ts';
import { type Named, named } from './named.ts';
import { child, keyPlace, type Node } from './node.ts';
import { findDevice, findPort, isTaken, type PortEnd, splitPort } from './port-names.ts';
import { addressShape, hostShape, networkShape, nextHop } from './prefixes.ts';
import { checkProvider, providerReference } from './providers.ts';
import { type At, described, integer, list, located, object, oneOf, required, text, yesNo } from './shape.ts';

const MEDIA: readonly Medium[] = ['fibre', 'copper', 'mobile', 'satellite', 'lan'];
const PURPOSES: readonly UplinkPurpose[] = ['production', 'management'];

const uplinkShape = object('an uplink', {
  provider: required(providerReference),
  purpose: described(
    'by default production on routers and data ports, else management',
    oneOf('bad-value', 'a purpose', PURPOSES),
  ),
  medium: described('by default fibre', oneOf('bad-value', 'a medium', MEDIA)),
  inbound: described(
    'whether the provider lets connections in; by default not where mobile or satellite',
    yesNo,
  ),
  address: hostShape,
  gateway: described('next hop, by default the first host of the network', addressShape),
  prefix: described('production prefix that is routed here', networkShape),
  mtu: described('bytes; by default 1500, mobile 1400', integer(576, 9216)),
  landlord: described("a landlord's management LAN, which lets operators' networks in only", yesNo),
  rendezvous: described(
    'the host that a gateway without inbound dials out to',
    located(text('the name of a rendezvous')),
  ),
  vpn: described('what serves the door', located(oneOf('bad-value', 'an engine', DOOR_ENGINES))),
  route: described('the duct or patch run', text('the name of a route')),
  'last-mile': described(
    'local loop and building entry; lines that share one are dug up together',
    text('the name of a local loop'),
  ),
  'own-prefix': described(
    'whether its address is of your own prefixes, so that it dies with what announces them',
    yesNo,
  ),
  open: described(
    'protocols that answer to anybody on the Internet there; for boxes that are not rendered',
    list(oneOf('bad-value', 'a management protocol', MANAGEMENT_PROTOCOLS), 'protocols'),
  ),
  rate: described('Mbit/s', integer(1, 10_000_000)),
  'sim-pin': described('whether its modem waits for a PIN after a power cut', yesNo),
  'data-cap': described('GB a month', integer(1, 1_000_000)),
});

/** Section `uplinks` of a site: devices or ports that a provider's line ends on. */
export const uplinksShape = named('a map of uplinks', () => undefined, uplinkShape);

export type UplinkValue = NonNullable<ReturnType<typeof uplinkShape.read>>;
export type UplinkEntry = Named<UplinkValue>;

/** An uplink with what its door needs to know. */
export interface UplinkDraft {
  readonly uplink: Uplink;
  readonly rendezvous?: At<string>;
  readonly engine: DoorEngine;
  readonly node: Node;
}

const defaultPort = (draft: Draft, device: DeviceDraft, node: Node): Port | undefined => {
  const port = freePort(draft, device, 'uplink');
  const more = { hint: 'write the port as well, such as "r01/srv1:bmc"' };
  if (!port)
    draft.report.errorAtKey('unknown-port', node, `${device.id} has no free port for an uplink`, more);
  return port;
};

/** Kinds that keep their own when a provider's line ends on them: a landlord's LAN, or production in band. */
const keepsKind = (device: DeviceDraft, port: Port): boolean =>
  port.kind === 'uplink' || port.kind === 'bmc' || port.kind === 'management' || device.role === 'server';

const portFor = (draft: Draft, site: string, entry: UplinkEntry): PortEnd | undefined => {
  const name = splitPort(entry.name);
  if (name.port !== undefined) {
    const found = findPort(draft, site, { node: entry.node, value: entry.name });
    if (!found || isTaken(draft, found.port, entry.node)) return undefined;
    if (['data', 'uplink', 'management', 'bmc'].includes(found.port.kind)) return found;
    const text = `${found.port.id} is a ${found.port.kind} port, expected one that takes a provider's line`;
    draft.report.errorAtKey('wrong-cable', entry.node, text);
    return undefined;
  }
  const device = findDevice(draft, site, name.device, entry.node);
  const port = device && defaultPort(draft, device, entry.node);
  return device && port ? { device, port } : undefined;
};

const purposeOf = (device: DeviceDraft, port: Port): UplinkPurpose => {
  if (device.role === 'router') return 'production';
  return port.kind === 'data' ? 'production' : 'management';
};

const facts = (draft: Draft, value: UplinkValue, device: DeviceDraft, port: Port) => {
  const landlord = value.landlord ?? false;
  const medium: Medium = value.medium ?? (landlord ? 'lan' : 'fibre');
  const gateway = value.address && nextHop(value.address, value.gateway, draft.report);
  return {
    medium,
    purpose: value.purpose ?? (landlord ? 'management' : purposeOf(device, port)),
    inbound: value.inbound ?? (medium !== 'mobile' && medium !== 'satellite'),
    mtu: value.mtu ?? (medium === 'mobile' ? 1400 : 1500),
    landlord,
    address: value.address?.value,
    gateway,
    prefix: value.prefix?.value,
    lastMile: value['last-mile'],
    ownPrefix: value['own-prefix'],
    open: value.open,
    rate: value.rate,
    dataCap: value['data-cap'],
    simPin: value['sim-pin'],
  };
};

/** Plugs a provider's line into a port, and says what it is. */
export const plugUplink = (
  draft: Draft,
  site: string | undefined,
  end: PortEnd,
  value: UplinkValue,
  provider: string,
): Uplink => {
  const port = keepsKind(end.device, end.port) ? end.port : changeKind(end.device, end.port, 'uplink');
  const place = keyPlace(value.node);
  const route = value.route === undefined ? {} : { route: value.route };
  plug(draft, port.id, `provider:${provider}`, { kind: 'uplink', origin: 'written', place, ...route });
  const ids = { id: port.id, device: end.device.id, port: port.id, provider, place };
  return defined({ ...ids, site, ...facts(draft, value, end.device, port) });
};

/** What is written beside something that makes it mean nothing. */
const checkNeighbours = (draft: Draft, uplink: Uplink, value: UplinkValue): void => {
  const wrong = (key: string, text: string, hint: string) =>
    draft.report.errorAtKey('bad-value', child(value.node, key) ?? value.node, text, { hint });
  if (value.gateway && !value.address && !child(value.node, 'address'))
    wrong(
      'gateway',
      `"${value.gateway.value}" is the next hop of no address`,
      'write "address" as well, or leave "gateway" out',
    );
  // Terminals of satellites have a SIM too.
  if (value['sim-pin'] && uplink.medium !== 'mobile' && uplink.medium !== 'satellite')
    wrong(
      'sim-pin',
      `a line of medium "${uplink.medium}" has no SIM`,
      'write "medium: mobile", or leave "sim-pin" out',
    );
  if (value.landlord && value.purpose === 'production')
    wrong(
      'purpose',
      "a landlord's management LAN carries no production",
      'leave "purpose" or "landlord" out',
    );
  if (value.rendezvous && uplink.purpose === 'production')
    wrong(
      'rendezvous',
      'nobody enters over a production uplink',
      'write "purpose: management", or leave "rendezvous" out',
    );
};

const checkPurpose = (draft: Draft, uplink: Uplink, device: DeviceDraft, value: UplinkValue): void => {
  if (value.prefix && (uplink.purpose !== 'production' || device.role !== 'router'))
    draft.report.error(
      'bad-value',
      value.prefix.node,
      `a prefix is routed to ${device.id}, expected a router's production uplink`,
    );
  if (value.vpn && (device.role !== 'gateway' || uplink.purpose !== 'management'))
    draft.report.error(
      'bad-value',
      value.vpn.node,
      `${uplink.id} is no door, expected "vpn" at a management uplink of a gateway`,
    );
  if (value.rendezvous && device.role !== 'gateway')
    draft.report.error(
      'bad-value',
      value.rendezvous.node,
      `${device.id} dials out to a rendezvous, expected a gateway`,
    );
};

const resolveUplink = (
  draft: Draft,
  site: string,
  entry: UplinkEntry,
  providers: readonly Provider[],
): UplinkDraft | undefined => {
  const end = portFor(draft, site, entry);
  const provider = checkProvider(entry.value?.provider, providers, draft.report);
  if (!end || !entry.value || provider === undefined) return undefined;
  const uplink = plugUplink(draft, site, end, entry.value, provider);
  checkPurpose(draft, uplink, end.device, entry.value);
  checkNeighbours(draft, uplink, entry.value);
  return {
    uplink,
    node: entry.node,
    engine: entry.value.vpn?.value ?? 'openvpn',
    ...(entry.value.rendezvous ? { rendezvous: entry.value.rendezvous } : {}),
  };
};

/** The uplinks of a site, plugged in. */
export const resolveUplinks = (
  draft: Draft,
  site: SiteDraft,
  entries: readonly UplinkEntry[],
  providers: readonly Provider[],
): UplinkDraft[] =>
  entries.map((entry) => resolveUplink(draft, site.site.id, entry, providers)).filter((u) => u !== undefined);
