import { atTerminal } from '#host/process.ts';
import { CLEAN_ENV } from '#lab/netns/tools.ts';
import type { Command, Outcome } from '../command.ts';
import { withLab } from '../lab/attach.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { withNetwork } from '../load.ts';
import { refused } from '../outcome.ts';

const enter = async (
  name: string,
  host: string,
  command: readonly string[],
  term: string,
): Promise<Outcome> =>
  withLab(name, async (lab) => {
    const { poweredHosts } = await lab.state();
    if (!poweredHosts.includes(host)) {
      const near = poweredHosts.filter((one) => one.includes(host) || one.startsWith('laptop')).slice(0, 6);
      return refused(
        'not-found',
        `no host "${host}" has power in lab "${name}"`,
        `such as ${near.join(', ')}`,
      );
    }
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
        chosenLab(options, network.name),
        args.required('host'),
        args.list('command'),
        context.env.TERM ?? 'dumb',
      ),
    ),
};
