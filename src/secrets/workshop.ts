import { fail, ok, type Result } from '#base/result.ts';
import type { Network } from '#model/network.ts';
import type { Secret } from '#model/secret.ts';
import { closeBox, type Opener } from './age/box.ts';
import { breakGlassNames, breakGlassOwner, makeBreakGlass } from './break-glass.ts';
import { certificateFacts, dayOf, makeOne } from './make-one.ts';
import type { Need } from './needs.ts';
import { type Circle, readersOf } from './recipients.ts';
import type { Entry, Revoked, StoredCrl } from './store/entry.ts';
import {
  boxText,
  type Change,
  entryOf,
  fileOf,
  type ReadProblem,
  readSecret,
  type Store,
} from './store/store.ts';
import type { Trouble } from './trouble.ts';
import { makeVpnCa, openVpnCa, type VpnCa } from './vpn-ca.ts';

/** What a change of a store starts from. */
export interface Around {
  readonly store: Store;
  readonly network: Network;
  readonly circle: Circle;
  /** What opens the store; some changes need none. */
  readonly opener?: Opener;
  readonly today: string;
}

const WHY: Readonly<Record<ReadProblem, string>> = {
  unknown: 'is not in the store',
  'missing-file': 'has lost its file; git may have it',
  damaged: 'is damaged: its file is not the one that was written',
  'not-for-you': 'is not encrypted to this identity',
  'not-this-one': 'is in the file of another secret: somebody has swapped files',
};

/** A secret that cannot be read, as a sentence. */
export const readTrouble = (name: string, problem: ReadProblem): Trouble => ({
  text: `"${name}" ${WHY[problem]}`,
});

/** The identity is missing. */
export const NO_IDENTITY: Trouble = {
  text: 'this needs an identity that opens the store',
  hint: '--identity FILE, or RELAXOPS_AGE_IDENTITY_FILE: an age identity, or an ed25519 ssh key',
};

/** Decrypts one secret for a change, or says why not. */
export const unlock = async (around: Around, name: string): Promise<Result<Secret, Trouble>> => {
  if (!around.opener) return fail(NO_IDENTITY);
  const secret = await readSecret(around.store, name, around.opener);
  return secret.ok ? secret : fail(readTrouble(name, secret.error));
};

/** A change in the making: nothing is written before it is committed as a whole. */
export class Workshop {
  readonly #around: Around;
  readonly #entries: Map<string, Entry>;
  readonly #files = new Map<string, string>();
  #revoked: readonly Revoked[];
  #crl: StoredCrl | undefined;
  #ca: VpnCa | undefined;

  constructor(around: Around) {
    const { index } = around.store;
    this.#around = around;
    this.#entries = new Map(index.entries.map((entry) => [entry.name, entry]));
    this.#revoked = index.revoked;
    this.#crl = index.crl;
  }

  /** The VPN's authority: made here, or opened with the identity. */
  async authority(): Promise<Result<VpnCa, Trouble>> {
    if (this.#ca) return ok(this.#ca);
    const certificate = entryOf(this.#around.store.index, 'vpn-ca')?.certificate;
    if (certificate === undefined) return ok(await this.newAuthority());
    const key = await unlock(this.#around, 'vpn-ca');
    if (!key.ok) return key;
    this.#ca = await openVpnCa(certificate, key.value);
    return ok(this.#ca);
  }

  /** A new authority, with an empty revocation list: nobody it has not signed for gets in. */
  async newAuthority(): Promise<VpnCa> {
    this.#ca = await makeVpnCa(`RelaxOps VPN of ${this.#around.network.name}`);
    await this.#newCrl(this.#ca, []);
    return this.#ca;
  }

  /** A new revocation list with everything revoked so far. */
  async renewCrl(): Promise<Result<undefined, Trouble>> {
    const ca = await this.authority();
    if (!ca.ok) return ca;
    await this.#newCrl(
      ca.value,
      this.#revoked.flatMap(({ serial }) => serial ?? []),
    );
    return ok(undefined);
  }

  async #newCrl(ca: VpnCa, serials: readonly string[]): Promise<void> {
    const pem = await ca.crl(serials);
    // The list is good as long as the authority is: see vpn-ca.ts.
    const { expires } = certificateFacts(ca.certificate);
    this.#crl = { pem, made: this.#around.today, expires: expires ?? this.#around.today };
  }

  /** Encrypts to those who may read it. Nobody to read it is a mistake that the caller has ruled out, and throws. */
  async put(name: string, secret: Secret, known: Partial<Entry>): Promise<void> {
    const readers = readersOf(name, this.#around.network, this.#around.circle);
    if (readers.length === 0) throw new Error(`nobody could read ${name}`);
    const text = await closeBox(
      boxText(name, secret),
      readers.map(({ key }) => key),
    );
    const file = fileOf(name, text);
    const before = this.#entries.get(name);
    if (before) this.#files.delete(before.file);
    const made = this.#around.today;
    this.#entries.set(name, { name, file, made, to: readers.map(({ tag }) => tag), ...known });
    this.#files.set(file, text);
  }

  /** A key and what opens it are made together, or neither would fit the other. */
  async #makeBreakGlass(jumphost: string): Promise<Result<undefined, Trouble>> {
    const { publicKey, privateKey, passphrase } = makeBreakGlass();
    const names = breakGlassNames(jumphost);
    await this.put(names.key, privateKey, { public: publicKey });
    await this.put(names.passphrase, passphrase, {});
    return ok(undefined);
  }

  /** Makes a secret anew, in place of an older one. */
  async make(need: Need): Promise<Result<undefined, Trouble>> {
    if (breakGlassOwner(need.name) !== undefined) return this.#makeBreakGlass(need.owner);
    const signs = need.kind === 'vpn-key' || need.kind === 'vpn-ca';
    const ca = signs ? await this.authority() : ok(undefined);
    if (!ca.ok) return ca;
    const { secret, known } = await makeOne(need, ca.value);
    await this.put(need.name, secret, known);
    return ok(undefined);
  }

  /** Encrypts what is there once more, to those who may read it now. */
  async reencrypt(entry: Entry, more: Partial<Entry> = {}): Promise<Result<undefined, Trouble>> {
    const secret = await unlock(this.#around, entry.name);
    if (!secret.ok) return secret;
    const { name: _name, file: _file, to: _to, ...known } = entry;
    await this.put(entry.name, secret.value, { ...known, ...more });
    return ok(undefined);
  }

  drop(name: string): void {
    this.#entries.delete(name);
  }

  revoke(one: Revoked): void {
    this.#revoked = [...this.#revoked, one];
  }

  /** What is to be committed. */
  change(): Change {
    const index = {
      entries: [...this.#entries.values()],
      revoked: this.#revoked,
      ...(this.#crl ? { crl: this.#crl } : {}),
    };
    return { index, files: this.#files };
  }
}

/** Today, as the index writes days. */
export const today = (): string => dayOf(new Date());
