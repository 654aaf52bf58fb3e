import stringWidth from 'string-width';

const wrapLine = (line: string, width: number, hanging: number): string => {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const next = ' '.repeat(indent.length + hanging);
  const lines: string[] = [];
  let open = '';
  for (const word of line.slice(indent.length).split(' ')) {
    const start = lines.length === 0 ? indent : next;
    const longer = open === '' ? `${start}${word}` : `${open} ${word}`;
    if (open !== '' && stringWidth(longer) > width) {
      lines.push(open);
      open = `${next}${word}`;
    } else open = longer;
  }
  return [...lines, open].join('\n');
};

/**
 * Prose in lines that fit, broken between words; what does not fit goes on further in. A word that is too long stays whole, since it is
 * a name that somebody copies. Tables are not for this.
 */
export const wrap = (text: string, width: number, hanging = 4): string =>
  width === Number.POSITIVE_INFINITY
    ? text
    : text
        .split('\n')
        .map((line) => (stringWidth(line) <= width ? line : wrapLine(line, width, hanging)))
        .join('\n');
