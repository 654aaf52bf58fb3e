import { type Software, TRAINS } from '#model/software.ts';
import { dayShape, pastDay } from './day.ts';
import { defined } from './defined.ts';
import { type Named, named } from './named.ts';
import { nameProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { described, list, object, oneOf, text } from './shape.ts';

const softwareShape = object('a software', {
  platform: described(
    'the platform as devices name it, by default the name here',
    text('the name of a platform'),
  ),
  version: described('the version that this is about, by default every one', text('a version')),
  train: described('the release train', oneOf('bad-value', 'a release train', TRAINS)),
  reviewed: described('the day on which somebody last checked that it is patched', pastDay),
  'supported-until': described('the last day of support', dayShape),
  components: described(
    'parts that fail together wherever they run, such as "openssh"',
    list(text('the name of a component'), 'components'),
  ),
});

/** Section `software`: what is known of platforms and their versions. */
export const softwareShapes = named('a map of software', nameProblem, softwareShape);

type Entry = Named<NonNullable<ReturnType<typeof softwareShape.read>>>;

/** What is known of platforms and versions. */
export const resolveSoftware = (entries: readonly Entry[]): Software[] =>
  entries.flatMap(({ name, node, value }) =>
    value
      ? [
          defined({
            id: name,
            platform: value.platform ?? name,
            version: value.version,
            train: value.train,
            reviewed: value.reviewed,
            supportedUntil: value['supported-until'],
            components: value.components ?? [],
            place: keyPlace(node),
          }),
        ]
      : [],
  );
