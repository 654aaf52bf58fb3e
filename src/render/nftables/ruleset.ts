/** A named set of addresses, with the facts that its elements come from. */
export interface NftSet {
  readonly name: string;
  readonly comment: string;
  readonly elements: readonly string[];
  /** By default `ipv4_addr`. */
  readonly type?: 'ipv6_addr';
}

/** A base chain, or one that others jump to. */
export interface NftChain {
  readonly name: string;
  /** `type filter hook input priority filter; policy drop;` */
  readonly hook?: string;
  readonly rules: readonly string[];
}

/** nft(8) refuses quotes inside comments, and more than 128 letters. */
const comment = (text: string): string => `comment "${text.replaceAll('"', "'").slice(0, 127)}"`;

/** A rule with the fact or wish that it rests on. */
export const rule = (text: string, why: string): string => `${text} ${comment(why)}`;

/** Several addresses as a literal, one as itself. */
export const anyOf = (items: readonly string[]): string =>
  items.length === 1 ? items[0]! : `{ ${items.join(', ')} }`;

/** Interface names, quoted. */
export const names = (interfaces: readonly string[]): string => anyOf(interfaces.map((name) => `"${name}"`));

/** More elements than these go on lines of so many: countries have thousands. */
const PER_LINE = 8;
const ONE_LINE = 64;

const elementLines = (elements: readonly string[]): string[] => {
  if (elements.length === 0) return [];
  if (elements.length <= ONE_LINE) return [`        elements = { ${elements.join(', ')} }`];
  const lines = Array.from({ length: Math.ceil(elements.length / PER_LINE) }, (_, at) =>
    elements.slice(at * PER_LINE, (at + 1) * PER_LINE).join(', '),
  );
  return ['        elements = {', ...lines.map((line) => `            ${line},`), '        }'];
};

const setLines = (set: NftSet): string[] => [
  `    set ${set.name} {`,
  `        type ${set.type ?? 'ipv4_addr'}`,
  '        flags interval',
  '        auto-merge',
  `        ${comment(set.comment)}`,
  ...elementLines(set.elements),
  '    }',
  '',
];

const chainLines = (chain: NftChain): string[] => [
  `    chain ${chain.name} {`,
  ...(chain.hook === undefined ? [] : [`        ${chain.hook}`]),
  ...chain.rules.map((line) => `        ${line}`),
  '    }',
  '',
];

/** What is left over is counted, logged at a bounded rate, and dropped. */
export const denied = (where: string): string[] => [
  `limit rate 10/minute burst 20 packets log prefix "relaxops ${where}: "`,
  rule('counter drop', 'default deny'),
];

/**
 * What a leg may not carry: counted by each rule that finds it, logged at a bounded rate, and dropped. Jumped to with `counter jump forged`.
 */
export const forgedChain: NftChain = {
  name: 'forged',
  rules: [
    'limit rate 10/minute burst 20 packets log prefix "relaxops forged: "',
    rule('drop', 'from elsewhere, or to elsewhere'),
  ],
};

/** The rule that sends there. */
export const forged = (match: string, why: string): string => rule(`${match} counter jump forged`, why);

/**
 * Sources that no route leads back to by the leg that they came in on. Before connection tracking, so that they cost no entry; rules that
 * choose a table by the address that was asked are followed, so several uplinks are fine where each has such a rule.
 */
export const reversePath = (wan: string): NftChain => ({
  name: 'way_back',
  hook: 'type filter hook prerouting priority raw; policy accept;',
  rules: [rule(`iifname ${wan} fib saddr . iif oif missing counter drop`, 'a source from elsewhere')],
});

/** Our own table, replaced in one transaction; nobody else's is touched. */
export const ruleset = (sets: readonly NftSet[], chains: readonly NftChain[]): string[] => [
  'table inet relaxops {',
  '}',
  'delete table inet relaxops',
  'table inet relaxops {',
  ...[...sets.flatMap(setLines), ...chains.flatMap(chainLines)].slice(0, -1),
  '}',
];
