import { parsed, type Shape } from './shape.ts';

const isDay = (written: string): boolean => {
  const day = new Date(`${written}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written)
  );
};

/** A day as an ISO date. */
export const dayShape = parsed(
  'a day such as "2027-01-31"',
  (written) => (isDay(written) ? written : undefined),
  { type: 'string', format: 'date' },
);

/** An ISO date that many days later. */
const daysAfter = (day: string, days: number): string => {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/**
 * A day that is not further ahead than so many days. It is a warning, since a clock that is wrong must not take the inventory away from
 * whoever needs it; and one day more is let pass, since the earth has time zones.
 */
const notAfter = (days: number, after: string, expected: string): Shape<string> => ({
  json: dayShape.json,
  read: (node, report) => {
    const day = dayShape.read(node, report);
    const { today } = report;
    if (day !== undefined && today !== undefined && day > daysAfter(today, days + 1))
      report.warning('far-day', node, `"${day}" is ${after} today, "${today}", expected ${expected}`);
    return day;
  },
});

/** The day on which something was done. */
export const pastDay = notAfter(0, 'after', 'the day on which it was done');

/** Ours: who accepted something longer ago is not who is asked about it. */
const LONGEST_WAIVER = 2 * 366;

/** The last day of something that is accepted for a while. */
export const soonDay = notAfter(
  LONGEST_WAIVER,
  'more than two years after',
  'a day on which somebody looks at it again',
);
