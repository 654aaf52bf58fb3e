import { Secret } from '#model/secret.ts';

/** An identity as `age-keygen` writes it, and its public key. */
export interface NewIdentity {
  readonly identity: Secret;
  /** `age1…` */
  readonly recipient: string;
}

/** Makes a native age identity. */
export const newIdentity = async (): Promise<NewIdentity> => {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const key = await generateX25519Identity();
  const recipient = await identityToRecipient(key);
  return { identity: new Secret(`# public key: ${recipient}\n${key}\n`), recipient };
};
