import type { Material, Secrets } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import { type MadeSecrets, vpnSubjects } from '#secrets/make-secrets.ts';
import { overSinceYesterday } from '#secrets/vpn-ca.ts';

/** Material like the lab's, but for what has expired. */
export interface Expired {
  /** The certificates of gateways, with keys of their own. */
  readonly certificates: { readonly material: Material; readonly secrets: Secrets };
  /** The list of what is revoked. */
  readonly crl: { readonly material: Material; readonly secrets: Secrets };
}

/** Issues by the lab's own authority what ended yesterday. */
export const expiredMaterial = async (
  network: Network,
  { material, secrets, authority }: MadeSecrets,
): Promise<Expired> => {
  const gateways = new Set(network.doors.map((door) => door.gateway));
  const certificates: Record<string, string> = { ...material.certificates };
  const keys: Record<string, Secrets[string]> = { ...secrets };
  for (const [subject, purposes] of vpnSubjects(network)) {
    if (!gateways.has(subject)) continue;
    const { certificate, key } = await authority.issue(subject, purposes, overSinceYesterday());
    certificates[subject] = certificate;
    keys[`vpn-key/${subject}`] = key;
  }
  const crl = await authority.crl([], overSinceYesterday());
  return {
    certificates: { material: { ...material, certificates }, secrets: keys },
    crl: { material: { ...material, crl }, secrets },
  };
};
