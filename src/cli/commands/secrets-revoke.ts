import { revoke } from '#secrets/revoke.ts';
import { commit } from '#secrets/store/store.ts';
import type { Command, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { cannot, done, refused } from '../outcome.ts';
import { counted } from '../plan/summary.ts';
import { changing, type Opened } from '../secrets/open.ts';
import { IDENTITY_OPTION, STORE_OPTION } from '../secrets/options.ts';
import { namesText, troubled } from '../secrets/text.ts';

const known = (subject: string, knew: readonly string[]): string =>
  knew.length === 0
    ? `${subject} could read nothing else.\n`
    : `${subject} could read these, and may have copied them. Renew them: relaxops secrets rotate --exposed\n${
        knew.includes('vpn-ca')
          ? "Who has the authority's key signs certificates for anybody: do it today.\n"
          : ''
      }${namesText(knew)}`;

const stillThere = ({ network }: Opened, subject: string): string =>
  network.operators.some(({ id }) => id === subject)
    ? `Take ${subject} out of "operators" in the inventory: their ssh key still opens every box.\n`
    : '';

const perform = async (opened: Opened, subject: string): Promise<Outcome> => {
  const work = await revoke(opened, subject);
  if (!work.ok)
    return work.error.text.includes('has no certificate')
      ? refused('not-found', work.error.text, work.error.hint)
      : troubled(work.error);
  const written = commit(opened.folder, work.value.change);
  if (!written.ok) return cannot(`cannot write to "${opened.shown}": ${written.error}`);
  const { serial, reencrypted, knew } = work.value;
  return done({ subject, serial, reencrypted, knew }, (style) => {
    const list = serial
      ? 'Its certificate is on the new revocation list; it is refused once the gateways have the list: relaxops render --with-secrets, and deploy.\n'
      : 'It had no certificate.\n';
    const again =
      reencrypted.length > 0
        ? `${counted(reencrypted.length, 'secret')} encrypted anew without ${subject}.\n`
        : '';
    return `${style.bold(`Revoked ${subject}`)}\n${list}${again}${stillThere(opened, subject)}${known(subject, knew)}`;
  });
};

/** `relaxops secrets revoke`: shuts out an operator, a station or a machine. */
export const secretsRevoke: Command = {
  name: 'secrets revoke',
  summary: 'shut out an operator, a station or a gateway',
  description: `Puts the certificate onto a new revocation list and encrypts everything anew without the
operator's keys. Earlier versions in git stay readable to whoever has the key, so that
everything they could read is listed, and marked as exposed until it is renewed. A station or a
gateway that stays in the inventory gets a new certificate by secrets init; an operator only
with a new ssh key.`,
  arguments: [{ name: '<who>', description: 'id of an operator, a station, a gateway or a rendezvous' }],
  options: [STORE_OPTION, IDENTITY_OPTION],
  examples: [
    { command: 'relaxops secrets revoke alice --identity ~/.ssh/id_ed25519', text: 'somebody leaves' },
    {
      command: 'relaxops secrets revoke nagios --identity ~/.ssh/id_ed25519',
      text: 'a station that was broken into',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'secrets-revoke/1',
  run: (context, args, options) =>
    withNetwork(context, (network) =>
      changing(context, options, network, (opened) => perform(opened, args.required('who'))),
    ),
};
