import type { Finding } from '#model/finding.ts';

/** Findings that only one of two inventories has. */
export interface FindingChanges {
  readonly more: readonly Finding[];
  readonly fewer: readonly Finding[];
}

/** What a finding says, without where it is written: lines move. */
const keyOf = ({ code, severity, text, on }: Finding): string => [code, severity, on ?? '', text].join('\n');

const onlyIn = (one: readonly Finding[], other: readonly Finding[]): Finding[] => {
  const there = new Map<string, number>();
  for (const finding of other) there.set(keyOf(finding), (there.get(keyOf(finding)) ?? 0) + 1);
  return one.filter((finding) => {
    const left = there.get(keyOf(finding)) ?? 0;
    there.set(keyOf(finding), left - 1);
    return left <= 0;
  });
};

const ORDER = ['error', 'warning', 'info'] as const;

const worstFirst = (findings: readonly Finding[]): Finding[] =>
  ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));

/** Findings that are new and gone, errors first. */
export const findingChanges = (before: readonly Finding[], after: readonly Finding[]): FindingChanges => ({
  more: worstFirst(onlyIn(after, before)),
  fewer: worstFirst(onlyIn(before, after)),
});
