/** Nesting that no inventory needs; parsers of YAML recurse, so deeper files are refused before they are parsed. */
export const MOST_LEVELS = 100;

const isBlank = (char: string | undefined): boolean =>
  char === undefined || char === ' ' || char === '\n' || char === '\t' || char === '\r';

/** Offset behind a quoted scalar that begins at `at`; the end of the text if it never closes. */
const skipQuoted = (text: string, at: number): number => {
  const quote = text[at]!;
  for (let i = at + 1; i < text.length; i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote) return i;
  }
  return text.length;
};

/** Offset at which brackets nest too deep. Approximate inside block scalars; the parser's own limit is behind it. */
const deepBrackets = (text: string): number | undefined => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '[' || char === '{') {
      if (++depth > MOST_LEVELS) return i;
    } else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    else if ((char === '"' || char === "'") && (isBlank(text[i - 1]) || '[{,:'.includes(text[i - 1]!)))
      i = skipQuoted(text, i);
    else if (char === '#' && isBlank(text[i - 1])) {
      const end = text.indexOf('\n', i);
      i = end < 0 ? text.length : end;
    }
  }
  return undefined;
};

/** `- - - x` and `? ? x` open a level with each sign. */
const signsOf = (line: string): number => {
  let count = 0;
  for (let i = 0; i < line.length && count <= MOST_LEVELS; i++) {
    if (isBlank(line[i])) continue;
    if (!'-?:'.includes(line[i]!) || !isBlank(line[i + 1])) break;
    count++;
  }
  return count;
};

const deepBlocks = (text: string): number | undefined => {
  const indents: number[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/);
    if (indent >= 0) {
      while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop();
      indents.push(indent);
      if (indents.length + signsOf(line) > MOST_LEVELS) return at + indent;
    }
    at += line.length + 1;
  }
  return undefined;
};

/** Where a text of YAML nests deeper than 100 levels, if it does. Linear in its size. */
export const tooDeepAt = (text: string): number | undefined => deepBrackets(text) ?? deepBlocks(text);
