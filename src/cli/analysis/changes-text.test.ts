import { expect, it } from 'vitest';
import type { Improvement } from '#analysis/changes/try-changes.ts';
import { PLAIN } from '../output/style.ts';
import { changesText } from './changes-text.ts';

const told = (worth: Partial<Improvement>) => {
  const free = { text: 'a change', cables: 0, ports: 0, boxes: 0 };
  const one = { ...free, singles: 0, pairs: 0, gained: 0, freed: 2, ...worth } as Improvement;
  return changesText({ improvements: [one], tried: 1, left: 0 }, PLAIN)
    .split('\n')[2]
    ?.trim();
};

it.each([
  [
    { gained: 1, singles: 3, pairs: 5 },
    '1 verb more, 3 fewer losses to single failures, 5 fewer to pairs, 2 devices freed',
  ],
  [
    { gained: 2, singles: 1, pairs: -4 },
    '2 verbs more, 1 loss fewer to single failures, 4 more to pairs (what took one failure now takes two), 2 devices freed',
  ],
  [{ pairs: 1, freed: 1 }, '1 loss fewer to pairs, 1 device freed'],
])('what a change is worth, in words: %j', (worth, text) => {
  expect(told(worth)).toBe(text);
});
