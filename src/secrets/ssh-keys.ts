import { generateKeyPairSync, randomInt } from 'node:crypto';
import { opensshKey, type SshKeyPair } from './openssh-key.ts';

/** A fresh ed25519 key for a host or a person. */
export const makeSshKey = (): SshKeyPair =>
  opensshKey(generateKeyPairSync('ed25519').privateKey, randomInt(2 ** 32));
