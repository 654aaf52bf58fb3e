import type { LegacyPlatform } from './platform.ts';

/** IOS signs with RSA and SHA-1, and exchanges keys with SHA-1. IOS XE, XR and NX-OS are other platforms. */
export const ciscoIos: LegacyPlatform = {
  names: ['ios', 'cisco-ios'],
  kexAlgorithms: ['diffie-hellman-group14-sha1'],
  hostKeyAlgorithms: ['ssh-rsa'],
  source: 'https://notes.n3s0.tech/posts/20220706143720, https://github.com/home-assistant/core/issues/75321',
};
