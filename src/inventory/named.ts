import { expandHostlist } from '#base/hostlist.ts';
import type { NameProblem } from './names.ts';
import { keyPlace, type Node, quote } from './node.ts';
import type { Report } from './report.ts';
import { entriesOf, type Shape } from './shape.ts';

/** An entry of a map whose keys are names. */
export interface Named<T> {
  readonly name: string;
  readonly node: Node;
  /** Undefined if it was wrong, which is reported already. */
  readonly value: T | undefined;
}

type NameCheck = (name: string) => NameProblem | undefined;

/** Reports a name that cannot be one. What it names is read all the same, and may be named elsewhere. */
const checkName = (name: string, node: Node, check: NameCheck, report: Report): void => {
  const problem = check(name);
  if (problem)
    report.errorAtKey('bad-name', node, `${quote(name)} cannot be a name: ${problem.text}`, {
      hint: problem.hint,
    });
};

/** A map from names to values. */
export const named = <T>(what: string, check: NameCheck, value: Shape<T>): Shape<Named<T>[]> => ({
  json: { type: ['object', 'null'], additionalProperties: value.json },
  read: (node, report) =>
    [...(entriesOf(node, report, what) ?? [])].map(([name, entry]) => {
      checkName(name, entry, check, report);
      return { name, node: entry, value: value.read(entry, report) };
    }),
});

/** The names that a key with ranges spells; none after reporting that it spells none. */
const rangeNames = (key: string, node: Node, check: NameCheck, report: Report): string[] => {
  const names = expandHostlist(key);
  if (!names.ok) {
    const hint = names.error.code === 'empty-range' ? 'the smaller number comes first' : undefined;
    report.errorAtKey(names.error.code, node, `${names.error.text}, expected a range such as "srv[01-20]"`, {
      hint,
    });
    return [];
  }
  for (const name of names.value) checkName(name, node, check, report);
  return names.value;
};

/** A map whose keys are names or ranges of names. */
export const ranged = <T>(what: string, check: NameCheck, value: Shape<T>): Shape<Named<T>[]> => ({
  json: { type: ['object', 'null'], additionalProperties: value.json },
  read: (node, report) => {
    const all = new Map<string, Named<T>>();
    for (const [key, entry] of entriesOf(node, report, what) ?? []) {
      const names = rangeNames(key, entry, check, report);
      const read = value.read(entry, report);
      for (const name of names) addOnce(all, { name, node: entry, value: read }, report);
    }
    return [...all.values()];
  },
});

const addOnce = <T>(all: Map<string, Named<T>>, entry: Named<T>, report: Report): void => {
  const first = all.get(entry.name);
  if (!first) all.set(entry.name, entry);
  else duplicateName(report, entry.name, entry.node, first.node);
};

/** Reports a name that is there already. */
export const duplicateName = (report: Report, name: string, node: Node, first: Node): void => {
  report.errorAtKey('duplicate-name', node, `${quote(name)} is there already, expected another name`, {
    related: [{ text: 'the first one', place: keyPlace(first) }],
  });
};
