import { permitMatrix } from '#analysis/permit-matrix/matrix.ts';
import type { PermitRow } from '#analysis/permit-matrix/row.ts';
import type { Network } from '#model/network.ts';
import { firstSteps } from '../analysis/no-way-in.ts';
import type { Style } from '../output/style.ts';
import { type Column, csv, table } from '../output/table.ts';
import type { InScope, Table } from './table.ts';

const service = ({ protocol, port }: PermitRow): string =>
  port === undefined ? protocol : `${protocol}/${port}`;

/** What a person reads; the addresses of zones stand below the table. */
const SHORT: readonly Column<PermitRow>[] = [
  { title: 'at', value: (r) => r.at },
  { title: 'direction', value: (r) => r.direction },
  { title: 'leg', value: (r) => r.leg },
  {
    title: 'action',
    value: (r) => r.action,
    paint: (text, r, style) => (r.action === 'permit' ? style.green(text) : text),
  },
  { title: 'from', value: (r) => r.from },
  { title: 'to', value: (r) => r.to },
  { title: 'what', value: service },
  { title: 'state', value: (r) => r.state },
  { title: 'why', value: (r) => r.why },
];

/** What a script or a spreadsheet reads: everything in columns of its own. */
const LONG: readonly Column<PermitRow>[] = [
  { title: 'at', value: (r) => r.at },
  { title: 'direction', value: (r) => r.direction },
  { title: 'leg', value: (r) => r.leg },
  { title: 'action', value: (r) => r.action },
  { title: 'from', value: (r) => r.from },
  { title: 'sources', value: (r) => r.sources.join(' ') || (r.action === 'only' ? 'none' : 'any') },
  { title: 'to', value: (r) => r.to },
  { title: 'destinations', value: (r) => r.destinations.join(' ') || 'any' },
  { title: 'protocol', value: (r) => r.protocol },
  { title: 'port', value: (r) => (r.port === undefined ? '' : String(r.port)) },
  { title: 'state', value: (r) => r.state },
  { title: 'why', value: (r) => r.why },
];

/** More of a country's prefixes are counted; `--csv` and `--json` have them all. */
const MOST = 24;

const some = (elements: readonly string[]): string =>
  elements.length <= MOST
    ? elements.join(' ')
    : `${elements.slice(0, MOST).join(' ')} and ${elements.length - MOST} more`;

/** What a name in the table stands for, each once: `operators: 10.101.1.10-10.101.1.199`. */
const legend = (rows: readonly PermitRow[]): string => {
  const named = rows.flatMap((r) => [
    [r.action === 'only' ? `${r.from}, ${r.leg} of ${r.at}` : r.from, r.sources] as const,
    [r.to, r.destinations] as const,
  ]);
  const lines = named
    .filter(([, elements]) => elements.length > 0)
    .map(([name, elements]) => `  ${name}: ${some(elements)}\n`);
  return [...new Set(lines)].join('');
};

/** Why a table is there in which nothing is permitted: permits come from doors, gateways and jumphosts. */
const whyOnlyDenies = (network: Network): string => {
  if (network.doors.length > 0)
    return 'Nothing is permitted here: no gateway, jumphost or management port of what you asked for takes or passes anything.';
  return `Nothing is permitted yet: operators have no door, and nobody comes further without gateway and jumphost. What is left is that nothing passes between management and production. First steps: ${firstSteps(network)}.`;
};

const text = (network: Network, rows: readonly PermitRow[], style: Style): string => {
  if (rows.length === 0) return '';
  const isPermitted = rows.some(({ action }) => action === 'permit');
  const why = isPermitted ? '' : `${style.wrap(whyOnlyDenies(network), 0)}\n\n`;
  const where = legend(rows);
  return `${why}${table(SHORT, rows, style)}${where === '' ? '' : `\n${style.bold('Where')}\n${where}`}`;
};

/** The permit matrix of what is in scope, for whoever configures a box that we do not render. */
export const permits = (network: Network, inScope: InScope): Table => {
  const rows = permitMatrix(network, inScope);
  return {
    title: 'Permits',
    count: rows.length,
    data: rows,
    text: (style) => text(network, rows, style),
    csv: () => csv(LONG, rows),
  };
};
