import type { Finding, Severity } from '#model/finding.ts';
import type { Rule } from './rule.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** The thing itself and everything around it that a name tells: `z/r/d:p`, `z/r/d`, `z/r`, `z`. */
const aroundOf = (on: string): string[] => [
  on,
  ...[...on.matchAll(/[/:]/g)].map(({ index }) => on.slice(0, index)),
];

/** The findings on each thing by code, with their rank in the order that they were found in. */
type Index = ReadonlyMap<string, readonly (readonly [rank: number, finding: Finding])[]>;

const keyOf = (code: string, on: string): string => `${code} ${on}`;

const indexed = (findings: readonly Finding[], codes: ReadonlySet<string>): Index => {
  const index = new Map<string, [number, Finding][]>();
  for (const [rank, finding] of findings.entries()) {
    if (finding.on === undefined || !codes.has(finding.code)) continue;
    const key = keyOf(finding.code, finding.on);
    const list = index.get(key);
    // Beside the first only one more can be asked for: where the first is the symptom itself.
    if (!list) index.set(key, [[rank, finding]]);
    else if (list.length < 2) list.push([rank, finding]);
  }
  return index;
};

/** The first finding of a rule that this one's comes after, on the same thing or around it. */
const causeOf = (finding: Finding, index: Index, after: readonly string[]): Finding | undefined => {
  const { on } = finding;
  if (on === undefined || after.length === 0) return undefined;
  const causes = aroundOf(on)
    .flatMap((around) => after.flatMap((code) => index.get(keyOf(code, around)) ?? []))
    .filter(([, other]) => other !== finding);
  return causes.sort(([a], [b]) => a - b)[0]?.[1];
};

/**
 * Findings as they should be read: errors before warnings before the rest, but each symptom right below its cause, whatever
 * its severity, with the cause named.
 */
export const causesFirst = (findings: readonly Finding[], rules: readonly Rule[]): Finding[] => {
  const after = new Map(rules.map((rule) => [rule.id, rule.after ?? []]));
  const index = indexed(findings, new Set([...after.values()].flat()));
  const symptoms = new Map<Finding, Finding[]>();
  const roots: Finding[] = [];
  for (const finding of findings) {
    const cause = causeOf(finding, index, after.get(finding.code) ?? []);
    const before = cause && symptoms.get(cause);
    if (before) before.push(finding);
    else if (cause) symptoms.set(cause, [finding]);
    else roots.push(finding);
  }
  const told = (finding: Finding, because?: Finding): Finding[] => [
    because ? { ...finding, because: because.code } : finding,
    ...(symptoms.get(finding) ?? []).flatMap((symptom) => told(symptom, finding)),
  ];
  const bySeverity = ORDER.flatMap((severity) => roots.filter((finding) => finding.severity === severity));
  return bySeverity.flatMap((finding) => told(finding));
};
