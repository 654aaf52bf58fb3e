import { LabError } from '#lab/cage/client.ts';
import { isUp } from '#lab/cage/find.ts';
import type { Chosen } from '#lab/part.ts';
import { partsOff, partsUsed } from '#lab/preflight.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { lackingRanges } from '../countries/ranges.ts';
import { bootLab, cannotRun, labName, makeMaterial } from '../lab/boot.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { edgeText, PART_OPTIONS, withPart } from '../lab/part.ts';
import { partsOffText } from '../lab/parts-off.ts';
import { withNetwork } from '../load.ts';
import { done, refused } from '../outcome.ts';
import type { Progress } from '../output/progress.ts';

/** What to try; with the lab's name where it is not the inventory's. */
const hints = (name: string, network: Network): string => {
  const target = network.devices.find((device) => device.role === 'server') ?? network.devices[0];
  const which = name === labName(network.name) ? '' : ` --name ${name}`;
  const door = network.doors[0];
  const laptop = door ? `laptop/${door.id}` : 'laptop';
  return `Try
  relaxops lab shell${which} ${laptop}
      you are an operator: ssh -F /etc/relaxops/lab/ssh_config ${network.devices[0]?.id ?? '<device>'}
  relaxops lab break${which} device-dead:${target?.id ?? '<device>'}
  relaxops lab mend${which}
  relaxops lab down${which}
`;
};

/** What to do about a lab that is there already. */
const upAlready = (name: string, network: Network): Outcome => {
  const which = name === labName(network.name) ? '' : ` --name ${name}`;
  return refused(
    'lab',
    `lab "${name}" is up already`,
    `relaxops lab shell${which} <host> enters it, relaxops lab down${which} ends it, --name boots another beside it`,
  );
};

const up = async (chosen: Chosen, name: string, progress: Progress): Promise<Outcome> => {
  const { network, part, edge } = chosen;
  if (isUp(name)) return upAlready(name, network);
  const began = performance.now();
  try {
    const material = await makeMaterial(network);
    const lab = await bootLab(network, material, name, progress, part?.racks);
    const seconds = Math.round(performance.now() - began) / 1000;
    const hosts = (await lab.state()).poweredHosts.length;
    await lab.detach();
    const off = partsOff(partsUsed(network));
    const text = `Lab "${name}" is up: ${hosts} hosts, every daemon answers, ${seconds.toFixed(1)} s\n${edgeText(chosen)}${partsOffText(off)}${hints(name, network)}`;
    const data = { name, hosts, seconds, pid: lab.found.pid, off: off.map((one) => one.what) };
    return done({ ...data, ...(part && { racks: part.racks, edge }) }, () => text);
  } catch (error) {
    if (error instanceof LabError) return refused('lab', error.message);
    throw error;
  }
};

/** `relaxops lab up`: the network on your desk. */
export const labUp: Command = {
  name: 'lab up',
  summary: 'boot the network in namespaces, with its real daemons',
  description: `Boots every device of the inventory as a network namespace with its rendered files and real daemons (sshd, nftables,
OpenVPN, keepalived, ser2net, ipmi_sim, snmpd), every cable as a wire or a serial line, power feeds and outlets, and an Internet with your providers. Returns when every
daemon answers; the lab stays up in the background until "relaxops lab down". It leaves no file, process or setting on this machine.
--site and --rack boot less of it: what is left out is not there, and cables that led to it end nowhere. All else stays, addresses too.`,
  arguments: [],
  options: [NAME_OPTION, ...PART_OPTIONS],
  examples: [
    { command: 'relaxops lab up', text: 'the network of this folder' },
    {
      command: 'relaxops -f examples/full/relaxops.yaml lab up --name try',
      text: 'the full example, as "try"',
    },
    { command: 'relaxops lab up --rack zrh1/r[01-02] --name two', text: 'two racks of it' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'lab-up/1',
  run: async (context, _args, options) =>
    cannotRun() ??
    withNetwork(
      context,
      (network) =>
        lackingRanges(network) ??
        withPart(network, options, (chosen) =>
          up(chosen, chosenLab(options, network.name), context.progress),
        ),
    ),
};
