const DAY = 24 * 60 * 60 * 1000;

/** Whole days from one ISO date to another; negative if it lies ahead. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY);

/** Whether a day is longer ago than so many days. */
export const isOlder = (day: string, today: string, days: number): boolean => daysBetween(day, today) > days;

/** The last of some days, if there is one; ISO dates sort as text. */
export const latest = (days: readonly (string | undefined)[]): string | undefined =>
  days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
