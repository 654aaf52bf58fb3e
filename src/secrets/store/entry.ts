/** One secret of the store, as the index has it in clear: everything that may be known of it, and nothing of itself. */
export interface Entry {
  /** `vpn-key/alice`, see `Secrets`. */
  readonly name: string;
  /** Its age file, relative to the store. The name ends in the beginning of the file's SHA-256. */
  readonly file: string;
  /** ISO date. */
  readonly made: string;
  /** Whom it is encrypted to: `alice/3f2a91c0`, a person and the beginning of their key's SHA-256. */
  readonly to: readonly string[];
  /** The public half of an ssh key: `ssh-ed25519 AAAA…`. */
  readonly public?: string;
  /** PEM. */
  readonly certificate?: string;
  /** Of the certificate, in hexadecimal, lower case. */
  readonly serial?: string;
  /** Day on which the certificate ends; ISO date. */
  readonly expires?: string;
  /** Who was revoked while knowing it, until it is renewed. */
  readonly exposed?: readonly string[];
}

/** A certificate that is refused, and the keys that nothing is encrypted to any more. */
export interface Revoked {
  readonly subject: string;
  readonly serial?: string;
  /** ISO date. */
  readonly on: string;
  /** Recipients as in `Entry.to`; empty for a machine. */
  readonly keys: readonly string[];
}

/** The VPN's revocation list. */
export interface StoredCrl {
  /** PEM, `BEGIN X509 CRL`. */
  readonly pem: string;
  /** ISO dates. */
  readonly made: string;
  readonly expires: string;
}

/** The index as a whole. */
export interface Index {
  /** Sorted by name. */
  readonly entries: readonly Entry[];
  readonly revoked: readonly Revoked[];
  readonly crl?: StoredCrl;
}

export const EMPTY: Index = { entries: [], revoked: [] };
