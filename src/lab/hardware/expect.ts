/** Throws for a name that is none of those that the lab has, with some that are. */
export const expectKnown = (lab: string, what: string, name: string, known: readonly string[]): void => {
  if (known.includes(name)) return;
  const some = known
    .slice(0, 5)
    .map((k) => `"${k}"`)
    .join(', ');
  throw new Error(`no ${what} "${name}" in lab "${lab}", expected one like ${some || 'none: it has none'}`);
};
