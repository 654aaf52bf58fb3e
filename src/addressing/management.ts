import { parseIp, parsePrefix, prefixRange } from '#base/ip.ts';
import { must } from '#base/result.ts';
import type { Address, Device, Network, Port, Rack, Site } from '#model/network.ts';
import { sidebandsIn } from '#model/sideband.ts';
import {
  BMC_SLOT,
  digits,
  knownPlan,
  type Plan,
  SLOTS,
  type Slot,
  sharedAddress,
  siteNetwork,
} from './plan.ts';
import type { AddressProblem } from './problem.ts';

/** What the plan needs to know of a network. */
export type Planned = Pick<
  Network,
  'prefix' | 'ipv6' | 'sites' | 'racks' | 'devices' | 'cables' | 'uplinks' | 'interlinks'
>;

/** Where a device stands in the plan. */
interface Stand {
  readonly plan: Plan;
  readonly site: Site;
  readonly rack: Rack;
}

const slotOf = (device: Device, port: Port): Slot | undefined =>
  port.kind === 'bmc' ? BMC_SLOT : SLOTS[device.role];

/** The ports that carry the device's management addresses: its first of each kind. */
const managedPorts = (device: Device): Port[] => {
  const management = device.ports.find((p) => p.kind === 'management');
  const bmc = device.ports.find((p) => p.kind === 'bmc');
  return [management, bmc].filter((p) => p !== undefined);
};

const overflow = (device: Device, slot: Slot): AddressProblem => ({
  code: 'address-overflow',
  on: device.id,
  text: `number ${device.number} of ${device.id} has no address, expected 1 to ${slot.room} for a ${slot.name}`,
  hint: 'give it a "number" that is free, or move it to another rack',
});

const managed = ({ site }: Stand, device: Device, port: Port, ip: string): Address => ({
  ip,
  length: 16,
  device: device.id,
  port: port.id,
  network: 'management',
  site: site.id,
});

/** No device may keep what the gateways of its site share: VRRP moves that address about. */
const taken = ({ plan, site }: Stand, device: Device, port: Port, address: string): AddressProblem => ({
  code: 'address-collision',
  on: device.id,
  text: `${port.id} has address ${address}, which the gateways of ${site.id} share in ${siteNetwork(plan.prefix, site.number)}`,
  hint: 'leave "address" out, or give the device another one',
});

/** An address that was there before the plan is kept, if it lies in the site's network. */
const kept = (stand: Stand, device: Device, port: Port, address: string): Address | AddressProblem => {
  const network = siteNetwork(stand.plan.prefix, stand.site.number);
  const range = prefixRange(must(parsePrefix(network), network));
  const { value } = must(parseIp(address), address);
  if (device.role !== 'gateway' && address === sharedAddress(stand.plan.prefix, stand.site.number))
    return taken(stand, device, port, address);
  if (value > range.first && value < range.last) return managed(stand, device, port, address);
  return {
    code: 'address-outside',
    on: device.id,
    text: `${port.id} keeps ${address}, which is not an address of the site's network ${network}`,
    hint: 'change "prefix" or the site\'s "number" so that it is, or leave "address" out',
  };
};

const addressOf = (stand: Stand, device: Device, port: Port): Address | AddressProblem | undefined => {
  if (port.address !== undefined && stand.site.number >= 1) return kept(stand, device, port, port.address);
  const slot = slotOf(device, port);
  // A digit below is reported where it was written: 0 for a site or rack, below 0 for a device.
  const digit = slot?.inRackZero ? 1 : stand.rack.number;
  if (!slot || stand.site.number < 1 || digit < 1 || device.number < 0) return undefined;
  if (device.number < 1 || device.number > slot.room) return overflow(device, slot);
  const rack = slot.inRackZero ? 0 : stand.rack.number;
  const ip = digits(stand.plan, stand.site.number, rack, slot.base + device.number);
  return managed(stand, device, port, ip);
};

/** Every management address of the sites that have a management network, in the order of the devices. */
export const managementAddresses = (network: Planned): (Address | AddressProblem)[] => {
  const plan = knownPlan(network.prefix);
  const sites = new Map(network.sites.filter((s) => s.mainRack !== undefined).map((s) => [s.id, s]));
  const racks = new Map(network.racks.map((r) => [r.id, r]));
  const outside = new Set(network.uplinks.map((u) => u.port));
  const sidebands = sidebandsIn(network);
  // What is on production for good has its address there.
  const elsewhere = ({ id, address }: Port) =>
    outside.has(id) || (address === undefined && sidebands.get(id)?.always === true);
  return network.devices.flatMap((device) => {
    const [site, rack] = [sites.get(device.site ?? ''), racks.get(device.rack ?? '')];
    if (!site || !rack) return [];
    const ports = managedPorts(device).filter((p) => !elsewhere(p));
    return ports.map((port) => addressOf({ plan, site, rack }, device, port)).filter((a) => a !== undefined);
  });
};
