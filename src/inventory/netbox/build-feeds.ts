import { keyOf } from './cabling.ts';
import type { ImportedFeed } from './imported.ts';
import { LegalNames } from './legal-names.ts';
import type { PowerFeedRow } from './rows.ts';

const electricity = ({ voltage, amperage, phase }: PowerFeedRow): string | undefined => {
  const parts = [
    ...(voltage === undefined ? [] : [`${voltage} V`]),
    ...(amperage === undefined ? [] : [`${amperage} A`]),
    ...(phase === 'three-phase' ? ['three-phase'] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : undefined;
};

/** Volts times amperes, and times the square root of three on three phases (between phases, as NetBox reckons). */
const wattsOf = ({ voltage, amperage, phase }: PowerFeedRow): number | undefined => {
  if (voltage === undefined || amperage === undefined) return undefined;
  const watts = Math.floor(Math.abs(voltage) * amperage * (phase === 'three-phase' ? Math.sqrt(3) : 1));
  return watts >= 1 && watts <= 10_000_000 ? watts : undefined;
};

/** The feeds of a site: what NetBox says of each, up to the panel. */
export const buildFeeds = (
  rows: readonly PowerFeedRow[],
  panelAt: (panel: number) => string | undefined,
): ImportedFeed[] => {
  const names = new LegalNames();
  return rows.map((row) => {
    const panel = row.power_panel.name?.trim() || `panel #${row.power_panel.id}`;
    const location = panelAt(row.power_panel.id);
    const note = [location && `in ${location}`, row.rack?.name, row.type, electricity(row)].filter((x) => x);
    const watts = wattsOf(row);
    const failed = row.status !== undefined && row.status !== 'active';
    return {
      key: keyOf('dcim.powerfeed', row.id),
      name: names.give(row.name, 'feed', row.id),
      panel,
      ...(watts === undefined ? {} : { watts }),
      ...(note.length > 0 ? { note: note.join(', ') } : {}),
      ...(failed
        ? { ask: { code: 'feed', text: `is it live? NetBox calls it ${row.status}` } as const }
        : {}),
    };
  });
};
