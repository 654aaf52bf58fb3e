import type { Finding } from '#model/finding.ts';

/** Findings that say the same of several places, and what follows from them. */
export interface Joined {
  readonly first: Finding;
  /** All of them, the first too. */
  readonly findings: readonly Finding[];
}

/** Two of a kind are shown as they are, with their places; from three on they are told once. */
const FROM = 3;

/** The site that a thing is in: the first part of its id. */
export const siteOf = (id: string): string => id.split(/[/:]/, 1)[0] ?? id;

/** A sentence with the names of its own site left blank: `"zrh1/r01/gw1" has one …` and `"ber1/r01/gw1" has one …` are one. */
const withoutNames = (text: string, on: string): string => {
  const site = siteOf(on);
  return text.replace(/"([^"]*)"/g, (quoted, name: string) => (siteOf(name) === site ? '""' : quoted));
};

/** What says the same has the same key. A finding about nothing that has a name stands alone. */
const keyOf = ({ code, severity, text, hint = '', on, alike, because = '' }: Finding): string | undefined => {
  if (on === undefined) return undefined;
  const sentence = withoutNames(alike?.sentence ?? text, on);
  return JSON.stringify([code, severity, sentence, withoutNames(hint, on), because]);
};

/** The findings with, for each, the place in the list of the one that causes it: the last one before with that code. */
const causesOf = (findings: readonly Finding[]): (number | undefined)[] => {
  const lastWith = new Map<string, number>();
  return findings.map(({ code, because }, at) => {
    const cause = because === undefined ? undefined : lastWith.get(because);
    lastWith.set(code, at);
    return cause;
  });
};

/** Keys of all findings; the same only below causes of the same key, and from `FROM` of them on. */
const keysOf = (findings: readonly Finding[], causes: readonly (number | undefined)[]): string[] => {
  const keys: string[] = [];
  const counts = new Map<string, number>();
  findings.forEach((finding, at) => {
    const cause = causes[at];
    const key = `${cause === undefined ? '' : keys[cause]} > ${keyOf(finding) ?? at}`;
    keys.push(key);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return keys.map((key, at) => ((counts.get(key) ?? 0) < FROM ? `${at}` : key));
};

interface Node {
  readonly findings: Finding[];
  readonly symptoms: Map<string, Node>;
}

const newNode = (): Node => ({ findings: [], symptoms: new Map() });

const treeOf = (findings: readonly Finding[]): Node => {
  const causes = causesOf(findings);
  const keys = keysOf(findings, causes);
  const root = newNode();
  const nodes: Node[] = [];
  findings.forEach((finding, at) => {
    const cause = causes[at];
    const above = cause === undefined ? root : nodes[cause]!;
    const node = above.symptoms.get(keys[at]!) ?? newNode();
    node.findings.push(finding);
    above.symptoms.set(keys[at]!, node);
    nodes.push(node);
  });
  return root;
};

/** What stands below, in order; a loop, since a stack has an end. */
const flat = (root: Node): Joined[] => {
  const found: Joined[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const [first] = node.findings;
    if (first) found.push({ first, findings: node.findings });
    open.push(...[...node.symptoms.values()].reverse());
  }
  return found;
};

/**
 * What is the same sentence but for the place is told once, where the first of them stands; what follows from it stays right below.
 * Nothing is left out: each finding is in one of them.
 */
export const joinFindings = (findings: readonly Finding[]): Joined[] => flat(treeOf(findings));
