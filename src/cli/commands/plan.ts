import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, misused, refused } from '../outcome.ts';
import type { Style } from '../output/style.ts';
import { SECTIONS } from '../plan/sections.ts';
import { summaryText } from '../plan/summary.ts';
import { scopeOf, type Table } from '../plan/table.ts';

const KINDS = Object.keys(SECTIONS);
/** Shown when no kind is asked for; the ports say the same as addresses and cables together. */
const BY_DEFAULT = ['addresses', 'vpn', 'cables'];

const asText = (network: Network, tables: readonly Table[], whole: boolean) => (style: Style) =>
  [
    ...(whole ? [summaryText(network, style)] : []),
    ...tables
      .filter((t) => t.count > 0 || tables.length === 1)
      .map((t) => `${style.bold(`${t.title} (${t.count})`)}\n${t.count > 0 ? t.text(style) : ''}`),
  ].join('\n');

const knows = (network: Network, scope: string): boolean =>
  [...network.sites, ...network.racks, ...network.devices, ...network.devices.flatMap((d) => d.ports)].some(
    (thing) => thing.id === scope,
  );

const answer = (
  network: Network,
  kinds: readonly string[],
  scope: string | undefined,
  asCsv: boolean,
): Outcome => {
  if (scope !== undefined && !knows(network, scope)) {
    return refused('not-found', `nothing is called "${scope}"`, 'relaxops plan lists every name');
  }
  const inScope = scopeOf(scope);
  const tables = kinds.flatMap((kind) => SECTIONS[kind]?.(network, inScope) ?? []);
  const data = Object.fromEntries(kinds.map((kind, i) => [kind, tables[i]?.data ?? []]));
  return done(
    {
      name: network.name,
      prefix: network.prefix,
      ...(network.ipv6 ? { ipv6: network.ipv6.prefix } : {}),
      scenario: network.scenario,
      ...data,
    },
    asCsv
      ? () => tables.map((t) => t.csv()).join('')
      : asText(network, tables, scope === undefined && kinds.length > 1),
  );
};

/** `relaxops plan`: every address, cable and port of the resolved network. */
export const plan: Command = {
  name: 'plan',
  summary: 'addresses, cables, port tables',
  description: `Shows what the inventory means: every address, and every cable, whether you wrote it or it was wired
by the rules (origin "wired"). A site, rack, device or port narrows it down.`,
  arguments: [{ name: '[scope]', description: 'a site, rack, device or port', complete: 'device' }],
  options: [
    {
      flags: '--permits',
      description: 'who may reach what, for boxes that relaxops does not render; as --kind permits',
    },
    {
      flags: '--ports <device>',
      description: 'the port table of one device: each port, what goes there, its label; as --kind ports',
      complete: 'device',
    },
    { flags: '--device <device>', description: 'the same as a scope', complete: 'device' },
    { flags: '-k, --kind <kind>', description: 'one table only', choices: KINDS },
    { flags: '--csv', description: 'that table as CSV; addresses if no kind is given' },
  ],
  examples: [
    { command: 'relaxops plan', text: 'addresses and cables of everything' },
    {
      command: 'relaxops plan --ports zrh1/r01/msw1',
      text: 'the port table of one switch, to stick on its door',
    },
    { command: 'relaxops plan --kind cables --csv', text: 'the cabling list for a spreadsheet' },
    {
      command: 'relaxops plan --permits --device zrh1/r01/gw1',
      text: "the permits of one gateway, for any vendor's filter",
    },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'plan/1',
  run: async (context, args, options) => {
    const asCsv = options.flag('csv');
    if (asCsv && context.global.json) return misused('--csv and --json exclude each other');
    const wanted = [
      ...(options.flag('permits') ? ['permits'] : []),
      ...(options.text('ports') === undefined ? [] : ['ports']),
      ...(options.text('kind') === undefined ? [] : [options.required('kind')]),
    ];
    if (new Set(wanted).size > 1) return misused('--permits, --ports and another --kind exclude each other');
    const scopes = [args.text('scope'), options.text('device'), options.text('ports')];
    const named = scopes.filter((scope) => scope !== undefined);
    if (new Set(named).size > 1)
      return misused(
        'a scope, --device and --ports exclude each other',
        'relaxops plan --permits --device zrh1/r01/gw1',
      );
    const kinds = wanted[0] ? [wanted[0]] : asCsv ? ['addresses'] : BY_DEFAULT;
    return withNetwork(context, (network) => answer(network, kinds, named[0], asCsv));
  },
};
