import type { Device, Network, Port } from '#model/network.ts';
import { BMC_SLOT, digitsOf, knownPlan, SHARED_HOST, SLOTS, type Slot } from './plan.ts';

const ALL_SLOTS: readonly Slot[] = [...Object.values(SLOTS), BMC_SLOT];

/** How a device's management address comes about: `site 1, rack 7, server 100 + 2`. */
export const reckoningOf = (network: Network, device: Device, port: Port): string | undefined => {
  if (port.address !== undefined) return 'kept from before, not of the plan';
  const slot = port.kind === 'bmc' ? BMC_SLOT : SLOTS[device.role];
  const site = network.sites.find((s) => s.id === device.site);
  const rack = network.racks.find((r) => r.id === device.rack);
  if (!slot || !site || !rack) return undefined;
  const digit = slot.inRackZero ? 'rack 0 (the whole site)' : `rack ${rack.number}`;
  return `site ${site.number}, ${digit}, ${slot.name} ${slot.base} + ${device.number}`;
};

/** What `10.1.7.105` would be, though nothing has it: `server 5 in rack 7 of site zrh1`. */
export const wouldBe = (network: Network, address: bigint): string | undefined => {
  const plan = knownPlan(network.prefix);
  const digits = digitsOf(plan, address);
  if (!digits) return undefined;
  const [second, third, fourth] = digits;
  const site = network.sites.find((s) => s.number === second);
  const siteText = site ? `site ${site.id}` : `a site with number ${second}`;
  if (second < 1 || second > plan.sites) return reserved(network, second, third);
  if (third === 0 && fourth === SHARED_HOST) return `the address that the gateways of ${siteText} share`;
  const slot = slotFor(third === 0, fourth);
  const rack = network.racks.find((r) => r.site === site?.id && r.number === third);
  const rackText = rack ? `rack ${rack.name}` : `a rack with number ${third}`;
  if (!slot) return `an address of ${siteText} that no role uses`;
  return `${slot.name} ${fourth - slot.base}${third === 0 ? '' : ` in ${rackText}`} of ${siteText}`;
};

const slotFor = (inRackZero: boolean, host: number): Slot | undefined =>
  ALL_SLOTS.find(
    (slot) => slot.inRackZero === inRackZero && host > slot.base && host <= slot.base + slot.room,
  );

const reserved = (network: Network, second: number, third: number): string => {
  const plan = knownPlan(network.prefix);
  if (second === plan.interlinks) return `interlink ${third}`;
  if (second === plan.rendezvous) return `the tunnels of rendezvous ${third}`;
  const number = second - plan.pools;
  if (number < 1 || number > plan.sites) return 'an address that the plan leaves unused';
  const site = network.sites.find((s) => s.number === number);
  return `the VPN pool of gateway ${third} of ${site ? `site ${site.id}` : `a site with number ${number}`}`;
};
