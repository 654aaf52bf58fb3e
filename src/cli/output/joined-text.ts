import { placeText } from '#base/place.ts';
import type { Finding } from '#model/finding.ts';
import { findingText } from '#model/finding-text.ts';
import { someIds } from './ids.ts';
import { type Joined, siteOf } from './joined.ts';

const sitesOf = (ids: readonly string[]): string[] => [...new Set(ids.map(siteOf))];

/** The sentence about all of them, if they share one that begins with them. */
const sharedSentence = ({ first, findings }: Joined): string | undefined => {
  const sentence = first.alike?.sentence;
  return sentence?.startsWith('{0} ') && findings.every(({ alike }) => alike?.sentence === sentence)
    ? sentence
    : undefined;
};

/** `51 devices at 17 sites`, `17 sites`, `12 devices`. */
const countOf = (what: string, things: readonly string[]): string => {
  const sites = sitesOf(things).length;
  return `${things.length} ${what}${what === 'sites' || sites === 1 ? '' : ` at ${sites} sites`}`;
};

/** Said once for all: how many, and the first few places; where the first stands is where one may begin. */
const counted = ({ first, findings }: Joined, sentence: string): Finding => {
  const things = findings.flatMap(({ alike }) => alike?.things ?? []);
  const text = sentence.replace('{0}', () => countOf(first.alike?.what ?? 'things', things));
  return { ...first, text, place: { ...first.place, path: '' } };
};

const placesOf = (ons: readonly string[]): string => {
  const sites = sitesOf(ons);
  return `  at ${someIds(sites.length > 1 ? sites : ons)}`;
};

const withLine = (text: string, line: string): string => {
  const [head, ...rest] = text.split('\n');
  return [head, line, ...rest].join('\n');
};

/**
 * A finding as `findingText` has it; several that say the same once, with a line of places:
 * `relaxops.yaml:24:3 error R33: 27 devices at 17 sites have no console server …` and `at dm-akron, dm-albany, … and 13 more`.
 */
export const joinedText = (joined: Joined): string => {
  const { first, findings } = joined;
  if (findings.length === 1) return findingText(first);
  const ons = findings.map(({ on }) => on ?? placeText(first.place));
  const sentence = sharedSentence(joined);
  return sentence === undefined
    ? withLine(findingText(first), `  and the same of ${ons.length - 1} more: ${someIds(ons.slice(1))}`)
    : withLine(findingText(counted(joined, sentence)), placesOf(ons));
};
