import type { Network } from '#model/network.ts';
import { type InitDone, opensSomething, performInit, planInit } from '#secrets/init-store.ts';
import { commit } from '#secrets/store/store.ts';
import { NO_IDENTITY } from '#secrets/workshop.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { cannot, done } from '../outcome.ts';
import { COMMAND_LINE } from '../output/findings.ts';
import { counted } from '../plan/summary.ts';
import { alone, type Opened, openerOf, readAround } from '../secrets/open.ts';
import { IDENTITY_OPTION, STORE_OPTION } from '../secrets/options.ts';
import { takeRecovery } from '../secrets/recovery.ts';
import { kindsText, troubled } from '../secrets/text.ts';
import { storeFolder } from '../secrets/where.ts';

type Plan = ReturnType<typeof planInit>;

const warning = (code: string, text: string, hint?: string) => ({
  code,
  severity: 'warning' as const,
  text,
  place: COMMAND_LINE,
  ...(hint ? { hint } : {}),
});

const findingsOf = (opened: Opened, plan: Plan, { left }: InitDone) => [
  ...opened.circle.findings,
  ...plan.unreadable.map(({ name }) =>
    warning(
      'no-reader',
      `"${name}" was not made: nobody could read it`,
      'the operator needs an ed25519 key that was never revoked',
    ),
  ),
  ...left.map(({ text }) =>
    warning(
      'not-reencrypted',
      `${text}, so it stays readable for whom it was`,
      'its owner or a recovery key can do it; relaxops secrets rotate makes it anew',
    ),
  ),
  ...(plan.stale.length > 0 && !opened.opener
    ? [
        warning(
          'stale-readers',
          `${counted(plan.stale.length, 'secret')} should be encrypted to others than they are`,
          'relaxops secrets init --identity FILE does that',
        ),
      ]
    : []),
];

const answer = (opened: Opened, plan: Plan, work: InitDone): Outcome => {
  const { made, reencrypted } = work;
  const { operators, offline } = opened.circle;
  const readers = [...new Set([...operators, ...offline].map(({ person }) => person))];
  const data = { store: opened.shown, made, reencrypted, readers };
  return done(
    data,
    (style) => {
      const head =
        made.length > 0
          ? `${style.bold(`Made ${counted(made.length, 'secret')} in ${opened.shown}`)}\n${kindsText(made)}`
          : `Nothing is missing in ${opened.shown}.\n`;
      const again =
        reencrypted.length > 0
          ? `Encrypted anew to who is there now: ${counted(reencrypted.length, 'secret')}\n`
          : '';
      return `${head}${again}Who can open them: ${readers.join(', ')}; a VPN key of an operator: its owner\n`;
    },
    findingsOf(opened, plan, work),
  );
};

const initialise = async (context: Context, opened: Opened): Promise<Outcome> => {
  if (opened.circle.operators.length + opened.circle.offline.length === 0)
    return cannot(
      'nobody could open the store: no operator has an ed25519 key, and there is no recovery key',
      'relaxops secrets init --new-recovery FILE, or "key" of an operator in the inventory',
    );
  const plan = planInit(opened, opened.needs, new Set(opened.references.keys()));
  const ca = opened.store.index.entries.some(({ name }) => name === 'vpn-ca');
  if (ca && !opened.opener && plan.missing.some(({ kind }) => kind === 'vpn-key'))
    return troubled({
      ...NO_IDENTITY,
      text: "new certificates need the VPN authority's key, and so an identity",
    });
  const usable = await opensSomething(opened);
  if (!usable.ok) return troubled(usable.error);
  context.progress.show(`making ${plan.missing.length} secrets`);
  const work = await performInit(opened, plan);
  if (!work.ok) return troubled(work.error);
  const written = commit(opened.folder, work.value.change);
  return written.ok
    ? answer(opened, plan, work.value)
    : cannot(`cannot write to "${opened.shown}": ${written.error}`);
};

const inStore = async (context: Context, options: Given, network: Network): Promise<Outcome> => {
  const where = storeFolder(context, options.text('store'));
  const opener = await openerOf(context, options);
  if (!opener.ok) return opener.error;
  return alone(where, async () => {
    const taken = await takeRecovery(context, options, where.folder);
    if (!taken.ok) return taken.error;
    const opened = await readAround(network, where, opener.value);
    return opened.ok ? initialise(context, opened.value) : opened.error;
  });
};

/** `relaxops secrets init`: makes what the network needs and does not have. */
export const secretsInit: Command = {
  name: 'secrets init',
  summary: 'make the keys, certificates and passwords that are missing',
  description: `Makes every secret that the network needs and the store does not have, each in an age file of
its own: the VPN's authority and certificates, ssh host keys, credentials of BMCs, PDUs and
SNMPv3. What is there stays as it is. They are encrypted to the ed25519 ssh keys of the
operators in the inventory and to the keys in the store's file "recipients"; an operator's VPN
key only to that operator and to recovery. Somebody who came or has a new key is let in: that
needs --identity, and so do new certificates.`,
  arguments: [],
  options: [
    STORE_OPTION,
    IDENTITY_OPTION,
    {
      flags: '--new-recovery <file>',
      description: 'make a recovery key in this file, which then belongs offline',
      complete: 'file',
    },
    { flags: '--recovery <key>', description: 'the public age key of a recovery key that you have' },
  ],
  examples: [
    {
      command: 'relaxops secrets init --new-recovery /media/stick/recovery.txt',
      text: 'the first time, with a recovery key on a stick',
    },
    {
      command: 'relaxops secrets init --identity ~/.ssh/id_ed25519',
      text: 'after the inventory has grown, or somebody has come',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'secrets-init/1',
  run: (context, _args, options) => withNetwork(context, (network) => inStore(context, options, network)),
};
