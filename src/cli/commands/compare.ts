import { compareWithReality } from '#analysis/reality/compare.ts';
import { formats } from '#inventory/observed/index.ts';
import { type ReadProblem, readObserved } from '#inventory/observed/read.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import type { Comparison, Observed } from '#model/observed.ts';
import type { Command, Outcome } from '../command.ts';
import { readInput } from '../compare/input.ts';
import { asFinding, comparisonText } from '../compare/words.ts';
import { withNetwork } from '../load.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { done, no, refused, unreadable } from '../outcome.ts';
import { findingsText } from '../output/findings.ts';

const problems = (all: readonly ReadProblem[]): Outcome =>
  unreadable(
    all.map(
      ({ file, text, hint }): Finding => ({
        code: 'unreadable',
        severity: 'error',
        text,
        place: {
          file: file === '-' ? 'standard input' : file || 'command line',
          line: 1,
          column: 1,
          path: '',
        },
        ...(hint === undefined ? {} : { hint }),
      }),
    ),
  );

const comparedAny = ({ differences, coverage }: Comparison): boolean =>
  differences.length > 0 || coverage.some((c) => c.unreported < c.total);

const answer = (network: Network, observed: Observed): Outcome => {
  const comparison = compareWithReality(network, observed);
  if (!comparedAny(comparison)) {
    const why = comparison.unsure[0];
    const reason = why === undefined ? 'no file has anything of its cables' : why.text;
    return refused(
      'nothing-compared',
      `nothing could be compared with ${network.name}: ${reason}`,
      'docs/compare.md says how names are matched',
    );
  }
  const findings = comparison.differences.map(asFinding);
  const outcome = (findings.length === 0 ? done : no)(
    comparison,
    (style) => {
      const list = findingsText(findings, style);
      return `${list}${list ? '\n' : ''}${comparisonText(comparison, network.devices.length, style)}`;
    },
    findings,
  );
  return { ...outcome, showsFindings: true };
};

/** `relaxops compare`: the inventory against what devices and tools say. */
export const compare: Command = {
  name: 'compare',
  summary: 'the inventory against what devices and tools say',
  description: `Reads what switches, hosts, PDUs, LibreNMS or NetBox say, as JSON, and lists every cable, port
and outlet that is not as written: its place, what was expected, what was seen, and the command that saw
it. A file is named after its device (zrh1.r01.sw1.lldp.json) where its text does not say whose it is.
What nobody was asked about is no difference but counted.`,
  arguments: [
    {
      name: '<file...>',
      description: 'JSON as a command printed it; - is the standard input',
      complete: 'file',
    },
  ],
  options: [
    {
      flags: '--format <format>',
      description: 'what the files are, instead of finding it out',
      choices: formats.map((f) => f.id),
    },
    { flags: '--device <device>', description: 'whose output it is', complete: 'device' },
  ],
  examples: [
    { command: 'relaxops compare zrh1.r01.msw1.lldp.json', text: 'the neighbours of one switch' },
    { command: 'lldpctl -f json | relaxops compare - --device zrh1/r01/gw1', text: 'on the spot' },
    {
      command: 'relaxops compare cables.json msw1.fdb.json neigh.json',
      text: "NetBox's cables, and who hangs on which port",
    },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'compare/1',
  run: async (context, args, options) => {
    const input = await readInput(args.list('file'), context.cwd);
    if (input.problems.length > 0) return problems(input.problems);
    const [format, device] = [options.text('format'), options.text('device')];
    const observed = readObserved(input.files, {
      ...(format === undefined ? {} : { format }),
      ...(device === undefined ? {} : { device }),
    });
    if (!observed.ok) return problems(observed.error);
    return withNetwork(context, (network) => {
      if (device !== undefined && !network.devices.some((d) => d.id === device))
        return noSuchDevice(network, device);
      return answer(network, observed.value);
    });
  },
};
