import { rules, runRules } from '#analysis/rules/index.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { INVENTORY_NAME } from '../inventory-file.ts';
import { withNetwork } from '../load.ts';
import { judged } from '../outcome.ts';
import { countText, findingsText } from '../output/findings.ts';
import { counted } from '../plan/summary.ts';
import { secretFindings } from '../secrets/findings.ts';
import { STORE_OPTION } from '../secrets/options.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

/** Rules about nothing find nothing; that is no good design, it is an empty one. */
const nothingToCheck = (network: Network, file: string): Finding[] => {
  if (network.devices.some((device) => device.site !== undefined)) return [];
  const place = network.sites[0]?.place ?? { file, line: 1, column: 1, path: '' };
  const text = 'no site has a device, so there is nothing to check';
  const hint = 'write racks and devices below "sites"; relaxops init shows how';
  return [{ code: 'nothing-to-check', severity: 'warning', text, place, hint }];
};

const answer = (network: Network, findings: readonly Finding[]): Outcome => {
  const data = {
    scenario: network.scenario,
    devices: network.devices.length,
    cables: network.cables.length,
    rules: rules.map(({ id, name, title, from }) => ({ id, name, title, from })),
  };
  const seen = `${counted(network.devices.length, 'device')}, ${counted(network.cables.length, 'cable')}, ${counted(rules.length, 'rule')}`;
  return judged(data, findings, (style) => {
    const list = findingsText(findings, style);
    return `${list}${list ? '\n' : ''}${style.bold(countText(findings))} (${seen})\n`;
  });
};

/** `relaxops check`: the design against the rules. */
export const check: Command = {
  name: 'check',
  summary: 'what is wrong with the design',
  description: `Reads the inventory and judges the design by the rules (docs/rules has a page for each). Mistakes of the inventory come all at
once, each with its place; only without them the rules are asked. A finding may be accepted for a reason and until
a day, see "waivers" in the inventory. A store of secrets is asked for what ends within 30 days.`,
  arguments: [],
  options: [STORE_OPTION],
  examples: [
    { command: 'relaxops check', text: 'findings with file:line:column' },
    { command: 'relaxops check --json', text: 'for a script or a pipeline' },
    { command: 'relaxops check -f examples/full/relaxops.yaml', text: 'the whole example' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'warnings'],
  schema: 'check/1',
  run: async (context, _args, options) =>
    withNetwork(context, (network, findings) =>
      answer(network, [
        ...findings,
        ...nothingToCheck(network, context.global.file ?? INVENTORY_NAME),
        ...runRules(network, today()),
        ...secretFindings(context, options.text('store')),
      ]),
    ),
};
