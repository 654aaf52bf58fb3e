import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { Secret } from '#model/secret.ts';

/** P-256: what every OpenVPN since 2.4 and every TLS library knows. */
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 24 * 3600 * 1000;
/** The CA outlives its certificates; the CRL lives as long as the CA, for an expired one locks everybody out. */
const CA_DAYS = 3650;
const LEAF_DAYS = 825;

/** What a certificate is good for (RFC 5280 section 4.2.1.12). */
export type Purpose = 'server' | 'client';

export interface Issued {
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: Secret;
}

/** The VPN's own authority, in memory. */
export interface VpnCa {
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: Secret;
  /** Valid from yesterday for 825 days, unless a validity is given. */
  issue(subject: string, purposes: readonly Purpose[], valid?: Validity): Promise<Issued>;
  /** PEM of a revocation list; serial numbers in hexadecimal. */
  crl(revoked?: readonly string[], valid?: Validity): Promise<string>;
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']);

const pemKey = async (key: webcrypto.CryptoKey): Promise<Secret> => {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return new Secret(x509.PemConverter.encode(bytes, 'PRIVATE KEY'));
};

/** Positive and unique: 16 random bytes, the first bit clear (RFC 5280 section 4.1.2.2). */
const serial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
};

/** Quotes and such mean something to the library even here, so they become dashes. Ids have none. */
const commonName = (name: string): x509.JsonName => [{ CN: [name.replace(/[^\w .:/-]/g, '-')] }];

/** Clocks of boxes that have just come up are a day off at times. */
const validity = (days: number): Validity => ({
  notBefore: new Date(Date.now() - DAY),
  notAfter: new Date(Date.now() + days * DAY),
});

/** A year that ended yesterday: what nobody has renewed. */
export const overSinceYesterday = (): Validity => ({
  notBefore: new Date(Date.now() - 366 * DAY),
  notAfter: new Date(Date.now() - DAY),
});

const USAGE: Readonly<Record<Purpose, x509.ExtendedKeyUsage>> = {
  server: x509.ExtendedKeyUsage.serverAuth,
  client: x509.ExtendedKeyUsage.clientAuth,
};

/** Who signs: the authority's name and keys. */
interface Signer {
  readonly name: x509.Name;
  readonly keys: webcrypto.CryptoKeyPair;
}

const leaf = async (
  ca: Signer,
  subject: string,
  purposes: readonly Purpose[],
  valid: Validity,
): Promise<Issued> => {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: commonName(subject),
    issuer: ca.name,
    ...valid,
    signingAlgorithm: EC,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes.map((purpose) => USAGE[purpose])),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemKey(keys.privateKey) };
};

/** A list under the name that OpenSSL wants: the library writes `BEGIN CRL`. */
const revocations = async (
  { name, keys }: Signer,
  revoked: readonly string[],
  { notBefore, notAfter }: Validity,
): Promise<string> => {
  const crl = await x509.X509CrlGenerator.create({
    issuer: name,
    thisUpdate: notBefore,
    nextUpdate: notAfter,
    signingAlgorithm: EC,
    signingKey: keys.privateKey,
    entries: revoked.map((serialNumber) => ({ serialNumber, revocationDate: new Date() })),
  });
  return crl.toString('pem').replaceAll(' CRL-----', ' X509 CRL-----');
};

const authority = (certificate: x509.X509Certificate, signer: Signer, key: Secret): VpnCa => ({
  certificate: certificate.toString('pem'),
  key,
  issue: (subject, purposes, valid = validity(LEAF_DAYS)) => leaf(signer, subject, purposes, valid),
  crl: (revoked = [], valid = validity(CA_DAYS)) => revocations(signer, revoked, valid),
});

/** Makes a new authority. */
export const makeVpnCa = async (name: string): Promise<VpnCa> => {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: commonName(name),
    ...validity(CA_DAYS),
    signingAlgorithm: EC,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return authority(certificate, { name: certificate.subjectName, keys }, await pemKey(keys.privateKey));
};

/** The authority of a certificate and its key (PEM, PKCS #8), as `makeVpnCa` made them. Throws if they are no such pair. */
export const openVpnCa = async (pem: string, key: Secret): Promise<VpnCa> => {
  const certificate = new x509.X509Certificate(pem);
  const bytes = x509.PemConverter.decodeFirst(key.reveal());
  const privateKey = await webcrypto.subtle.importKey('pkcs8', bytes, EC, false, ['sign']);
  const publicKey = await certificate.publicKey.export(EC, ['verify'], webcrypto);
  return authority(certificate, { name: certificate.subjectName, keys: { privateKey, publicKey } }, key);
};
