import { CRL, endingWithin, rotate } from '#secrets/rotate.ts';
import { commit } from '#secrets/store/store.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { cannot, done, misused, refused } from '../outcome.ts';
import { counted } from '../plan/summary.ts';
import { changing, type Opened } from '../secrets/open.ts';
import { IDENTITY_OPTION, STORE_OPTION } from '../secrets/options.ts';
import { namesText, troubled } from '../secrets/text.ts';

/** What is to be renewed: what was named, what ends soon, what is known to who was revoked. */
const chosen = (
  opened: Opened,
  names: readonly string[],
  days: number | undefined,
  exposed: boolean,
): string[] => {
  const { index } = opened.store;
  const ending = days === undefined ? [] : endingWithin(index, opened.today, days).map(({ name }) => name);
  const known = exposed
    ? index.entries.filter((e) => (e.exposed ?? []).length > 0).map(({ name }) => name)
    : [];
  const needed = new Set(opened.needs.map(({ name }) => name));
  // What the network does not need any more is not made anew.
  return [
    ...new Set([...names, ...[...ending, ...known].filter((name) => name === CRL || needed.has(name))]),
  ];
};

const AFTER = `Nothing has changed on any host yet: relaxops render --with-secrets, and deploy. What was before works until then.
`;
const AFTER_CA = `The VPN has a new authority: gateways, operators and stations need theirs together. Until all have it, the jumphosts are the way in.
`;

const perform = async (opened: Opened, names: readonly string[]): Promise<Outcome> => {
  const { entries, crl } = opened.store.index;
  const unknown = names.find((name) => !entries.some((e) => e.name === name) && !(name === CRL && crl));
  if (unknown !== undefined)
    return refused('not-found', `"${unknown}" is not in the store`, 'relaxops secrets list has the names');
  if (names.length === 0) return done({ renewed: [] }, () => 'Nothing has to be renewed.\n');
  const work = await rotate(opened, names, opened.needs);
  if (!work.ok) return troubled(work.error);
  const written = commit(opened.folder, work.value.change);
  if (!written.ok) return cannot(`cannot write to "${opened.shown}": ${written.error}`);
  const { renewed } = work.value;
  return done(
    { renewed },
    (style) =>
      `${style.bold(`Renewed ${counted(renewed.length, 'secret')}`)}\n${namesText(renewed)}${AFTER}${renewed.includes('vpn-ca') ? AFTER_CA : ''}`,
    opened.circle.findings,
  );
};

const daysOf = (options: Given): number | undefined | 'wrong' => {
  const text = options.text('expiring');
  if (text === undefined) return undefined;
  return /^\d{1,5}$/.test(text) ? Number(text) : 'wrong';
};

/** `relaxops secrets rotate`: renews secrets. */
export const secretsRotate: Command = {
  name: 'secrets rotate',
  summary: 'renew secrets by name, or those that end soon',
  description: `Makes the secrets anew; all others keep their files byte by byte. A certificate that is renewed
does not refuse the one before: secrets revoke does that. Renewing vpn-ca renews every
certificate of the VPN, vpn-crl the revocation list. Certificates need --identity, for the
authority's key; the rest needs none.`,
  arguments: [{ name: '[names...]', description: 'as secrets list has them' }],
  options: [
    STORE_OPTION,
    IDENTITY_OPTION,
    {
      flags: '--expiring <days>',
      description: 'certificates and the revocation list that end within so many days',
    },
    { flags: '--exposed', description: 'everything that is known to who was revoked' },
  ],
  examples: [
    { command: 'relaxops secrets rotate --expiring 60 --identity ~/.ssh/id_ed25519', text: 'what ends soon' },
    { command: 'relaxops secrets rotate ssh-host-key/zrh1/r01/gw1', text: 'one key' },
    {
      command: 'relaxops secrets rotate --exposed --identity ~/.ssh/id_ed25519',
      text: 'after somebody has left',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'secrets-rotate/1',
  run: async (context, args, options) => {
    const days = daysOf(options);
    if (days === 'wrong')
      return misused(`--expiring takes a number of days, got "${options.text('expiring')}"`);
    const names = args.list('names');
    const exposed = options.flag('exposed');
    if (names.length === 0 && days === undefined && !exposed)
      return misused('nothing to renew', 'name a secret, or use --expiring 60 or --exposed');
    return withNetwork(context, (network) =>
      changing(context, options, network, (opened) => perform(opened, chosen(opened, names, days, exposed))),
    );
  },
};
