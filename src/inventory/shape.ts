import { hasControl } from '#base/control.ts';
import { expectedNearest, oneOfText } from './nearest.ts';
import { type Node, quote, valuePlace } from './node.ts';
import type { Report } from './report.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a value of the inventory looks like: one definition that both reads it, reporting what is wrong with its
 * place, and says it as JSON Schema.
 */
export interface Shape<T> {
  /** The value, or undefined after reporting why not. */
  read(node: Node, report: Report): T | undefined;
  readonly json: JsonSchema;
  readonly required?: boolean;
}

/** What is written, for messages: `a list`, `"abc"`. */
const written = (node: Node): string => {
  if (node.content.type !== 'scalar') return node.content.type === 'map' ? 'a map' : 'a list';
  return node.content.value === null ? 'nothing' : quote(node.content.text);
};

/** Reports a value of another type than expected. */
export const wrongType = (node: Node, report: Report, expected: string): undefined => {
  report.error('wrong-type', node, `${written(node)} is not what belongs here, expected ${expected}`);
  return undefined;
};

/** Must be written. */
export const required = <T>(shape: Shape<T>): Shape<T> => ({ ...shape, required: true });

/** With a sentence that editors show. */
export const described = <T>(description: string, shape: Shape<T>): Shape<T> => ({
  ...shape,
  json: { ...shape.json, description },
});

/** A text that is not empty. */
const SOMETHING = '\\S';

/** Text as written; numbers count as their text, so that version `15.10` stays that. Blanks around it make another name of it. */
export const text = (what: string, pattern = SOMETHING): Shape<string> => {
  const test = new RegExp(pattern);
  return {
    json: { type: ['string', 'number'], pattern },
    read: (node, report) => {
      const { content } = node;
      const fits =
        content.type === 'scalar' && content.text.length <= 10_000 && typeof content.value !== 'boolean';
      if (!fits || content.value === null) return wrongType(node, report, what);
      if (hasControl(content.text)) return wrongType(node, report, `${what}, without control characters`);
      const blanks = content.text.trim() !== '' && /^[ \t]|[ \t]$/.test(content.text);
      if (test.test(content.text) && !blanks) return content.text;
      const more = blanks ? { hint: 'leave out the blanks around it' } : {};
      report.error('bad-value', node, `${quote(content.text)} is not ${what}`, more);
      return undefined;
    },
  };
};

/** A text that a function turns into a value, or says what is wrong with it. */
export const parsed = <T>(
  what: string,
  parse: (text: string) => T | undefined,
  json: JsonSchema = { type: 'string' },
): Shape<T> => {
  const plain = text(what);
  return {
    json,
    read: (node, report) => {
      const value = plain.read(node, report);
      if (value === undefined) return undefined;
      const result = parse(value);
      if (result === undefined) report.error('bad-value', node, `${quote(value)} is not ${what}`);
      return result;
    },
  };
};

/** A whole number in a range. */
export const integer = (minimum: number, maximum: number): Shape<number> => ({
  json: { type: 'integer', minimum, maximum },
  read: (node, report) => {
    const value = node.content.type === 'scalar' ? node.content.value : undefined;
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
    return fits
      ? value
      : wrongType(
          node,
          report,
          minimum === maximum ? `${minimum}` : `a whole number from ${minimum} to ${maximum}`,
        );
  },
});

/** `true` or `false`; `yes` and `no` are understood as well. */
export const yesNo: Shape<boolean> = {
  json: { enum: [true, false, 'yes', 'no'] },
  read: (node, report) => {
    const value = node.content.type === 'scalar' ? node.content.value : undefined;
    if (value === true || value === 'yes') return true;
    return value === false || value === 'no' ? false : wrongType(node, report, '"yes" or "no"');
  },
};

/** One of a closed set. */
export const oneOf = <T extends string>(code: string, what: string, values: readonly T[]): Shape<T> => ({
  json: { enum: values },
  read: (node, report) => {
    const content = node.content.type === 'scalar' ? node.content.text : undefined;
    if (content === undefined || content === '') return wrongType(node, report, oneOfText(values));
    const value = values.find((v) => v === content);
    const near = expectedNearest(content, values) || `, expected ${oneOfText(values)}`;
    if (value === undefined) report.error(code, node, `${quote(content)} is not ${what}${near}`);
    return value;
  },
});

/** Several of one shape; one alone may stand without brackets. Broken items are left out. */
export const list = <T>(item: Shape<T>, what: string): Shape<T[]> => ({
  json: { type: 'array', items: item.json },
  read: (node, report) => {
    if (node.content.type !== 'list') return wrongType(node, report, `a list of ${what}`);
    reportTwice(node.content.items, report);
    return node.content.items.map((it) => item.read(it, report)).filter((value) => value !== undefined);
  },
});

