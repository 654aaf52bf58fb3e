import type { Network } from '#model/network.ts';
import { storeFindings } from '#secrets/expiry.ts';
import { planInit } from '#secrets/init-store.ts';
import { KINDS, kindOf } from '#secrets/needs.ts';
import { CRL, daysBetween } from '#secrets/rotate.ts';
import { INDEX, isStore, strayFiles } from '#secrets/store/store.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { judged } from '../outcome.ts';
import { countText, findingsText } from '../output/findings.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import { counted } from '../plan/summary.ts';
import { noStore, type Opened, readAround } from '../secrets/open.ts';
import { STORE_OPTION } from '../secrets/options.ts';
import { storeFolder } from '../secrets/where.ts';

interface Row {
  readonly name: string;
  readonly what: string;
  readonly days: number;
  readonly expires?: string;
  readonly readers: readonly string[];
  readonly exposed: readonly string[];
  readonly needed: boolean;
}

const rowsOf = ({ store, needs, today }: Opened): Row[] => {
  const needed = new Set(needs.map(({ name }) => name));
  const { crl, entries } = store.index;
  const list = { what: 'names the certificates that are refused', readers: [], exposed: [], needed: true };
  return [
    ...(crl ? [{ ...list, name: CRL, days: daysBetween(crl.made, today), expires: crl.expires }] : []),
    ...entries.map((entry) => {
      const kind = kindOf(entry.name);
      return {
        name: entry.name,
        what: kind === undefined ? 'of no kind that is known here' : KINDS[kind],
        days: daysBetween(entry.made, today),
        ...(entry.expires ? { expires: entry.expires } : {}),
        readers: [...new Set(entry.to.map((tag) => tag.split('/')[0]!))],
        exposed: entry.exposed ?? [],
        needed: needed.has(entry.name),
      };
    }),
  ];
};

const noteOf = ({ exposed, needed }: Row): string =>
  [
    ...(exposed.length > 0 ? [`known to ${exposed.join(', ')}, revoked`] : []),
    ...(needed ? [] : ['not needed any more']),
  ].join('; ');

const listText = (rows: readonly Row[], style: Style): string =>
  table(
    [
      { title: 'secret', value: (r) => r.name },
      { title: 'what it does', value: (r) => r.what },
      { title: 'days old', value: (r) => String(r.days), align: 'right' },
      { title: 'ends', value: (r) => r.expires ?? '' },
      { title: 'readers', value: (r) => r.readers.join(' ') },
      { title: '', value: noteOf },
    ],
    rows,
    style,
  );

const answer = (opened: Opened): Outcome => {
  const rows = rowsOf(opened);
  const kept = new Set(opened.references.keys());
  const missing = planInit(opened, opened.needs, kept).missing.map(({ name }) => name);
  const stray = strayFiles(opened.store);
  const references = [...opened.references.keys()].sort();
  const { revoked } = opened.store.index;
  const place = `${opened.shown}/${INDEX}`;
  const findings = [...opened.circle.findings, ...storeFindings(opened.store.index, opened.today, place)];
  const data = { store: opened.shown, secrets: rows, references, missing, revoked, stray };
  return judged(data, findings, (style) => {
    const more = [
      ...references.map((name) => `${name}: kept elsewhere\n`),
      ...revoked.map(({ subject, on }) => `${subject}: revoked on ${on}\n`),
      ...(missing.length > 0
        ? [
            `${counted(missing.length, 'secret')} missing; relaxops secrets init makes them: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', ...' : ''}\n`,
          ]
        : []),
      ...(stray.length > 0
        ? [
            `${counted(stray.length, 'file')} of no entry, left by an interruption; the next change removes them\n`,
          ]
        : []),
    ];
    const head = listText(rows, style);
    return `${head}${more.join('')}${findingsText(findings, style)}${style.bold(countText(findings))} (${counted(rows.length, 'entry').replace('entrys', 'entries')})\n`;
  });
};

const list = async (context: Context, options: Given, network: Network): Promise<Outcome> => {
  const where = storeFolder(context, options.text('store'));
  if (!isStore(where.folder)) return noStore(where);
  const opened = await readAround(network, where, undefined);
  return opened.ok ? answer(opened.value) : opened.error;
};

/** `relaxops secrets list`: what there is; nothing is opened. */
export const secretsList: Command = {
  name: 'secrets list',
  summary: 'what the store holds, how old it is and when it ends',
  description: `Reads the store's index, which is in clear and holds nothing secret, so that no identity is
needed. Certificates and the revocation list that end within 30 days are findings (relaxops
check has them too); one that has ended is an error.`,
  arguments: [],
  options: [STORE_OPTION],
  examples: [
    { command: 'relaxops secrets list', text: 'everything' },
    { command: 'relaxops secrets list --json', text: 'for monitoring' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'warnings'],
  schema: 'secrets-list/1',
  run: (context, _args, options) => withNetwork(context, (network) => list(context, options, network)),
};
