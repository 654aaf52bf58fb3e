import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { parseFailure } from '../parse-failure.ts';
import { type Analysis, analyse } from '../state.ts';
import { replays } from './index.ts';

/** Each text once, however often it is written. */
const wrongTexts = (analysis: Analysis, failures: readonly string[]): string[] =>
  [...new Set(failures)].flatMap((text) => {
    const parsed = parseFailure(analysis, text);
    return parsed.ok ? [] : [parsed.error];
  });

/**
 * What is wrong with the stories of the inventory, where they stand: failures that the network does not know, none at all, and names that
 * a real outage has. Network-wide facts decide, so it is not known while the inventory is read.
 */
export const storyFindings = (network: Network): Finding[] => {
  if (network.stories.length === 0) return [];
  const analysis = analyse(network);
  const taken = new Set(replays.map(({ id }) => id));
  return network.stories.flatMap(({ id, failures, place }): Finding[] => {
    const at = { on: id, place } as const;
    const wrong = wrongTexts(analysis, failures).map(
      (text): Finding => ({
        ...at,
        code: 'story-failure',
        severity: 'error',
        text: `story "${id}": ${text}`,
      }),
    );
    const none: Finding = {
      ...at,
      code: 'story-failure',
      severity: 'error',
      text: `story "${id}" has no failures, expected at least one`,
    };
    const shadows: Finding = {
      ...at,
      code: 'story-name',
      severity: 'warning',
      text: `story "${id}" is called like a real outage that "replay" knows, expected another name`,
    };
    return [...(failures.length === 0 ? [none] : []), ...wrong, ...(taken.has(id) ? [shadows] : [])];
  });
};
