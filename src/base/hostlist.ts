import { naturalCompare } from './natural.ts';
import { fail, ok, type Result } from './result.ts';

/** Why a range was refused: it names nothing, names too much, or is not spelt as a range. */
export interface HostlistProblem {
  readonly code: 'empty-range' | 'range-too-long' | 'bad-range';
  readonly text: string;
}

/** More names than this in one range are refused. */
export const MOST_NAMES = 10_000;

const problem = (code: HostlistProblem['code'], text: string) => fail<HostlistProblem>({ code, text });

/** Parts of `a,b[1,2]c` at commas outside brackets; undefined if brackets do not pair up. */
const splitOutside = (text: string): string[] | undefined => {
  const parts = [''];
  let inside = false;
  for (const char of text) {
    if ((char === '[' && inside) || (char === ']' && !inside)) return undefined;
    if (char === '[' || char === ']') inside = !inside;
    if (char === ',' && !inside) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return inside ? undefined : parts;
};

/** `1-3`, `7` or `08-12`: the width of the low end pads all. */
const expandSpan = (span: string, room: number): Result<string[], HostlistProblem> => {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(span);
  if (!match) return problem('bad-range', `"${span}" is not a number or a span such as "1-20"`);
  const [low, high] = [match[1]!, match[2] ?? match[1]!];
  if (high.startsWith('0') && high.length !== low.length)
    return problem('bad-range', `"${span}" pads its two ends differently`);
  const count = Number(high) - Number(low) + 1;
  if (count < 1) return problem('empty-range', `"${span}" ends before it begins`);
  if (count > room) return problem('range-too-long', `"${span}" makes more than ${MOST_NAMES} names`);
  return ok(Array.from({ length: count }, (_, i) => String(Number(low) + i).padStart(low.length, '0')));
};

const expandSpans = (spans: string): Result<string[], HostlistProblem> => {
  const all: string[] = [];
  if (spans === '') return problem('empty-range', '"[]" names nothing');
  for (const span of spans.split(',')) {
    const part = expandSpan(span, MOST_NAMES - all.length);
    if (!part.ok) return part;
    all.push(...part.value);
  }
  return ok(all);
};

const expandOne = (text: string): Result<string[], HostlistProblem> => {
  let names = [''];
  for (const piece of text.split(/(\[[^\]]*\])/)) {
    const range = piece.startsWith('[') ? expandSpans(piece.slice(1, -1)) : ok([piece]);
    if (!range.ok) return range;
    if (names.length * range.value.length > MOST_NAMES)
      return problem('range-too-long', `"${text}" makes more than ${MOST_NAMES} names`);
    names = names.flatMap((name) => range.value.map((part) => name + part));
  }
  return ok(names);
};

/**
 * The names that a range in the hostlist syntax of powerman, conman and FreeIPMI spells: `srv[01-20]`,
 * `r[1-3,7]`, `gw1,gw2`, in the order written. At most 10,000.
 */
export const expandHostlist = (text: string): Result<string[], HostlistProblem> => {
  const parts = splitOutside(text);
  if (!parts) return problem('bad-range', `the brackets of "${text}" do not pair up`);
  const all: string[] = [];
  for (const part of parts) {
    if (part === '') return problem('bad-range', `"${text}" has an empty name`);
    const names = expandOne(part);
    if (!names.ok) return names;
    if (all.length + names.value.length > MOST_NAMES)
      return problem('range-too-long', `"${text}" makes more than ${MOST_NAMES} names`);
    all.push(...names.value);
  }
  return ok(all);
};

interface Run {
  readonly stem: string;
  readonly low: string;
  high: string;
}

const startRun = (name: string): Run | undefined => {
  const match = /^(.*?)(\d{1,9})$/.exec(name);
  return match ? { stem: match[1]!, low: match[2]!, high: match[2]! } : undefined;
};

/** Whether `next` is the name right after the run, spelt as the run pads. */
const follows = (run: Run, next: Run): boolean =>
  run.stem === next.stem &&
  next.low === String(Number(run.high) + 1).padStart(run.low.length, '0') &&
  (next.low.length === run.low.length || !run.low.startsWith('0'));

const runText = (run: Run): string =>
  run.low === run.high ? `${run.stem}${run.low}` : `${run.stem}[${run.low}-${run.high}]`;

/** The shortest ranges that spell these names, in natural order: the inverse of `expandHostlist`. */
export const foldHostlist = (names: readonly string[]): string => {
  const parts: (string | Run)[] = [];
  for (const name of [...names].sort(naturalCompare)) {
    const [last, run] = [parts.at(-1), startRun(name)];
    if (run && last && typeof last !== 'string' && follows(last, run)) last.high = run.low;
    else parts.push(run ?? name);
  }
  return parts.map((part) => (typeof part === 'string' ? part : runText(part))).join(',');
};
