import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import { faults } from '#lab/faults/index.ts';
import { type Failure, failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withLab } from '../lab/attach.ts';
import { labName } from '../lab/boot.ts';
import { brokenIn, causeAndNote } from '../lab/broken.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { networkIn } from '../lab/part.ts';
import { withNetwork } from '../load.ts';
import { done, misused } from '../outcome.ts';

const parse = (network: Network, texts: readonly string[]) => {
  const analysis = analyse(network);
  const results = texts.map((text) => parseFailure(analysis, text));
  const wrong = results.flatMap((result) => (result.ok ? [] : [result.error]));
  return { wrong, failures: results.flatMap((result) => (result.ok ? [result.value] : [])) };
};

const faultOf = ({ kind }: Failure) => faults.find((fault) => fault.id === kind);

const breakAll = async (
  network: Network,
  name: string,
  which: string,
  texts: readonly string[],
): Promise<Outcome> =>
  withLab(name, async (lab) => {
    const own = await networkIn(lab, network);
    const { wrong, failures } = parse(own, texts);
    if (wrong.length > 0)
      return misused(own === network ? wrong.join('; ') : `in this part of it: ${wrong.join('; ')}`);
    for (const failure of failures) await causeAndNote(lab, own, faultOf(failure)!, failure);
    const ids = failures.map(failureId);
    // What was broken before counts too.
    const all = [...new Set([...ids, ...brokenIn(await lab.state())])];
    const text = `Broken in lab "${name}": ${ids.join(', ')}
  relaxops whatif ${all.join(' ')}    what the model says
  relaxops lab mend${which}    undo it
`;
    return done({ lab: name, broken: ids }, () => text);
  });

/** `relaxops lab break`: causes failures in a lab that is up. */
export const labBreak: Command = {
  name: 'lab break',
  summary: 'cause a failure in the lab',
  description:
    'Causes the failures that you name in the lab that is up, for real: wires lose carrier, boxes lose power, daemons are killed.',
  arguments: [{ name: '<failure...>', description: 'such as link-cut:zrh1/r01/gw1:wan' }],
  options: [NAME_OPTION],
  examples: [
    { command: 'relaxops lab break device-dead:zrh1/r01/gw1', text: 'one gateway dies' },
    { command: 'relaxops lab break feed:zrh1/A provider:init7', text: 'two at once' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'lab-break/1',
  run: async (context, args, options) =>
    withNetwork(context, (network) => {
      const texts = args.list('failure');
      const { wrong, failures } = parse(network, texts);
      if (wrong.length > 0) return misused(wrong.join('; '));
      const not = failures.filter((failure) => faultOf(failure) === undefined);
      if (not.length > 0)
        return misused(
          `no lab can cause ${not.map(failureId).join(', ')}`,
          'relaxops whatif says what it would take',
        );
      const name = chosenLab(options, network.name);
      return breakAll(network, name, name === labName(network.name) ? '' : ` --name ${name}`, texts);
    }),
};
