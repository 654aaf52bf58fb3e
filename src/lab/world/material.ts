import type { Network } from '#model/network.ts';
import { type MadeSecrets, makeSecrets, withOperatorKeys } from '#secrets/make-secrets.ts';

/** Keys and certificates of a lab, made for it and gone with it. */
export type LabMaterial = MadeSecrets;

/** Makes material for every host, server, operator and station of the network. */
export const labMaterial = (network: Network): Promise<LabMaterial> => makeSecrets(network);

/** The network as the lab runs it: operators have the lab's keys besides their own, nobody's private key is needed. */
export const withLabKeys = (network: Network, made: LabMaterial): Network =>
  withOperatorKeys(network, made.operatorKeys);
