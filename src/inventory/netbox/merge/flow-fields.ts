import { isMap, isScalar, parseDocument } from 'yaml';

/** The fields of `{ kind: data, draw: 150 }` as they are written; undefined for anything else. */
const fieldsOf = (text: string): ReadonlyMap<string, string> | undefined => {
  if (!text.startsWith('{')) return undefined;
  const { contents, errors } = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  if (errors.length > 0 || !isMap(contents)) return undefined;
  const fields = new Map<string, string>();
  for (const { key, value } of contents.items) {
    const range = isScalar(value) || isMap(value) ? value.range : undefined;
    if (!isScalar(key) || !range || fields.has(String(key.source))) return undefined;
    fields.set(String(key.source), text.slice(range[0], range[1]));
  }
  return fields;
};

/**
 * A map in braces, merged field by field: what one side changed is as that side has it. Undefined if both changed the same field,
 * or if one of the three is no such map.
 */
export const mergeFields = (base: string, mine: string, theirs: string): string | undefined => {
  const [old, own, now] = [fieldsOf(base), fieldsOf(mine), fieldsOf(theirs)];
  if (!old || !own || !now) return undefined;
  const merged: string[] = [];
  for (const key of new Set([...own.keys(), ...now.keys(), ...old.keys()])) {
    const [was, here, there] = [old.get(key), own.get(key), now.get(key)];
    if (here !== there && here !== was && there !== was) return undefined;
    const value = here === was ? there : here;
    if (value !== undefined) merged.push(`${key}: ${value}`);
  }
  return merged.length > 0 ? `{ ${merged.join(', ')} }` : '{}';
};
