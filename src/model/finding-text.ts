import { placeText } from '#base/place.ts';
import type { Finding } from './finding.ts';

const at = (path: string): string => (path === '' ? '' : `${path}: `);

/** A loop may have a hundred cables; data has them all. */
const MOST_RELATED = 8;

/**
 * `file:line:column severity code: path: sentence`, then indented lines for the cause, for what is related, and the hint.
 */
export const findingText = (finding: Finding): string => {
  const { place, severity, code, text, related = [], hint, because } = finding;
  return [
    `${placeText(place)} ${severity} ${code}: ${at(place.path)}${text}`,
    ...(because === undefined ? [] : [`  follows from ${because} above`]),
    ...related
      .slice(0, MOST_RELATED)
      .map((r) => `  related ${placeText(r.place)} ${at(r.place.path)}${r.text}`),
    ...(related.length > MOST_RELATED ? [`  related and ${related.length - MOST_RELATED} more`] : []),
    ...(hint === undefined ? [] : [`  hint ${hint}`]),
  ].join('\n');
};