/** Reports what a list says twice. */
const reportTwice = (items: readonly Node[], report: Report): void => {
  const first = new Map<string, Node>();
  for (const item of items) {
    if (item.content.type !== 'scalar') continue;
    const before = first.get(item.content.text);
    if (!before) first.set(item.content.text, item);
    else
      report.error('duplicate-name', item, `${quote(item.content.text)} is written twice, expected once`, {
        related: [{ text: 'the first one', place: valuePlace(before) }],
      });
  }
};

/** The list, refused where it is empty: what it is there for would mean nothing, or everything. */
export const filled = <T>(shape: Shape<T[]>, instead: string): Shape<T[]> => ({
  ...shape,
  json: { ...shape.json, minItems: 1 },
  read: (node, report) => {
    const empty = node.content.type === 'list' && node.content.items.length === 0;
    if (!empty) return shape.read(node, report);
    report.error('empty-list', node, `an empty list says nothing here, expected ${instead}`);
    return undefined;
  },
});

/** Keeps the place together with the value. */
export interface At<T> {
  readonly node: Node;
  readonly value: T;
}

export const located = <T>(shape: Shape<T>): Shape<At<T>> => ({
  json: shape.json,
  read: (node, report) => {
    const value = shape.read(node, report);
    return value === undefined ? undefined : { node, value };
  },
});

type Fields = Readonly<Record<string, Shape<unknown>>>;
type ValueOf<S> = S extends Shape<infer T> ? T : never;
/** A map as it was written: what is missing or was wrong is undefined. */
export type Written<F extends Fields> = { readonly node: Node } & {
  readonly [K in keyof F]: ValueOf<F[K]> | undefined;
};

const objectJson = (fields: Fields): JsonSchema => {
  const needed = Object.keys(fields).filter((key) => fields[key]!.required);
  return {
    // Where nothing is needed, nothing may stand: `init7:` is `init7: {}`.
    type: needed.length > 0 ? 'object' : ['object', 'null'],
    properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.json])),
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: false,
  };
};

/** The entries of a map; nothing at all counts as an empty one. */
export const entriesOf = (
  node: Node,
  report: Report,
  what: string,
): ReadonlyMap<string, Node> | undefined => {
  if (node.content.type === 'map') return node.content.entries;
  if (node.content.type === 'scalar' && node.content.value === null) return new Map();
  return wrongType(node, report, what);
};

const unknownKeys = (
  what: string,
  fields: Fields,
  entries: ReadonlyMap<string, Node>,
  report: Report,
): void => {
  for (const [key, node] of entries)
    if (!Object.hasOwn(fields, key)) {
      const near = report.full ? '' : expectedNearest(key, Object.keys(fields));
      const hint = near === '' ? `its keys are ${Object.keys(fields).join(', ')}` : undefined;
      report.errorAtKey('unknown-key', node, `${quote(key)} is not a key of ${what}${near}`, { hint });
    }
};

const missingKeys = (
  what: string,
  fields: Fields,
  entries: ReadonlyMap<string, Node>,
  node: Node,
  report: Report,
): void => {
  const missing = Object.keys(fields).filter((key) => fields[key]!.required && !entries.has(key));
  if (missing.length > 0)
    report.errorAtKey('missing-key', node, `${what} needs ${oneOfText(missing, 'and')}`);
};

/** A map with known keys. */
export const object = <F extends Fields>(what: string, fields: F): Shape<Written<F>> => ({
  json: objectJson(fields),
  read: (node, report) => {
    const entries = entriesOf(node, report, what);
    if (!entries) return undefined;
    unknownKeys(what, fields, entries, report);
    const values: Record<string, unknown> = { node };
    for (const [key, field] of Object.entries(fields)) {
      const entry = entries.get(key);
      if (entry) values[key] = field.read(entry, report);
    }
    missingKeys(what, fields, entries, node, report);
    // The loop above put exactly the keys of `fields` there; TypeScript cannot follow it.
    return values as Written<F>;
  },
});

/** One shape for a plain value, another for a map. */
export const scalarOr = <A, B>(scalar: Shape<A>, map: Shape<B>): Shape<A | B> => ({
  json: { anyOf: [scalar.json, map.json] },
  read: (node, report) => (node.content.type === 'map' ? map.read(node, report) : scalar.read(node, report)),
});

/** Nothing, written as `null` or left empty, or else the shape. */
export const nullOr = <T>(shape: Shape<T>): Shape<T | null> => ({
  json: { anyOf: [shape.json, { type: 'null' }] },
  read: (node, report) =>
    node.content.type === 'scalar' && node.content.value === null ? null : shape.read(node, report),
});
