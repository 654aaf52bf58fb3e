/**
 * What is not well-formed in an XML text (XML 1.0, 2.1), for tests: tags that do not pair up, attributes without quotes or
 * twice, a bare & or <, forbidden characters. Knows no doctype, comments or sections: our pictures have none.
 */
export const xmlFlaws = (xml: string): string[] => {
  const flaws: string[] = [];
  const open: string[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml)) flaws.push('forbidden character');
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(xml))
    flaws.push('lone surrogate');
  const text = (piece: string): void => {
    if (/&(?!(amp|lt|gt|quot|#39);)/.test(piece)) flaws.push(`bare & in "${piece.slice(0, 60)}"`);
    if (piece.includes('<')) flaws.push(`bare < in "${piece.slice(0, 60)}"`);
  };
  let at = 0;
  for (const match of xml.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z-]+="[^"<]*")*)\s*(\/?)>/g)) {
    text(xml.slice(at, match.index));
    at = match.index + match[0].length;
    const [, closing, name, attributes, empty] = match;
    const names = [...attributes!.matchAll(/([a-zA-Z-]+)="([^"]*)"/g)];
    for (const one of names) text(one[2]!);
    if (new Set(names.map((one) => one[1])).size < names.length) flaws.push(`attribute twice in ${match[0]}`);
    if (closing) {
      if (open.pop() !== name) flaws.push(`</${name}> closes nothing`);
    } else if (!empty) open.push(name!);
  }
  if (xml.slice(at).trim() !== '') flaws.push(`after the end: "${xml.slice(at, at + 60)}"`);
  return [...flaws, ...open.map((name) => `<${name}> is not closed`)];
};
