import { z } from 'zod';
import { naturalCompare } from '#base/natural.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Finding } from '#model/finding.ts';
import type { Entry, Index, Revoked, StoredCrl } from './entry.ts';

/**
 * The index is JSON, one object a line, sorted by name: two people who renew different secrets change different lines, and
 * git merges them.
 */
const VERSION = { store: 1 } as const;

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
/** Ids of the network and kinds of ours; no way out of the folder. */
const name = z
  .string()
  .max(300)
  .regex(/^[a-z-]+(\/[\w.:-]+)*$/)
  .refine((text) => !text.split('/').some((part) => /^\.*$/.test(part)));
const file = z
  .string()
  .max(400)
  .regex(/^([\w.%-]+\/)*[\w.%-]+\.[0-9a-f]{12}\.age$/)
  .refine((text) => !text.split('/').some((part) => /^\.*$/.test(part)));
const tag = z
  .string()
  .max(200)
  .regex(/^[\w.-]+\/[0-9a-f]{8}$/);
const pem = z.string().max(100_000);
const person = z.string().max(200);

const entry = z.strictObject({
  secret: name,
  file,
  made: day,
  to: z.array(tag).max(1000),
  public: z.string().max(1000).optional(),
  certificate: pem.optional(),
  serial: z
    .string()
    .regex(/^[0-9a-f]{1,40}$/)
    .optional(),
  expires: day.optional(),
  exposed: z.array(person).max(1000).optional(),
});
const revoked = z.strictObject({
  revoked: person,
  serial: z
    .string()
    .regex(/^[0-9a-f]{1,40}$/)
    .optional(),
  on: day,
  keys: z.array(tag).max(100),
});
const crl = z.strictObject({ crl: pem, made: day, expires: day });

/** Objects with a key left out rather than undefined. */
const lean = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value));

const entryLine = ({ name: secret, ...rest }: Entry): object => ({ secret, ...rest });
const revokedLine = ({ subject, ...rest }: Revoked): object => ({ revoked: subject, ...rest });
const crlLine = ({ pem: text, ...rest }: StoredCrl): object => ({ crl: text, ...rest });

const compareRevoked = (a: Revoked, b: Revoked): number =>
  naturalCompare(`${a.on} ${a.subject} ${a.serial}`, `${b.on} ${b.subject} ${b.serial}`);

/** The index as text. */
export const indexText = (index: Index): string =>
  [
    VERSION,
    ...(index.crl ? [crlLine(index.crl)] : []),
    ...[...index.revoked].sort(compareRevoked).map(revokedLine),
    ...[...index.entries].sort((a, b) => naturalCompare(a.name, b.name)).map(entryLine),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

/** What a line of the index says. */
type Line = { entry: Entry } | { revoked: Revoked } | { crl: StoredCrl } | { version: true };

const readLine = (text: string): Line | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (z.strictObject({ store: z.literal(VERSION.store) }).safeParse(value).success) return { version: true };
  const asEntry = entry.safeParse(value);
  if (asEntry.success) {
    const { secret, ...rest } = asEntry.data;
    return { entry: lean({ name: secret, ...rest }) as Entry };
  }
  const asRevoked = revoked.safeParse(value);
  if (asRevoked.success) {
    const { revoked: subject, ...rest } = asRevoked.data;
    return { revoked: lean({ subject, ...rest }) as Revoked };
  }
  const asCrl = crl.safeParse(value);
  return asCrl.success
    ? { crl: { pem: asCrl.data.crl, made: asCrl.data.made, expires: asCrl.data.expires } }
    : undefined;
};

const wrong = (place: string, line: number, text: string, hint?: string): Finding => ({
  code: 'bad-index',
  severity: 'error',
  text,
  place: { file: place, line, column: 1, path: '' },
  ...(hint ? { hint } : {}),
});

const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})/;
const complaint = (line: string, place: string, at: number): Finding =>
  CONFLICT.test(line)
    ? wrong(place, at, 'two versions meet here, expected one', 'keep one line of each secret')
    : wrong(
        place,
        at,
        'a line that is none of an index, expected an object with "secret", "revoked" or "crl"',
      );

/** Names that two lines have: git has kept both. */
const twice = (lines: readonly (Line | undefined)[], place: string): Finding[] => {
  const seen = new Set<string>();
  return lines.flatMap((line, i) => {
    const id =
      line && ('entry' in line ? line.entry.name : 'crl' in line ? 'the revocation list' : undefined);
    if (id === undefined || !seen.has(id)) {
      if (id !== undefined) seen.add(id);
      return [];
    }
    return [wrong(place, i + 1, `"${id}" is there twice, expected once`, 'keep one of the lines')];
  });
};

/** Reads an index; all its mistakes at once. */
export const readIndex = (text: string, place: string): Result<Index, readonly Finding[]> => {
  const texts = text.split('\n');
  if (texts.at(-1) === '') texts.pop();
  const lines = texts.map(readLine);
  const findings = [
    ...lines.flatMap((line, i) => (line ? [] : [complaint(texts[i]!, place, i + 1)])),
    ...twice(lines, place),
  ];
  if (findings.length > 0) return fail(findings.slice(0, 50));
  if (!lines[0] || !('version' in lines[0]))
    return fail([wrong(place, 1, `expected ${JSON.stringify(VERSION)} as first line`)]);
  const crls = lines.flatMap((line) => (line && 'crl' in line ? [line.crl] : []));
  return ok({
    entries: lines.flatMap((line) => (line && 'entry' in line ? [line.entry] : [])),
    revoked: lines.flatMap((line) => (line && 'revoked' in line ? [line.revoked] : [])),
    ...(crls[0] ? { crl: crls[0] } : {}),
  });
};
