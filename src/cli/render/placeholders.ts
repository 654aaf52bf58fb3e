import { holdsKey } from '#model/break-glass.ts';
import type { Material } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import { keyOwners } from '#secrets/make-secrets.ts';
import { wireguardSubjects } from '#secrets/wireguard-keys.ts';

/** What stands where a key or certificate belongs that nobody has made yet. */
const publicPlaceholder = (name: string): string => `@{public:${name}}`;

/** What a text still waits for: `@{secret:…}` and `@{public:…}`. */
export const placeholdersIn = (text: string): string[] => text.match(/@\{(?:public|secret):[^}]+\}/g) ?? [];

const named = (kind: string, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, publicPlaceholder(`${kind}/${name}`)]));

/** Material for a network whose keys do not exist yet. */
export const placeholderMaterial = (network: Network): Material => {
  const people = [...network.devices, ...network.operators, ...network.stations].map(({ id }) => id);
  return {
    hostKeys: named('ssh-host-key', keyOwners(network)),
    certificates: named('vpn-certificate', ['ca', ...people]),
    wireguardKeys: named('wireguard-key', wireguardSubjects(network)),
    breakGlassKeys: named(
      'break-glass-key',
      network.devices.filter(holdsKey).map(({ id }) => id),
    ),
    crl: publicPlaceholder('vpn-crl'),
  };
};
