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

/** About how wide the text is, never less than it will be in a usual font; same unit as the size. */
export const textWidth = (text: string, size: number, bold = false): number => {
  let em = 0;
  for (const one of printable(text)) em += WIDTHS.find(([like]) => like.test(one))?.[1] ?? OTHERS;
  return em * size * (bold ? BOLD : 1);
};

/** Nothing that is longer fits anywhere. */
const MOST = 600;

/** The text, or as much of its two ends as fits: names that differ, differ at the end as often as at the start. */
export const shortened = (text: string, width: number, size: number, bold = false): string => {
  const fit = printable(text.length > MOST ? text.slice(0, MOST / 2) + text.slice(-MOST / 2) : text);
  if (text.length <= MOST && textWidth(fit, size, bold) <= width) return fit;
  const all = [...fit];
  for (let keep = Math.min(all.length - 1, Math.ceil(width / (0.3 * size))); keep > 1; keep--) {
    const cut = `${all.slice(0, Math.ceil(keep / 2)).join('')}…${all.slice(all.length - Math.floor(keep / 2)).join('')}`;
    if (textWidth(cut, size, bold) <= width) return cut;
  }
  return '…';
};

/** `39 racks`, `1 rack`, `2 switches` */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : what.endsWith('ch') ? 'es' : 's'}`;
