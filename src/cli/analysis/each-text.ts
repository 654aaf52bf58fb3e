import { powerReturned } from '#analysis/failures/power-returned.ts';
import type { Recovery, Treated } from '#model/failure.ts';
import type { Network, StartNeed } from '#model/network.ts';

/** As many as are read at night. */
const MOST = 20;

const NEEDS: Readonly<Record<StartNeed, string>> = {
  passphrase: 'its passphrase',
  lease: 'a lease',
  name: 'a name',
  time: 'the time',
};

/** What a device waits for when its power is back: `stays off`, `waits for its passphrase and the time`. */
const waitingText = (network: Network, id: string): string => {
  const device = network.devices.find((one) => one.id === id);
  const pin = network.uplinks.some((uplink) => uplink.device === id && uplink.simPin);
  const needs = (device?.startNeeds ?? []).map((need) => NEEDS[need]);
  const all = [...needs, ...(pin ? ['the PIN of its modem'] : [])];
  const off = device?.powerReturn === 'off' ? ['stays off'] : [];
  return [...off, ...(all.length > 0 ? [`waits for ${all.join(' and ')}`] : [])].join(', ');
};

/** The devices that one failure leaves to be mended one by one, a line each: what for, and how somebody gets to it. */
export const eachText = (network: Network, failure: string, { each = [] }: Recovery): string => {
  const isStart = failure.startsWith(`${powerReturned.id}:`);
  const line = ({ device, verb }: Treated): string => {
    const what = isStart ? ` ${waitingText(network, device)}` : '';
    return `    - ${device}${what}: ${verb ?? 'nobody gets to it'}\n`;
  };
  const left = each.length - MOST;
  const more = left > 0 ? `    - and ${left} more: --json lists them\n` : '';
  return each.slice(0, MOST).map(line).join('') + more;
};
