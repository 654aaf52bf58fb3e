import type { Network } from '#model/network.ts';
import { type MadeSecrets, makeSecrets, withOperatorKeys } from '#secrets/make-secrets.ts';
import { isRootless, partsHere } from '../preflight.ts';
import { type Expired, expiredMaterial } from './expired.ts';
import { hasKernelWireguard } from './kernel-wireguard.ts';
import type { LabParts } from './parts.ts';
import { punishes, sshVersion } from './ssh-version.ts';

/** Keys and certificates of a lab, made for it and gone with it, and what must be known of the daemons that it will run. */
export interface LabMaterial extends MadeSecrets {
  /** Whether sshd punishes sources that connect without logging in. */
  readonly sshdPunishes: boolean;
  /** Whether the kernel here makes WireGuard interfaces; else wireguard-go does. */
  readonly kernelWireguard: boolean;
  /** Whether it is a lab without root, where the folder "/" belongs to nobody in it. */
  readonly rootless: boolean;
  /** The last resorts that the daemons installed here can play. */
  readonly parts: LabParts;
  /** What the same authority issued that nobody has renewed. */
  readonly expired: Expired;
}

/** Makes material for every host, server, operator and station of the network. */
export const labMaterial = async (network: Network): Promise<LabMaterial> => {
  const [made, version, kernelWireguard] = await Promise.all([
    makeSecrets(network),
    sshVersion(),
    hasKernelWireguard(),
  ]);
  const expired = await expiredMaterial(network, made);
  return {
    ...made,
    kernelWireguard,
    sshdPunishes: punishes(version),
    rootless: isRootless(),
    parts: partsHere(),
    expired,
  };
};

/** The network as the lab runs it: operators have the lab's keys besides their own, nobody's private key is needed. */
export const withLabKeys = (network: Network, made: LabMaterial): Network =>
  withOperatorKeys(network, made.operatorKeys);
