import { fail, ok, type Result } from '#base/result.ts';
import { breakGlassNames, breakGlassOwner } from './break-glass.ts';
import type { Need } from './needs.ts';
import { reachesSomebody } from './recipients.ts';
import type { Index } from './store/entry.ts';
import { type Change, entryOf } from './store/store.ts';
import type { Trouble } from './trouble.ts';
import { type Around, Workshop } from './workshop.ts';

/** The name of the revocation list, which is no secret and is renewed like one. */
export const CRL = 'vpn-crl';

/** What ends, and when; ISO date. */
export interface Ending {
  readonly name: string;
  readonly expires: string;
}

/** The day so many days after an ISO day. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Days from an ISO day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Certificates and the revocation list that end within so many days, the first to end first. */
export const endingWithin = (index: Index, today: string, days: number): Ending[] => {
  const all: Ending[] = [
    ...(index.crl ? [{ name: CRL, expires: index.crl.expires }] : []),
    ...index.entries.flatMap(({ name, expires }) => (expires ? [{ name, expires }] : [])),
  ];
  const last = daysAfter(today, days);
  return all
    .filter(({ expires }) => expires <= last)
    .sort((a, b) => (a.expires + a.name < b.expires + b.name ? -1 : 1));
};

/** Certificates that go with the authority: renewed where they are needed and reach somebody, else dropped. */
const signed = (around: Around, needed: ReadonlySet<string>): { renew: string[]; drop: string[] } => {
  const names = around.store.index.entries.flatMap(({ name }) => (name.startsWith('vpn-key/') ? [name] : []));
  const lives = (name: string): boolean =>
    needed.has(name) && reachesSomebody(name, around.network, around.circle);
  return { renew: names.filter(lives), drop: names.filter((name) => !lives(name)) };
};

/** Why a name cannot be renewed. */
const obstacle = (name: string, around: Around, needed: ReadonlySet<string>): Trouble | undefined => {
  if (name === CRL) return undefined;
  if (!entryOf(around.store.index, name)) return { text: `"${name}" is not in the store` };
  if (!needed.has(name)) return { text: `the network does not need "${name}" any more` };
  return reachesSomebody(name, around.network, around.circle)
    ? undefined
    : { text: `"${name}" would reach nobody: its operator has no key to encrypt to` };
};

/** What was renewed, and what went with an authority. */
export interface RotateDone {
  readonly change: Change;
  readonly renewed: readonly string[];
  readonly dropped: readonly string[];
}

/** Renews secrets; all others keep their files. The certificate before stays good until it ends or is revoked. */
export const rotate = async (
  around: Around,
  names: readonly string[],
  needs: readonly Need[],
): Promise<Result<RotateDone, Trouble>> => {
  const byName = new Map(needs.map((need) => [need.name, need]));
  const needed = new Set(byName.keys());
  const wrong = names.map((name) => obstacle(name, around, needed)).find((one) => one !== undefined);
  if (wrong) return fail(wrong);
  const workshop = new Workshop(around);
  const along = names.includes('vpn-ca') ? signed(around, needed) : { renew: [], drop: [] };
  if (names.includes('vpn-ca')) await workshop.newAuthority();
  for (const name of along.drop) workshop.drop(name);
  const pairs = names.flatMap((name) => {
    const jumphost = breakGlassOwner(name);
    return jumphost === undefined ? [] : Object.values(breakGlassNames(jumphost));
  });
  const all = new Set([...names, ...along.renew, ...pairs]);
  for (const name of all) {
    const need = byName.get(name);
    const done = need ? await workshop.make(need) : await workshop.renewCrl();
    if (!done.ok) return done;
  }
  return ok({ change: workshop.change(), renewed: [...all].sort(), dropped: along.drop });
};
