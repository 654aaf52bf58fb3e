import type { Evidence, EvidenceKind } from '#model/evidence.ts';
import type { Finding, Severity } from '#model/finding.ts';
import type { Network, Waiver } from '#model/network.ts';
import { causesFirst } from './causes.ts';
import { ruleContext } from './context.ts';
import { findingOf, grouped } from './grouping.ts';
import { type Profile, severityIn } from './profiles.ts';
import type { Rule, RuleContext } from './rule.ts';
import { waiversOn } from './waivers.ts';

/** What is asked of the network. */
export interface Question {
  /** An ISO date: waivers end, records grow old. */
  readonly today: string;
  /** Whose rules; the talk's unless said otherwise. */
  readonly profiles?: readonly Profile[];
  /** Ids of the only rules to ask, whatever their profiles and scenario. */
  readonly only?: readonly string[];
  readonly evidence?: Evidence;
}

/** A finding that somebody accepts today. */
export interface Waived {
  readonly finding: Finding;
  readonly waiver: Waiver;
}

/** What a rule could not judge, and why. */
export interface Unjudged {
  readonly rule: string;
  readonly reason: string;
}

/** What the rules say. A rule of `asked` without a finding and without a line in `unjudged` is kept. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
  readonly unjudged: readonly Unjudged[];
  /** Ids of the rules that were asked. */
  readonly asked: readonly string[];
}

const MISSING: Readonly<Record<EvidenceKind, string>> = {
  rendered: 'nothing was rendered',
  records: 'there are no records',
};

/** A rule with the severity that it has in this question. */
type Asked = Rule & { readonly severity: Severity };

const chosen = (rules: readonly Rule[], network: Network, question: Question): Asked[] => {
  const { only, profiles = ['talk'] } = question;
  if (only) return rules.filter((rule) => only.includes(rule.id));
  return rules.flatMap((rule) => {
    const severity = severityIn(rule, profiles);
    return severity === undefined || rule.from > network.scenario ? [] : [{ ...rule, severity }];
  });
};

/** What a rule lacks to say anything, or could not say of some things. */
const unjudgedBy = (rule: Rule, context: RuleContext): Unjudged[] => {
  const missing = (rule.needs ?? []).filter((kind) => context[kind] === undefined);
  const reasons = missing.length > 0 ? missing.map((kind) => MISSING[kind]) : rule.unjudged?.(context);
  return (reasons ?? []).map((reason) => ({ rule: rule.id, reason }));
};

/**
 * Asks every rule that the question is about. Accepted remarks are put aside first, then those that share a cause become
 * one finding, and causes come before what follows from them.
 */
export const judge = (rules: readonly Rule[], network: Network, question: Question): Judgement => {
  const context = ruleContext(network, question.today, question.evidence);
  const waivers = waiversOn(network.waivers, question.today);
  const asked = chosen(rules, network, question);
  const waived: Waived[] = [];
  const unjudged: Unjudged[] = [];
  const findings = asked.flatMap((rule) => {
    const lacks = unjudgedBy(rule, context);
    unjudged.push(...lacks);
    if ((rule.needs ?? []).some((kind) => context[kind] === undefined)) return [];
    const { left, covered } = waivers.split(rule, rule.check(context));
    waived.push(...covered.map(({ remark, waiver }) => ({ finding: findingOf(rule, remark), waiver })));
    return grouped(rule, left);
  });
  const silent = new Set(unjudged.map(({ rule }) => rule));
  const judged = asked.filter((rule) => !silent.has(rule.id));
  return {
    findings: causesFirst([...findings, ...waivers.findings(rules, judged)], rules),
    waived,
    unjudged,
    asked: asked.map((rule) => rule.id),
  };
};
