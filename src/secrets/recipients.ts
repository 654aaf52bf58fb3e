import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '#base/result.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { isRecipient } from './age/box.ts';

/** A key that secrets are encrypted to. */
export interface Recipient {
  /** An operator's id, or a name of the file `recipients` such as `recovery`. */
  readonly person: string;
  /** `ssh-ed25519 AAAA…` or `age1…` */
  readonly key: string;
  /** `alice/3f2a91c0`, see `Entry.to`. */
  readonly tag: string;
}

const LINE = /^([\w.-]{1,60})\s+(age1\S+|ssh-ed25519 \S+)/;

/** A key as the index names it. */
export const recipientTag = (person: string, key: string): string =>
  `${person}/${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;

const recipient = (person: string, key: string): Recipient => ({
  person,
  key,
  tag: recipientTag(person, key),
});

/** The file `recipients` of a store: a line `NAME KEY` each; `#` begins a comment. */
export const readRecipients = async (
  text: string,
  file: string,
): Promise<Result<readonly Recipient[], readonly Finding[]>> => {
  const found: Recipient[] = [];
  const findings: Finding[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, person, key] = LINE.exec(line.trim()) ?? [];
    if (person && key && (await isRecipient(key))) found.push(recipient(person, key));
    else
      findings.push({
        code: 'bad-recipient',
        severity: 'error',
        // A private key pasted here by mistake is not repeated.
        text: 'no recipient, expected a name and a public key, such as "recovery age1..." or "bob ssh-ed25519 AAAA..."',
        place: { file, line: i + 1, column: 1, path: '' },
      });
  }
  return findings.length > 0 ? fail(findings) : ok(found);
};

/** Who there is to encrypt to. */
export interface Circle {
  /** Operators by their keys of the inventory and of the file. */
  readonly operators: readonly Recipient[];
  /** Names of the file that are no operators: recovery keys, which open everything. */
  readonly offline: readonly Recipient[];
  readonly findings: readonly Finding[];
}

const noKey = (id: string, network: Network): Finding => ({
  code: 'no-recipient',
  severity: 'warning',
  text: `nothing can be encrypted to operator "${id}", expected an ssh-ed25519 key or a line in the file "recipients"`,
  place: network.operators.find((operator) => operator.id === id)!.place,
  on: id,
});

const noRecovery = (place: string): Finding => ({
  code: 'no-recovery',
  severity: 'warning',
  text: "no recovery key: who loses the operators' keys loses every secret",
  place: { file: place, line: 1, column: 1, path: '' },
  hint: 'relaxops secrets init --new-recovery FILE, and move the file to where no network reaches it',
});

/** The recipients of a network; keys that were revoked are none any more. */
export const circleOf = (
  network: Network,
  written: readonly Recipient[],
  revoked: ReadonlySet<string>,
  place: string,
): Circle => {
  const ids = new Set(network.operators.map((operator) => operator.id));
  const keys = network.operators.flatMap(({ id, keys }) =>
    keys.filter((key) => key.startsWith('ssh-ed25519 ')).map((key) => recipient(id, key)),
  );
  const all = [...keys, ...written].filter(({ tag }) => !revoked.has(tag));
  const operators = all.filter(({ person }) => ids.has(person));
  const offline = all.filter(({ person }) => !ids.has(person));
  const gone = new Set([...revoked].map((tag) => tag.split('/')[0]));
  const without = [...ids].filter((id) => !gone.has(id) && !operators.some(({ person }) => person === id));
  return {
    operators,
    offline,
    findings: [
      ...without.map((id) => noKey(id, network)),
      ...(offline.length > 0 ? [] : [noRecovery(place)]),
    ],
  };
};

/** Keys that an operator enters by. */
const OWN_KEY = /^(?:vpn-key|wireguard-key)\/(.+)$/;

/** Who may open a secret: an operator's VPN key is theirs alone, everything else is everybody's; recovery opens all. */
export const readersOf = (name: string, network: Network, circle: Circle): Recipient[] => {
  const owner = OWN_KEY.exec(name)?.[1];
  const theirs = network.operators.some(({ id }) => id === owner);
  const people = theirs ? circle.operators.filter(({ person }) => person === owner) : circle.operators;
  const unique = new Map([...people, ...circle.offline].map((one) => [one.tag, one]));
  return [...unique.values()].sort((a, b) => (a.tag < b.tag ? -1 : 1));
};

/**
 * Whether a secret would reach whom it is for. An operator's VPN key that only recovery can open would reach nobody; so it is
 * with somebody who was revoked and still stands in the inventory.
 */
export const reachesSomebody = (name: string, network: Network, circle: Circle): boolean => {
  const owner = OWN_KEY.exec(name)?.[1];
  if (network.operators.some(({ id }) => id === owner))
    return circle.operators.some(({ person }) => person === owner);
  return circle.operators.length + circle.offline.length > 0;
};
