import type { LegacyPlatform } from './platform.ts';

/** Ubiquiti's radios sign with RSA and SHA-1. */
export const airos: LegacyPlatform = {
  names: ['airos', 'ubiquiti-airos'],
  hostKeyAlgorithms: ['ssh-rsa'],
  source: 'https://github.com/aredn/documentation/issues/312',
};
