import type { Material } from '#model/material.ts';
import type { Secret } from '#model/secret.ts';
import type { Opener } from './age/box.ts';
import { fetchReference, type References } from './references.ts';
import type { Index } from './store/entry.ts';
import { readSecret, type Store } from './store/store.ts';
import type { Trouble } from './trouble.ts';
import { readTrouble } from './workshop.ts';

/** Who was revoked has no key any more, and is not given a placeholder for one. */
const peersOf = (
  { revoked }: Index,
  otherwise: Material,
  known: Readonly<Record<string, string>>,
): Record<string, string> => {
  const gone = new Set(revoked.map(({ subject }) => subject));
  const waiting = Object.entries(otherwise.wireguardKeys ?? {}).filter(([subject]) => !gone.has(subject));
  return { ...Object.fromEntries(waiting), ...known };
};

/** Public keys and certificates of a store; what it does not have stays as `otherwise` says. */
export const materialOf = (index: Index, otherwise: Material): Material => {
  const named = (prefix: string, value: 'public' | 'certificate') =>
    Object.fromEntries(
      index.entries.flatMap((entry) => {
        const text = entry[value];
        return entry.name.startsWith(prefix) && text !== undefined
          ? [[entry.name.slice(prefix.length), text]]
          : [];
      }),
    );
  const ca = index.entries.find(({ name }) => name === 'vpn-ca')?.certificate;
  return {
    hostKeys: { ...otherwise.hostKeys, ...named('ssh-host-key/', 'public') },
    certificates: {
      ...otherwise.certificates,
      ...named('vpn-key/', 'certificate'),
      ...(ca === undefined ? {} : { ca }),
    },
    wireguardKeys: peersOf(index, otherwise, named('wireguard-key/', 'public')),
    breakGlassKeys: { ...otherwise.breakGlassKeys, ...named('break-glass-key/', 'public') },
    crl: index.crl?.pem ?? otherwise.crl,
  };
};

/** Where secrets come from. */
export interface Sources {
  readonly store: Store;
  readonly references: References;
  readonly opener?: Opener;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Secrets by name, and those that could not be had. */
export interface Gathered {
  readonly secrets: Readonly<Record<string, Secret>>;
  /** `leavable`: nothing is wrong, it is just not here or for others. */
  readonly missing: readonly (Trouble & { readonly name: string; readonly leavable: boolean })[];
}

/** Reads the secrets of these names, from the store or from where a reference says. */
export const gatherSecrets = async (names: Iterable<string>, sources: Sources): Promise<Gathered> => {
  const secrets: Record<string, Secret> = {};
  const missing: Gathered['missing'][number][] = [];
  for (const name of new Set(names)) {
    const reference = sources.references.get(name);
    if (reference !== undefined) {
      const got = await fetchReference(name, reference, sources.store.folder, sources.env);
      if (got.ok) secrets[name] = got.value;
      else missing.push({ ...got.error, name, leavable: false });
      continue;
    }
    const got = await readSecret(sources.store, name, sources.opener ?? { identities: [] });
    if (got.ok) secrets[name] = got.value;
    else
      missing.push({
        ...readTrouble(name, got.error),
        name,
        leavable: got.error === 'not-for-you' || got.error === 'unknown',
      });
  }
  return { secrets, missing };
};
