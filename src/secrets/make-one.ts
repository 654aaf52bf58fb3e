import { X509Certificate } from 'node:crypto';
import type { Secret } from '#model/secret.ts';
import { tlsCryptKey } from './make-secrets.ts';
import type { Need } from './needs.ts';
import { corosyncKey, password } from './passwords.ts';
import { makeSshKey } from './ssh-keys.ts';
import type { Entry } from './store/entry.ts';
import type { VpnCa } from './vpn-ca.ts';
import { makeWireguardKey, presharedKey } from './wireguard-keys.ts';

/** A fresh secret and what may be known of it. */
export interface MadeOne {
  readonly secret: Secret;
  readonly known: Pick<Entry, 'public' | 'certificate' | 'serial' | 'expires'>;
}

/** The ISO day of a date. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** What the index says of a certificate. */
export const certificateFacts = (pem: string): MadeOne['known'] => {
  const certificate = new X509Certificate(pem);
  return {
    certificate: pem,
    serial: certificate.serialNumber.toLowerCase(),
    expires: dayOf(new Date(certificate.validTo)),
  };
};

/** Makes what is needed; the authority signs certificates and is asked for nothing else. */
export const makeOne = async (need: Need, ca: VpnCa | undefined): Promise<MadeOne> => {
  switch (need.kind) {
    case 'vpn-ca': {
      if (!ca) throw new Error('an authority is made before its entry');
      return { secret: ca.key, known: certificateFacts(ca.certificate) };
    }
    case 'vpn-key': {
      if (!ca) throw new Error(`no authority for ${need.name}`);
      const { certificate, key } = await ca.issue(need.owner, need.purposes);
      return { secret: key, known: certificateFacts(certificate) };
    }
    case 'ssh-host-key': {
      const { publicKey, privateKey } = makeSshKey();
      return { secret: privateKey, known: { public: publicKey } };
    }
    case 'wireguard-key': {
      const { publicKey, privateKey } = makeWireguardKey();
      return { secret: privateKey, known: { public: publicKey } };
    }
    case 'wireguard-psk':
      return { secret: presharedKey(), known: {} };
    case 'vpn-tls-crypt':
      return { secret: tlsCryptKey(), known: {} };
    case 'corosync-key':
      return { secret: corosyncKey(), known: {} };
    default:
      return { secret: password(), known: {} };
  }
};
