import { atTerminal } from '#host/process.ts';
import { nearest } from '#inventory/nearest.ts';
import { CLEAN_ENV } from '#lab/netns/tools.ts';
import { hostNames } from '#lab/world/host-names.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withLab } from '../lab/attach.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { networkIn } from '../lab/part.ts';
import { withNetwork } from '../load.ts';
import { refused } from '../outcome.ts';

/** Why nobody can be on that host: there is none of that name, or it is off. */
const notThere = (network: Network, name: string, host: string): Outcome => {
  const names = hostNames(network);
  if (names.includes(host))
    return refused(
      'not-found',
      `"${host}" has no power in lab "${name}"`,
      'relaxops lab state says what is broken',
    );
  const near = nearest(host, names);
  return refused(
    'not-found',
    `unknown host "${host}", expected a device or BMC of the inventory, "laptop", "laptop/<gateway>", "provider/<name>", "station/<name>" or "internet"`,
    near === undefined ? undefined : `did you mean ${near}?`,
  );
};

const enter = async (
  network: Network,
  name: string,
  host: string,
  command: readonly string[],
  term: string,
): Promise<Outcome> =>
  withLab(name, async (lab) => {
    const { poweredHosts, hung } = await lab.state();
    if (!poweredHosts.includes(host)) return notThere(await networkIn(lab, network), name, host);
    if (hung.includes(host))
      return refused('not-found', `"${host}" hangs in lab "${name}"`, 'only power ends that');
    const argv = [...(await lab.entrance(host)), ...(command.length > 0 ? command : ['sh'])];
    const env = { ...CLEAN_ENV, TERM: term, PS1: `${host} # ` };
    const exitCode = await atTerminal(argv, env);
    return {
      ok: exitCode === 0,
      exitCode,
      data: { lab: name, host, exitCode },
      findings: [],
      text: () => '',
    };
  });

/** `relaxops lab shell`: be somebody in the lab. */
export const labShell: Command = {
  name: 'lab shell',
  summary: 'a shell on any host of the lab',
  description: `Puts you on a host of the lab that is up: any device or BMC of the inventory, "laptop" (an operator's own network),
"laptop/<gateway>" (a laptop with the VPN of that door), "provider/<name>" or "internet". On a laptop,
"ssh -F /etc/relaxops/lab/ssh_config <device>" logs in as the operator would. The exit code is that of the shell or command.`,
  arguments: [
    { name: '<host>', description: 'where to be', complete: 'device' },
    { name: '[command...]', description: 'run this instead of a shell; after --' },
  ],
  options: [NAME_OPTION],
  examples: [
    { command: 'relaxops lab shell laptop/zrh1/r01/gw1', text: 'an operator who has entered by that door' },
    { command: 'relaxops lab shell zrh1/r01/gw1 -- nft list ruleset', text: 'what the firewall really has' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'lab-shell/1',
  run: async (context, args, options) =>
    withNetwork(context, (network) =>
      enter(
        network,
        chosenLab(options, network.name),
        args.required('host'),
        args.list('command'),
        context.env.TERM ?? 'dumb',
      ),
    ),
};
