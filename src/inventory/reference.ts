import { expectedNearest, oneOfText } from './nearest.ts';
import type { Report } from './report.ts';
import type { At } from './shape.ts';

/** Where such names are declared, for messages. */
const SECTIONS = { network: 'networks', site: 'sites', operator: 'operators', feed: 'sites' } as const;
type Named = keyof typeof SECTIONS;

/** More than these are no hint. */
const MOST_NAMED = 8;

/** What there is instead, where it is little; for a feed, `A` is `zrh1/A`. */
const hintOf = (names: readonly string[], what: Named): string | undefined => {
  if (names.length === 0) return `nothing is written in section "${SECTIONS[what]}" yet`;
  return names.length > MOST_NAMED ? undefined : `there is ${oneOfText(names, 'and')}`;
};

const expected = (name: string, names: readonly string[]): string => {
  const ending = names.find((one) => one.endsWith(`/${name}`));
  return ending === undefined ? expectedNearest(name, names) : `, expected "${ending}"`;
};

/** Those of the names that exist; reports each that does not. */
export const knownNames = (
  references: readonly At<string>[] | undefined,
  names: readonly string[],
  what: Named,
  report: Report,
): string[] =>
  (references ?? []).flatMap(({ value, node }) => {
    if (names.includes(value)) return [value];
    const near = report.full ? '' : expected(value, names);
    const text = `there is no ${what} "${value}" in section "${SECTIONS[what]}"${near}`;
    report.error(`unknown-${what}`, node, text, { hint: near === '' ? hintOf(names, what) : undefined });
    return [];
  });

/** The name if it exists; reports one that does not. */
export const knownName = (
  reference: At<string> | undefined,
  names: readonly string[],
  what: Named,
  report: Report,
): string | undefined => knownNames(reference ? [reference] : [], names, what, report)[0];
