import type { Verb } from '#model/failure.ts';
import type { Device, Network } from '#model/network.ts';
import type { FailureKind } from './kind.ts';

/** Whether the device needs something to start that it does not need to run. */
export const waitsToStart = (device: Device): boolean =>
  device.powerReturn === 'off' || (device.startNeeds?.length ?? 0) > 0;

/** Devices of a site that need something to start which they do not need to run. */
export const waitersAt = (network: Network, site: string): Device[] =>
  network.devices.filter((device) => device.site === site && waitsToStart(device));

const LOGIN: readonly Verb[] = ['ssh', 'console'];

/**
 * Who reaches a box that was to stay off has turned it on before; its console line alone does not help it. A passphrase is typed on the
 * console, and nowhere else.
 */
const helps = (device: Device): readonly Verb[] => {
  if (device.powerReturn !== 'off') return device.startNeeds?.includes('passphrase') ? ['console'] : LOGIN;
  return device.ports.some((port) => port.kind === 'bmc') ? ['power'] : ['ssh'];
};

const modemsAt = (network: Network, site: string): string[] =>
  network.uplinks.filter((uplink) => uplink.site === site && uplink.simPin).map((uplink) => uplink.device);

/**
 * A site was without power, and has it again: the black start. Devices that stay off, or wait for a passphrase, a lease, a name or the
 * time, start once somebody or something gives it to them, which takes ways in that have to have started before.
 */
export const powerReturned: FailureKind = {
  id: 'power-returned',
  title: 'a site had no power and has it again',
  scope: 'site',
  scopes: ({ network }) =>
    network.sites
      .map((site) => site.id)
      .filter((site) => waitersAt(network, site).length + modemsAt(network, site).length > 0),
  takes: (_topology, scope) => [`warm:${scope}`],
  repair: ({ network }, scope) => {
    const waiting = waitersAt(network, scope).map((device) => ({ device: device.id, verbs: helps(device) }));
    const modems = modemsAt(network, scope).map((device) => ({ device, verbs: LOGIN }));
    return { remote: [], each: [...waiting, ...modems], otherwise: 'hands' };
  },
};
