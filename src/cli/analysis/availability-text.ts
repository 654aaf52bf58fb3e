import { type Availability, HOURS_A_YEAR, type RepairTimes } from '#analysis/availability/availability.ts';
import { COMMON_CAUSES, RATES } from '#analysis/availability/rates.ts';
import { VERBS, type Verb } from '#model/failure.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

/** Hours as a person reads them: minutes below one. */
export const hoursText = (hours: number): string => {
  if (hours === 0) return '0';
  if (hours < 1 / 60) return 'under 1 min';
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return hours < 100 ? `${hours.toFixed(1)} h` : `${Math.round(hours)} h`;
};

/** Availability to as many nines as hours of a year carry. */
const shareText = (hours: number): string => `${(100 * (1 - hours / HOURS_A_YEAR)).toFixed(3)} %`;

/** Mean, best and worst hours of a verb over the devices that have it. */
export interface VerbSummary {
  readonly verb: Verb;
  readonly devices: number;
  readonly mean: number;
  readonly best: number;
  readonly worst: number;
  readonly worstDevice: string;
}

export const verbSummaries = ({ verbs }: Availability): VerbSummary[] =>
  VERBS.flatMap((verb) => {
    const own = verbs.filter((one) => one.verb === verb).sort((a, b) => b.hours - a.hours);
    const [worst, best] = [own[0], own.at(-1)];
    if (!worst || !best) return [];
    const mean = own.reduce((sum, one) => sum + one.hours, 0) / own.length;
    return [
      { verb, devices: own.length, mean, best: best.hours, worst: worst.hours, worstDevice: worst.device },
    ];
  });

export const summaryTable = (found: Availability, style: Style): string =>
  table(
    [
      { title: 'verb', value: (v) => v.verb },
      { title: 'devices', value: (v) => String(v.devices), align: 'right' },
      { title: 'not there, a year', value: (v) => hoursText(v.mean), align: 'right' },
      { title: 'available', value: (v) => shareText(v.mean), align: 'right' },
      { title: 'best device', value: (v) => hoursText(v.best), align: 'right' },
      { title: 'worst device', value: (v) => `${hoursText(v.worst)} ${v.worstDevice}` },
    ],
    verbSummaries(found),
    style,
  );

export const causesTable = (found: Availability, most: number, style: Style): string =>
  table(
    [
      { title: 'what costs most', value: (c) => c.failures },
      { title: 'hours a year, all devices and verbs', value: (c) => hoursText(c.hours), align: 'right' },
    ],
    found.causes.slice(0, most),
    style,
  );

const often = (perYear: number): string => (perYear >= 10 ? perYear.toFixed(0) : String(perYear));

/** Every figure that was used, with its class and source; overridden repair times are marked. */
export const figuresText = (found: Availability, times: RepairTimes, style: Style): string => {
  const set = (hours: number, own: number | undefined): string =>
    own === undefined ? `${hours} h` : `${own} h, yours`;
  const rates = table(
    [
      { title: 'figure', value: ([id]) => RATES[id].what },
      { title: 'a year', value: ([id]) => often(RATES[id].perYear), align: 'right' },
      { title: 'from afar', value: ([id]) => set(RATES[id].remoteHours, times.remote), align: 'right' },
      { title: 'by hands', value: ([id]) => set(RATES[id].handsHours, times.hands), align: 'right' },
      { title: 'by others', value: ([id]) => `${RATES[id].otherHours} h`, align: 'right' },
      { title: 'class', value: ([id]) => RATES[id].evidence },
      { title: 'source', value: ([id]) => RATES[id].source },
    ],
    [...found.rates],
    style,
  );
  const common = found.commonCauses
    .map(
      (id) =>
        `Common cause, ${COMMON_CAUSES[id].what}: ${COMMON_CAUSES[id].beta} of failures take both (assumption)\n`,
    )
    .join('');
  const unrated =
    found.unrated.length > 0 ? `Left out, for want of a figure: ${found.unrated.join(', ')}\n` : '';
  return `${rates}${common}${unrated}`;
};

/** What the thing buys, verb by verb: hours a year, all devices together. */
export const boughtTable = (with_: Availability, without: Availability, style: Style): string => {
  const sum = (found: Availability, verb: Verb): number =>
    found.verbs.filter((one) => one.verb === verb).reduce((all, one) => all + one.hours, 0);
  const devices = (verb: Verb): number => with_.verbs.filter((one) => one.verb === verb).length;
  return table(
    [
      { title: 'verb', value: (verb) => verb },
      { title: 'without it', value: (verb) => hoursText(sum(without, verb)), align: 'right' },
      { title: 'with it', value: (verb) => hoursText(sum(with_, verb)), align: 'right' },
      {
        title: 'it buys, a year',
        value: (verb) => hoursText(Math.max(0, sum(without, verb) - sum(with_, verb))),
        align: 'right',
      },
      {
        title: 'a device',
        value: (verb) => hoursText(Math.max(0, sum(without, verb) - sum(with_, verb)) / devices(verb)),
        align: 'right',
      },
    ],
    VERBS.filter((verb) => devices(verb) > 0),
    style,
  );
};
