import { randomBytes } from 'node:crypto';
import { holdsKey } from '#model/break-glass.ts';
import { hostOf } from '#model/endpoint.ts';
import type { Material, Secrets } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import { Secret } from '#model/secret.ts';
import { breakGlassNames, makeBreakGlass } from './break-glass.ts';
import { makePasswords } from './passwords.ts';
import { makeSshKey } from './ssh-keys.ts';
import { makeVpnCa, type Purpose, type VpnCa } from './vpn-ca.ts';
import { makeWireguardKey, presharedKey, wireguardSubjects } from './wireguard-keys.ts';

/** Everything that renderings need, freshly made. */
export interface MadeSecrets {
  readonly material: Material;
  readonly secrets: Secrets;
  /** Who signed the certificates. */
  readonly authority: VpnCa;
  /** Public keys by operator, to the private ones among the secrets; in labs only. */
  readonly operatorKeys: Readonly<Record<string, string>>;
}

/** OpenVPN's static key: 2048 bits in hexadecimal, 16 bytes a line (its write_key_file()). */
export const tlsCryptKey = (): Secret =>
  new Secret(
    [
      '-----BEGIN OpenVPN Static key V1-----',
      ...(randomBytes(256).toString('hex').match(/.{32}/g) ?? []),
      '-----END OpenVPN Static key V1-----',
      '',
    ].join('\n'),
  );

/** Every owner of an ssh host key: devices, BMCs, management namespaces. */
export const keyOwners = ({ devices }: Network): string[] => [
  ...new Set(devices.flatMap((device) => [device.id, ...device.ports.map((port) => hostOf(device, port))])),
];

/** Who has a certificate of the VPN, and for what. A gateway that dials out is a client of its rendezvous. */
export const vpnSubjects = (network: Network): [string, Purpose[]][] => {
  const meetings = new Set(network.doors.flatMap((door) => door.rendezvous ?? []));
  return [
    ...network.doors.map((door): [string, Purpose[]] => [
      door.gateway,
      door.rendezvous === undefined ? ['server'] : ['server', 'client'],
    ]),
    ...[...meetings].map((id): [string, Purpose[]] => [id, ['server']]),
    ...[...network.operators, ...network.stations].map(({ id }): [string, Purpose[]] => [id, ['client']]),
  ];
};

interface Made {
  readonly public: Record<string, string>;
  readonly secret: Record<string, Secret>;
}

const sshKeys = (kind: string, owners: readonly string[]): Made => {
  const made: Made = { public: {}, secret: {} };
  for (const owner of owners) {
    const pair = makeSshKey();
    made.public[owner] = pair.publicKey;
    made.secret[`${kind}/${owner}`] = pair.privateKey;
  }
  return made;
};

const vpn = async (network: Network, ca: VpnCa): Promise<Made> => {
  const made: Made = { public: { ca: ca.certificate }, secret: {} };
  for (const [subject, purposes] of vpnSubjects(network)) {
    const { certificate, key } = await ca.issue(subject, purposes);
    made.public[subject] = certificate;
    made.secret[`vpn-key/${subject}`] = key;
    if (purposes.includes('server')) made.secret[`vpn-tls-crypt/${subject}`] = tlsCryptKey();
  }
  return made;
};

const wireguard = (network: Network): Made => {
  const made: Made = { public: {}, secret: {} };
  for (const subject of wireguardSubjects(network)) {
    const { publicKey, privateKey } = makeWireguardKey();
    made.public[subject] = publicKey;
    made.secret[`wireguard-key/${subject}`] = privateKey;
  }
  for (const { engine, gateway } of network.doors)
    for (const { id } of engine === 'wireguard' ? [...network.operators, ...network.stations] : [])
      made.secret[`wireguard-psk/${gateway}/${id}`] = presharedKey();
  return made;
};

const breakGlass = (network: Network): Made => {
  const made: Made = { public: {}, secret: {} };
  for (const { id } of network.devices.filter(holdsKey)) {
    const { publicKey, privateKey, passphrase } = makeBreakGlass();
    const names = breakGlassNames(id);
    made.public[id] = publicKey;
    made.secret[names.key] = privateKey;
    made.secret[names.passphrase] = passphrase;
  }
  return made;
};

/** Makes all keys and certificates of a network anew: for labs, and for a first rendering. */
export const makeSecrets = async (network: Network): Promise<MadeSecrets> => {
  const ca = await makeVpnCa(`RelaxOps VPN of ${network.name}`);
  const hosts = sshKeys('ssh-host-key', keyOwners(network));
  const operators = sshKeys(
    'ssh-user-key',
    network.operators.map((operator) => operator.id),
  );
  const tunnels = await vpn(network, ca);
  const peers = wireguard(network);
  const own = breakGlass(network);
  return {
    material: {
      hostKeys: hosts.public,
      certificates: tunnels.public,
      breakGlassKeys: own.public,
      crl: await ca.crl(),
      wireguardKeys: peers.public,
    },
    secrets: {
      ...hosts.secret,
      ...operators.secret,
      ...tunnels.secret,
      ...peers.secret,
      ...own.secret,
      ...makePasswords(network),
    },
    authority: ca,
    operatorKeys: operators.public,
  };
};

/** The network with fresh keys added to what operators have: so that somebody can log in to a lab. */
export const withOperatorKeys = (network: Network, keys: MadeSecrets['operatorKeys']): Network => ({
  ...network,
  operators: network.operators.map((operator) => {
    const key = keys[operator.id];
    return key === undefined ? operator : { ...operator, keys: [...operator.keys, key] };
  }),
});
