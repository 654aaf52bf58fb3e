import type { Network } from '#model/network.ts';
import { gatherSecrets } from '#secrets/from-store.ts';
import { isStore } from '#secrets/store/store.ts';
import { NO_IDENTITY } from '#secrets/workshop.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, refused } from '../outcome.ts';
import { noStore, type Opened, openerOf, readAround } from '../secrets/open.ts';
import { IDENTITY_OPTION, STORE_OPTION } from '../secrets/options.ts';
import { troubled } from '../secrets/text.ts';
import { storeFolder } from '../secrets/where.ts';

const show = async (context: Context, opened: Opened, name: string): Promise<Outcome> => {
  const { secrets, missing } = await gatherSecrets([name], { ...opened, env: context.env });
  const trouble = missing[0];
  if (trouble)
    return opened.store.index.entries.some((entry) => entry.name === name) || opened.references.has(name)
      ? troubled(trouble)
      : refused('not-found', trouble.text, 'relaxops secrets list has the names');
  // The one place where a secret is the answer.
  const value = secrets[name]!.reveal();
  return done({ name, value }, () => value);
};

const open = async (context: Context, name: string, options: Given, network: Network): Promise<Outcome> => {
  if (!context.terminal && !options.flag('force'))
    return refused(
      'not-a-terminal',
      'the secret would go into a file or a pipe; nothing was printed',
      '--force prints it all the same',
    );
  const where = storeFolder(context, options.text('store'));
  if (!isStore(where.folder)) return noStore(where);
  const opener = await openerOf(context, options);
  if (!opener.ok) return opener.error;
  const opened = await readAround(network, where, opener.value);
  if (!opened.ok) return opened.error;
  if (!opener.value && !opened.value.references.has(name)) return troubled(NO_IDENTITY);
  return show(context, opened.value, name);
};

/** `relaxops secrets show`: one secret, in clear. */
export const secretsShow: Command = {
  name: 'secrets show',
  summary: 'one secret in clear, on a terminal',
  description: `Decrypts one secret and prints it and nothing else. Only on a terminal: what goes into a file or
a pipe by mistake stays there.`,
  arguments: [
    { name: '<name>', description: 'as secrets list has it, such as ipmi-password/zrh1/r01/srv01:bmc' },
  ],
  options: [
    STORE_OPTION,
    IDENTITY_OPTION,
    { flags: '--force', description: 'also where stdout is no terminal' },
  ],
  examples: [
    {
      command: 'relaxops secrets show pdu-password/zrh1/r01/pdu1 --identity ~/.ssh/id_ed25519',
      text: "a PDU's password",
    },
    {
      command: 'relaxops secrets show vpn-ca --identity recovery.txt --force > ca.key',
      text: 'into a file',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'secrets-show/1',
  run: (context, args, options) =>
    withNetwork(context, (network) => open(context, args.required('name'), options, network)),
};
