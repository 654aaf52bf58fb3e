import type { Place } from '#base/place.ts';
import { must } from '#base/result.ts';
import type { Alike, Finding, Severity } from '#model/finding.ts';
import { inside, someOf } from './_text.ts';
import type { Remark, Shared } from './rule.ts';

/** Whose remarks they are. */
export interface Author {
  readonly id: string;
  readonly severity: Severity;
}

/** `"srv01" and "srv02" of "zrh1/r01"`; what does not stand there keeps its full name. */
const namesOf = (remarks: readonly Remark[], on: string): string => {
  const names = someOf(remarks.map((remark) => inside(on, remark.on)));
  return remarks.every((remark) => remark.on.startsWith(`${on}/`)) ? `${names} of "${on}"` : names;
};

/** What it shares with its like elsewhere: the sentence without names, and who it is about. */
const alikeOf = ({ group }: Remark, things: readonly string[]): { alike?: Alike } => {
  if (!group) return {};
  const what = group.what ?? 'devices';
  const sentence = group.text('{0}').replace(`${what} {0}`, '{0}');
  return { alike: { sentence, what, things } };
};

/** A remark by itself. */
export const findingOf = (author: Author, remark: Remark): Finding => {
  const { group: _group, ...rest } = remark;
  return { code: author.id, severity: author.severity, ...rest, ...alikeOf(remark, [remark.on]) };
};

const samePlace = (a: Place, b: Place): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column;

/** The narrowest that all of them are in. */
const sharedBy = (remarks: readonly Remark[]): Shared | undefined =>
  remarks[0]?.group?.within.find((shared) =>
    remarks.every((remark) => remark.group?.within.some((other) => other.id === shared.id)),
  );

/** Where all of them are written, such as a line of a template, if the cause may be there; else what they share. */
const placeOf = (remarks: readonly Remark[], shared: Shared): Place => {
  const [first] = remarks;
  const isNarrow = (first?.group?.within.length ?? 0) > 1;
  const together = first && isNarrow && remarks.every((remark) => samePlace(remark.place, first.place));
  return together ? first.place : shared.place;
};

const groupFinding = (author: Author, remarks: readonly Remark[]): Finding => {
  const first = must(remarks[0], 'remark');
  const shared = must(sharedBy(remarks), 'what a group shares');
  const text = must(first.group, 'group').text(namesOf(remarks, shared.id));
  const things = remarks.map((remark) => remark.on);
  const whole = { on: shared.id, place: placeOf(remarks, shared), text, ...alikeOf(first, things) };
  return { ...findingOf(author, first), ...whole };
};

/** Remarks with the same key share a cause; each of the others stands alone. */
const keyOf = ({ group, hint }: Remark, at: number): string => {
  const widest = group?.within.at(-1);
  return group && widest ? `${widest.id} ${group.text('')} ${hint}` : String(at);
};

/** One finding for each cause: what several things share is said once. */
export const grouped = (author: Author, remarks: readonly Remark[]): Finding[] => {
  const groups = new Map<string, Remark[]>();
  remarks.forEach((remark, at) => {
    const key = keyOf(remark, at);
    const list = groups.get(key);
    if (list) list.push(remark);
    else groups.set(key, [remark]);
  });
  return [...groups.values()].map((list) =>
    list.length === 1 ? findingOf(author, list[0]!) : groupFinding(author, list),
  );
};
