import type { Finding, Severity } from '#model/finding.ts';
import { isWithin } from './_text.ts';
import type { Rule } from './rule.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** The first finding of a rule that this one's comes after, on the same thing or around it. */
const causeOf = (finding: Finding, all: readonly Finding[], after: readonly string[]): Finding | undefined =>
  all.find(
    (other) =>
      other !== finding &&
      after.includes(other.code) &&
      finding.on !== undefined &&
      other.on !== undefined &&
      isWithin(finding.on, other.on),
  );

/**
 * Findings as they should be read: errors before warnings before the rest, but each symptom right below its cause, whatever
 * its severity, with the cause named.
 */
export const causesFirst = (findings: readonly Finding[], rules: readonly Rule[]): Finding[] => {
  const after = new Map(rules.map((rule) => [rule.id, rule.after ?? []]));
  const symptoms = new Map<Finding, Finding[]>();
  const roots: Finding[] = [];
  for (const finding of findings) {
    const cause = causeOf(finding, findings, after.get(finding.code) ?? []);
    if (cause) symptoms.set(cause, [...(symptoms.get(cause) ?? []), finding]);
    else roots.push(finding);
  }
  const told = (finding: Finding, because?: Finding): Finding[] => [
    because ? { ...finding, because: because.code } : finding,
    ...(symptoms.get(finding) ?? []).flatMap((symptom) => told(symptom, finding)),
  ];
  const bySeverity = ORDER.flatMap((severity) => roots.filter((finding) => finding.severity === severity));
  return bySeverity.flatMap((finding) => told(finding));
};
