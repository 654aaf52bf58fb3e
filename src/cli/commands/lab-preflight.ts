import { probeKernel } from '#lab/kernel.ts';
import { limitsTooLow } from '#lab/limits.ts';
import { programsHere, surroundingsLack } from '#lab/preflight.ts';
import { sizeOfNetwork, type Want, wantsOf } from '#lab/readiness-report.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { exitCode } from '../exit-codes.ts';
import { networkIfAny } from '../load.ts';
import { done } from '../outcome.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

const COLOURS = { here: 'green', without: 'yellow', missing: 'red' } as const;
const WORDS = { here: 'here', without: 'not here', missing: 'MISSING' } as const;

const rowsText = (wants: readonly Want[], style: Style): string =>
  table<Want>(
    [
      { title: 'a lab wants', value: ({ kind, what }) => `${kind === 'program' ? '' : `${kind}: `}${what}` },
      {
        title: 'it is',
        value: ({ state }) => WORDS[state],
        paint: (text, { state }, s) => s[COLOURS[state]](text),
      },
      { title: 'what brings it', value: ({ remedy }) => remedy ?? '' },
      {
        title: 'without it',
        value: ({ state, without }) => without ?? (state === 'missing' ? 'no lab' : ''),
      },
    ],
    wants,
    style,
  );

const endText = (wants: readonly Want[], of: string): string => {
  const count = (state: Want['state']): number => wants.filter((want) => want.state === state).length;
  const less = count('without') > 0 ? ', without what is not here' : '';
  return count('missing') > 0
    ? `A lab${of} does not run here; missing: ${count('missing')}.\n`
    : `A lab${of} runs here${less}.\n`;
};

const look = async (network: Network | undefined): Promise<Outcome> => {
  const wants = wantsOf({
    programs: programsHere(),
    surroundings: surroundingsLack(),
    kernel: await probeKernel(process.getuid?.() === 0),
    low: network ? limitsTooLow(sizeOfNetwork(network)) : [],
  });
  const of = network ? ` of ${network.name}` : '';
  const runs = !wants.some(({ state }) => state === 'missing');
  const outcome = done({ runs, network: network?.name ?? null, wants }, (style) => {
    const shown = wants.filter(({ state }) => state !== 'here');
    const here = wants.length - shown.length;
    return `${rowsText(shown, style)}${here} of ${wants.length} programs and kernel features are here.\n${endText(wants, of)}`;
  });
  return runs ? outcome : { ...outcome, ok: false, exitCode: exitCode('cannot') };
};

/** `relaxops lab preflight`: can a lab run here, and if not, what brings it? */
export const labPreflight: Command = {
  name: 'lab preflight',
  summary: 'what a lab wants of this machine, and what brings what is missing',
  description: `Looks for every program that labs run, tries every kind of thing that they ask of the kernel by making one in namespaces that are gone at once,
and holds the limits of this machine against the size of your network's lab: namespaces, processes, open files, pseudo terminals, inotify, ARP entries.
Names whatever is missing, all at once, each with the package, module or sysctl that brings it. Changes nothing. Exit code 4: no lab runs here.`,
  arguments: [],
  options: [],
  examples: [
    { command: 'relaxops lab preflight', text: 'what is missing, and what brings it' },
    { command: 'relaxops lab preflight --json', text: 'what is here as well' },
  ],
  exitCodes: ['yes', 'usage', 'cannot'],
  schema: 'lab-preflight/1',
  run: async (context) => look(await networkIfAny(context)),
};
