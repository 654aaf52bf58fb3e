import { parsed } from './shape.ts';

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
