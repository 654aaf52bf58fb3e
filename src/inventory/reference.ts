import { expectedNearest } from './nearest.ts';
import type { Report } from './report.ts';
import type { At } from './shape.ts';

/** Where such names are declared, for messages. */
const SECTIONS = { network: 'networks', site: 'sites', operator: 'operators', feed: 'sites' } as const;
type Named = keyof typeof SECTIONS;

/** Those of the names that exist; reports each that does not. */
export const knownNames = (
  references: readonly At<string>[] | undefined,
  names: readonly string[],
  what: Named,
  report: Report,
): string[] =>
  (references ?? []).flatMap(({ value, node }) => {
    if (names.includes(value)) return [value];
    const text = `there is no ${what} "${value}" in section "${SECTIONS[what]}"${expectedNearest(value, names)}`;
    report.error(`unknown-${what}`, node, text);
    return [];
  });

/** The name if it exists; reports one that does not. */
export const knownName = (
  reference: At<string> | undefined,
  names: readonly string[],
  what: Named,
  report: Report,
): string | undefined => knownNames(reference ? [reference] : [], names, what, report)[0];
