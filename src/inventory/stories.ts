import type { Story } from '#model/story.ts';
import { defined } from './defined.ts';
import { type Named, named } from './named.ts';
import { nameProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { described, filled, list, object, required, text } from './shape.ts';

const storyShape = object('a story', {
  title: described('what happens, for people', text('a sentence')),
  failures: required(
    described(
      'failures that happen together',
      filled(list(text('a failure such as "feed-down:zrh1/A"'), 'failures'), 'at least one failure'),
    ),
  ),
});

/** Section `stories`: outages of your own, for `relaxops replay`. */
export const storiesShape = named('a map of stories', nameProblem, storyShape);

type Entry = Named<NonNullable<ReturnType<typeof storyShape.read>>>;

/** The stories as written. Whether their failures exist is known when they are run. */
export const resolveStories = (entries: readonly Entry[]): Story[] =>
  entries.flatMap(({ name, node, value }) =>
    value?.failures
      ? [defined({ id: name, title: value.title, failures: value.failures, place: keyPlace(node) })]
      : [],
  );
