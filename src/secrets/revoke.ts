import { fail, ok, type Result } from '#base/result.ts';
import type { Circle } from './recipients.ts';
import { type Change, entryOf } from './store/store.ts';
import type { Trouble } from './trouble.ts';
import { type Around, Workshop } from './workshop.ts';

/** What a revocation did, and what it cannot undo. */
export interface RevokeDone {
  readonly change: Change;
  readonly serial?: string;
  readonly reencrypted: readonly string[];
  /** Secrets that they could read: known to them for ever, until each is renewed. */
  readonly knew: readonly string[];
}

/** Those who are left. */
const without = (circle: Circle, person: string): Circle => ({
  ...circle,
  operators: circle.operators.filter((one) => one.person !== person),
  offline: circle.offline.filter((one) => one.person !== person),
});

/** Whether a WireGuard key is theirs: without it they are no peer of any gateway. */
const isPeerOf = (name: string, subject: string): boolean =>
  name === `wireguard-key/${subject}` || (name.startsWith('wireguard-psk/') && name.endsWith(`/${subject}`));

/**
 * Shuts somebody or something out: its certificate goes onto the revocation list, and nothing is encrypted to its keys any
 * more. What a person has read stays read: every such secret is marked as exposed until it is renewed.
 */
export const revoke = async (around: Around, subject: string): Promise<Result<RevokeDone, Trouble>> => {
  const { index } = around.store;
  const own = entryOf(index, `vpn-key/${subject}`);
  const peer = index.entries.filter(({ name }) => isPeerOf(name, subject));
  const keys = [
    ...new Set(index.entries.flatMap(({ to }) => to.filter((tag) => tag.startsWith(`${subject}/`)))),
  ].sort();
  if (!own && peer.length === 0 && keys.length === 0)
    return fail({
      text: `"${subject}" has no certificate and opens nothing`,
      hint: 'relaxops secrets list shows who has',
    });
  const circle = without(around.circle, subject);
  if (keys.length > 0 && circle.operators.length + circle.offline.length === 0)
    return fail({
      text: `without "${subject}" nobody could open the store`,
      hint: 'add another operator or a recovery key first, and run relaxops secrets init',
    });
  const workshop = new Workshop({ ...around, circle });
  workshop.revoke({
    subject,
    ...(own?.serial ? { serial: own.serial } : {}),
    on: around.today,
    keys,
  });
  for (const { name } of peer) workshop.drop(name);
  if (own) {
    workshop.drop(own.name);
    const renewed = await workshop.renewCrl();
    if (!renewed.ok) return renewed;
  }
  const known = index.entries.filter(
    (e) => e !== own && !peer.includes(e) && e.to.some((tag) => keys.includes(tag)),
  );
  for (const entry of known) {
    const exposed = [...new Set([...(entry.exposed ?? []), subject])];
    const done = await workshop.reencrypt(entry, { exposed });
    if (!done.ok) return done;
  }
  const names = known.map(({ name }) => name);
  return ok({
    change: workshop.change(),
    ...(own?.serial ? { serial: own.serial } : {}),
    reencrypted: names,
    knew: names,
  });
};
