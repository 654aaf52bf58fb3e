import { faults } from '#lab/faults/index.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withLab } from '../lab/attach.ts';
import { brokenIn, spelled } from '../lab/broken.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { networkIn } from '../lab/part.ts';
import { withNetwork } from '../load.ts';
import { done, misused } from '../outcome.ts';

const mend = async (network: Network, name: string, asked: readonly string[]): Promise<Outcome> =>
  withLab(name, async (lab) => {
    const own = await networkIn(lab, network);
    const broken = brokenIn(await lab.state());
    const unknown = asked.filter((id) => !broken.includes(id));
    if (unknown.length > 0)
      return misused(
        `${unknown.join(', ')} is not broken in lab "${name}"`,
        `broken: ${broken.join(', ') || 'nothing'}`,
      );
    const chosen = asked.length > 0 ? asked : broken;
    for (const id of chosen) {
      const at = id.indexOf(':');
      await faults.find((fault) => fault.id === id.slice(0, at))?.mend(lab, id.slice(at + 1), own);
      await lab.noteMended(id);
    }
    const text =
      chosen.length > 0
        ? `Mended in lab "${name}": ${chosen.join(', ')}\n`
        : `Nothing is broken in lab "${name}".\n`;
    return done({ lab: name, mended: chosen }, () => text);
  });

/** `relaxops lab mend`: undoes what was broken, and nothing else. */
export const labMend: Command = {
  name: 'lab mend',
  summary: 'undo what was broken in the lab',
  description:
    'Undoes the failures that you name, or all of them. The lab is not rebuilt: exactly what was broken is taken back.',
  arguments: [
    {
      name: '[failure...]',
      description: 'as for "lab break" or as "lab state" shows them; all if none is given',
    },
  ],
  options: [NAME_OPTION],
  examples: [
    { command: 'relaxops lab mend', text: 'everything' },
    { command: 'relaxops lab mend device-dead:zrh1/r01/gw1', text: 'that one' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'lab-mend/1',
  run: async (context, args, options) =>
    withNetwork(context, (network) =>
      mend(network, chosenLab(options, network.name), spelled(network, args.list('failure'))),
    ),
};
