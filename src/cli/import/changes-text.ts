import type { Change } from '#inventory/netbox/merge/merge.ts';
import { aboutOf } from '#inventory/netbox/merge/questions.ts';
import type { Reimported } from '#inventory/netbox/merge/reimport.ts';
import type { Style } from '../output/style.ts';
import { counted } from '../plan/summary.ts';

/** More lines than this nobody reads; JSON has them all. */
const MOST = 40;
const LONGEST = 70;

const STRUCTURE: ReadonlySet<string> = new Set([
  'sites',
  'racks',
  'devices',
  'ports',
  'uplinks',
  'cables',
  'feeds',
]);

/** `dm-akron/r1/sw01 role`: what it is about, and which fact of it. */
const where = (path: readonly string[]): string => {
  const about = aboutOf(path);
  const last = path.at(-1) ?? '';
  const named = about === last || about.endsWith(`/${last}`) || about.endsWith(`:${last}`);
  if (path[0] !== 'sites') return path.join(' ');
  return named ? about : STRUCTURE.has(last) ? `${about}: all ${last}` : `${about} ${last}`;
};

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);

const changeText = ({ what, path, before, after }: Change): string => {
  const from = before === undefined ? '' : short(before);
  const to = after === undefined ? '' : short(after);
  if (what === 'changed') return `  changed  ${where(path)}: ${from || 'nothing'} -> ${to || 'more'}`;
  const value = what === 'added' ? to : from;
  // A cable is its own name.
  if (path.at(-2) === 'cables')
    return `  ${what.padEnd(7)}  ${[...path.slice(1, -2), value.replace(/^"|"$/g, '')].join(': ')}`;
  const more = value === '' || where(path).includes(value.replace(/^"|"$/g, '')) ? '' : `: ${value}`;
  return `  ${what.padEnd(7)}  ${where(path)}${more}`;
};

const listed = (title: string, lines: readonly string[], style: Style): string => {
  if (lines.length === 0) return '';
  const more = lines.length > MOST ? [`  and ${lines.length - MOST} more, all with --json`] : [];
  return `\n${style.bold(title)}\n${[...lines.slice(0, MOST), ...more].join('\n')}\n`;
};

/** What NetBox changed since the last import, and what a person did. */
export const changesText = ({ renamed, netbox, mine }: Reimported, style: Style): string =>
  [
    listed(
      `NetBox, or the mapping, changed ${counted(netbox.length + renamed.length, 'thing')} since the last import:`,
      [...renamed.map(({ from, to }) => `  renamed  ${from} -> ${to}`), ...netbox.map(changeText)],
      style,
    ),
    listed(
      `${counted(mine.length, 'change')} of yours ${mine.length === 1 ? 'stays' : 'stay'}:`,
      mine.map(changeText),
      style,
    ),
  ].join('');
