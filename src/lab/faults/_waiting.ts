import type { Device, Network } from '#model/network.ts';
import type { Waiting } from '../hardware/protocol.ts';
import type { LabPlan } from '../plan.ts';

/** What of a site waits for somebody after a power cut, as the inventory says. */

const devicesAt = ({ devices }: Network, site: string): Device[] =>
  devices.filter((device) => device.site === site);

export const waitingAt = (network: Network, site: string): Waiting => {
  const devices = devicesAt(network, site);
  const having = (holds: (device: Device) => boolean): string[] =>
    devices.filter(holds).map((device) => device.id);
  return {
    off: having((device) => device.powerReturn === 'off'),
    asking: having((device) => device.startNeeds?.includes('passphrase') === true),
    modems: network.uplinks.filter((uplink) => uplink.site === site && uplink.simPin).map(({ id }) => id),
  };
};

/** Whether some device needs a lease, a name or the time to start: the lab has none to give. */
export const waitsForMore = (network: Network, site: string): boolean =>
  devicesAt(network, site).some((device) => device.startNeeds?.some((need) => need !== 'passphrase'));

/** Whether the lab plays all that the site waits for; without serial ports it has no modems. */
export const isPlayed = (network: Network, plan: LabPlan, site: string): boolean => {
  const { off, asking, modems } = waitingAt(network, site);
  const known = new Set((plan.emulated?.modems ?? []).map(({ uplink }) => uplink));
  const some = off.length + asking.length + modems.length > 0;
  return some && !waitsForMore(network, site) && modems.every((id) => known.has(id));
};
