import { oneOfText } from './nearest.ts';
import { child, keyPlace, type Node } from './node.ts';
import type { Report } from './report.ts';

/** Reports keys of which exactly one belongs to a thing, such as where it lives: none, or a second and third. */
export const checkOnlyOne = (node: Node, keys: readonly string[], what: string, report: Report): void => {
  const written = keys
    .flatMap((key) => child(node, key) ?? [])
    .sort((a, b) => (a.keyAt ?? a.at) - (b.keyAt ?? b.at));
  const [first, ...more] = written;
  if (!first)
    report.errorAtKey('missing-key', node, `${what} does not say where it is`, {
      hint: `write ${oneOfText(keys)}`,
    });
  for (const other of more)
    report.errorAtKey('one-of', other, `${what} has one place, and "${first!.key}" says it already`, {
      related: [{ text: 'the first one', place: keyPlace(first!) }],
      hint: `one of ${oneOfText(keys, 'and')} is enough; what there is twice is two of them`,
    });
};
