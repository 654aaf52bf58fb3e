/**
 * Characters that XML 1.0 forbids (section 2.2, production 2), and those that turn the direction of the text around them
 * (Unicode Bidirectional Algorithm, UAX 9): one such name would reorder its neighbours.
 */
const UNFIT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text as one may show it: what XML forbids or what reorders text is a replacement character. */
export const printable = (text: string): string => text.replace(UNFIT, '\ufffd');

/** The text for an element or an attribute of XML. */
export const escapeXml = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (one) => ENTITIES[one]!);

/** Widths in em of DejaVu Sans, the widest of the usual system fonts: what fits in it fits in the others. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;|'!]/, 0.33],
  [/[frt()[\]/ -]/, 0.4],
  [/[mMW@%\u2026\u2014]/, 0.98],
  [/[w]/, 0.82],
  [/[A-Z&]/, 0.72],
  // Everything that is not Latin may be as wide as it is high.
  [/[^\u0020-\u024f\u2010-\u2027]/, 1.05],
];
const OTHERS = 0.625;
const BOLD = 1.11;

const widthOf = (one: string): number => WIDTHS.find(([like]) => like.test(one))?.[1] ?? OTHERS;
/** Nearly every name is of these. */
const ASCII: readonly number[] = Array.from({ length: 128 }, (_, code) => widthOf(String.fromCharCode(code)));

/** Widths of the characters in em. */
const widthsOf = (text: string): number[] =>
  Array.from(text, (one) => ASCII[one.codePointAt(0)!] ?? widthOf(one));

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

/** About how wide the text is, never less than it will be in a usual font; same unit as the size. */
export const textWidth = (text: string, size: number, bold = false): number =>
  sum(widthsOf(printable(text))) * size * (bold ? BOLD : 1);

/** Nothing that is longer fits anywhere. */
const MOST = 600;

/** The text, or as much of its two ends as fits, more of the second: names mostly differ at their end. */
export const shortened = (text: string, width: number, size: number, bold = false): string => {
  const room = width / (size * (bold ? BOLD : 1)) + 1e-6;
  const cut = text.length > MOST;
  const all = [...printable(cut ? text.slice(0, MOST / 2) + text.slice(-MOST / 2) : text)];
  const widths = widthsOf(all.join(''));
  let left = sum(widths);
  if (!cut && left <= room) return all.join('');
  let [head, tail] = [Math.ceil(all.length / 3), Math.floor((all.length * 2) / 3)];
  for (left += widthOf('…'); left > room && head + tail > 1; ) {
    if (head > tail / 2) left -= widths[--head]!;
    else left -= widths[all.length - tail--]!;
  }
  if (head + tail <= 1) return '…';
  return `${all.slice(0, head).join('')}…${all.slice(all.length - tail).join('')}`;
};

/** A text as it fits: whole, smaller, or with something left out. */
export interface Fitted {
  readonly text: string;
  readonly size: number;
  readonly cut: boolean;
}

/** No text is made smaller than this, or than three quarters of what it should be. */
const LEAST = 9.5;

/** The text in one line of this width: smaller rather than shortened. */
export const fitted = (text: string, width: number, size: number, bold = false): Fitted => {
  const [wide, least] = [textWidth(text, 1, bold), Math.min(size, Math.max(LEAST, size * 0.75))];
  const fits = Math.min(size, Math.floor((width / wide) * 4) / 4);
  if (fits >= least) return { text: printable(text), size: fits, cut: false };
  return { text: shortened(text, width, least, bold), size: least, cut: true };
};

/** Whether a name may go on in a second line here: after what is no letter or digit, or before a number. */
const mayBreak = (before: string, after: string): boolean =>
  /[^\p{L}\p{N}]/u.test(before) || (/\p{L}/u.test(before) && /\p{N}/u.test(after));

/** The text in two lines that are about as long, at a break if there is one. */
export const inTwo = (text: string): [string, string] => {
  const all = [...printable(text)];
  const off = (at: number): number => Math.abs(at - all.length / 2);
  const breaks = all.flatMap((one, at) => (at > 0 && mayBreak(all[at - 1]!, one) ? [at] : []));
  const best = breaks.filter((at) => off(at) <= all.length / 4).sort((a, b) => off(a) - off(b))[0];
  const at = best ?? Math.ceil(all.length / 2);
  return [all.slice(0, at).join(''), all.slice(at).join('')];
};

/** The text in lines that are no wider than this, broken at spaces; the last of so many is shortened. */
export const inLines = (text: string, width: number, size: number, bold = false, most = 6): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length === 0) lines.push(line);
    else if (lines.length === most || textWidth(line, size, bold) <= width) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.map((line) => shortened(line, width, size, bold));
};

/** `39 racks`, `1 rack`, `2 switches` */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : what.endsWith('ch') ? 'es' : 's'}`;
