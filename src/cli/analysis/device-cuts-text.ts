import type { DeviceCuts } from '#analysis/device-cuts.ts';
import type { Style } from '../output/style.ts';
import { classText } from './pairs-text.ts';

const ORDERS = ['alone', 'in pairs', 'in threes'] as const;

/** The smallest sets of failures that take each verb of a device. */
export const deviceCutsText = (all: readonly DeviceCuts[], most: number, style: Style): string =>
  all
    .map(({ device, verb, healthy, counts, sets }) => {
      if (!healthy) return `${style.bold(`${verb} ${device}`)}: never had it\n`;
      const said = ORDERS.map((order, at) => (counts[at]! > 0 ? `${counts[at]} ${order}` : '')).filter(
        Boolean,
      );
      const shown = sets.slice(0, most).map((set) => `  ${set.map((one) => classText(one)).join(' + ')}\n`);
      const more = sets.length > most ? `  and ${sets.length - most} more lines: --all\n` : '';
      return `${style.bold(`${verb} ${device}`)} is taken by ${said.join(', ') || 'nothing up to this order'}\n${shown.join('')}${more}`;
    })
    .join('');
