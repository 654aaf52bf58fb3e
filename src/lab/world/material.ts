import type { Material, Secrets } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import { makeSecrets } from '#secrets/make.ts';

/** Keys and certificates of a lab, made for it and gone with it. */
export interface LabMaterial {
  readonly material: Material;
  readonly secrets: Secrets;
  /** Operators' public keys: the lab logs in with keys of its own, nobody's private key is needed. */
  readonly operatorKeys: Readonly<Record<string, string>>;
}

/** Makes material for every host, server, operator and station of the network. */
export const labMaterial = async (network: Network): Promise<LabMaterial> => {
  const { material, secrets, operatorKeys } = await makeSecrets(network, { operatorKeys: true });
  return { material, secrets, operatorKeys };
};

/** The network as the lab runs it: operators have the lab's keys in place of their own. */
export const withLabKeys = (network: Network, { operatorKeys }: LabMaterial): Network => ({
  ...network,
  operators: network.operators.map((operator) => {
    const key = operatorKeys[operator.id];
    return key === undefined ? operator : { ...operator, keys: [key] };
  }),
});
