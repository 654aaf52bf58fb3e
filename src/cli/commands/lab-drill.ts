import { nearest } from '#inventory/nearest.ts';
import { LabError } from '#lab/cage/client.ts';
import type { Drill } from '#lab/drills/drill.ts';
import { drills } from '#lab/drills/index.ts';
import { lacks, runDrill } from '#lab/drills/run-drill.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';
import type { Command, Context, Outcome } from '../command.ts';
import { bootLab, cannotRun, labName, makeMaterial } from '../lab/boot.ts';
import { drillText } from '../lab/drill-text.ts';
import { PART_OPTIONS, withPart } from '../lab/part.ts';
import { withNetwork } from '../load.ts';
import { done, interrupted, no, refused } from '../outcome.ts';
import { table } from '../output/table.ts';

const list = (): Outcome => {
  const rows = drills.map(({ id, title, source, lesson }) => ({ id, title, source, lesson }));
  return done(rows, (style) =>
    table<(typeof rows)[number]>(
      [
        { title: 'drill', value: (row) => row.id },
        { title: 'what happens', value: (row) => row.title },
        { title: 'talk', value: (row) => row.source },
      ],
      rows,
      style,
    ),
  );
};

const unknown = (name: string): Outcome => {
  const known = drills.map(({ id }) => id);
  const near = nearest(name, known);
  return refused(
    'not-found',
    `unknown drill "${name}", expected one of ${known.join(', ')}`,
    near === undefined ? undefined : `did you mean ${near}?`,
  );
};

const play = async (context: Context, network: Network, drill: Drill): Promise<Outcome> => {
  const material = await makeMaterial(network);
  const name = labName(`drill-${process.pid}-${network.name}`);
  const plan = labPlan(network, material, name);
  const lacking = lacks(drill, network, plan);
  if (lacking !== undefined) return refused('not-possible', `${drill.id} cannot be played here: ${lacking}`);
  const signal = context.interruption();
  const lab = await bootLab(network, material, name, context.progress);
  const end = (): void => void lab.down().catch(() => {});
  signal.addEventListener('abort', end, { once: true });
  try {
    const onStep = ({ why }: { readonly why: string }): void =>
      context.progress.show(`drill ${drill.id}: ${why}`);
    const result = await runDrill(drill, { lab, network, plan, secrets: material.secrets, onStep, signal });
    context.progress.clear();
    const text = (style: Parameters<Outcome['text']>[0]) =>
      drillText(drill.title, drill.lesson, result, style);
    return (result.ok ? done : no)(result, text);
  } catch (error) {
    if (signal.aborted) return interrupted('interrupted: its lab is gone');
    throw error;
  } finally {
    context.progress.clear();
    await lab.down().catch(() => {});
  }
};

/** `relaxops lab drill`: practise. */
export const labDrill: Command = {
  name: 'lab drill',
  summary: 'something breaks, and an operator puts it right by hand: a transcript to learn from',
  description: `Boots a lab of its own, breaks something in it, and puts it right from an operator's laptop by the commands that one would type: ssh
through the jumphost, the serial console, ipmitool, snmpset. Prints what was typed and what came, with the seconds of each step. It fails at the first
step that does not come out as it must: then your network lacks what the drill needs when it is needed. Without a name it lists the drills.`,
  arguments: [{ name: '[name]', description: 'which drill', complete: drills.map(({ id }) => id) }],
  options: PART_OPTIONS,
  examples: [
    { command: 'relaxops lab drill', text: 'which there are' },
    {
      command: 'relaxops lab drill wrong-config',
      text: 'a switch is misconfigured, and rolled back over its console',
    },
    { command: 'relaxops lab drill hung-server --json', text: 'each step with its seconds' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot', 'interrupted'],
  schema: 'lab-drill/1',
  run: async (context, args, options) => {
    const name = args.text('name');
    if (name === undefined) return list();
    const drill = drills.find(({ id }) => id === name);
    if (!drill) return unknown(name);
    return (
      cannotRun() ??
      withNetwork(context, (network) =>
        withPart(network, options, async (chosen) => {
          try {
            return await play(context, chosen.network, drill);
          } catch (error) {
            if (error instanceof LabError) return refused('lab', error.message);
            throw error;
          }
        }),
      )
    );
  },
};
