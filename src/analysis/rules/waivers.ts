import type { Finding } from '#model/finding.ts';
import type { Waiver } from '#model/network.ts';
import { isWithin } from './_text.ts';
import type { Remark, Rule } from './rule.ts';

const covers = (waiver: Waiver, remark: Remark): boolean =>
  isWithin(remark.on, waiver.on) ||
  remark.group?.within.some((shared) => isWithin(shared.id, waiver.on)) === true;

const hasExpired = (waiver: Waiver, today: string): boolean => waiver.until < today.slice(0, 10);

const expired = (waiver: Waiver): Finding => ({
  code: 'waiver-expired',
  severity: 'warning',
  on: waiver.on,
  place: waiver.place,
  text: `the waiver of ${waiver.rule} for "${waiver.on}" ended on "${waiver.until}", expected a fix or a later day`,
});

const unused = (waiver: Waiver, why: string): Finding => ({
  code: 'waiver-unused',
  severity: 'info',
  on: waiver.on,
  place: waiver.place,
  text: `the waiver of ${waiver.rule} for "${waiver.on}" waives nothing, ${why}`,
});

/** Remarks that nobody accepts, and those that somebody does. */
interface Split {
  readonly left: readonly Remark[];
  readonly covered: readonly { readonly remark: Remark; readonly waiver: Waiver }[];
}

/** The network's waivers on one day: they take remarks away, and become findings themselves. */
export interface Waivers {
  split(rule: Rule, remarks: readonly Remark[]): Split;
  /**
   * What there is to say about the waivers, once every rule has been asked. A waiver of a rule that is known but not among `judged`
   * may be of use another time.
   */
  findings(known: readonly Rule[], judged?: readonly Rule[]): Finding[];
}

const has = (rules: readonly Rule[], { rule }: Waiver): boolean => rules.some(({ id }) => id === rule);

/** Keeps book of which waivers were of use. */
export const waiversOn = (all: readonly Waiver[], today: string): Waivers => {
  const used = new Set<Waiver>();
  const verdict = (waiver: Waiver, known: readonly Rule[], judged: readonly Rule[]): Finding[] => {
    if (hasExpired(waiver, today)) return [expired(waiver)];
    if (!has(known, waiver)) return [unused(waiver, 'as there is no such rule')];
    return has(judged, waiver) ? [unused(waiver, 'as the rule finds nothing there')] : [];
  };
  return {
    split: (rule, remarks) => {
      const valid = all.filter((w) => w.rule === rule.id && !hasExpired(w, today));
      const pairs = remarks.map((remark) => ({ remark, by: valid.filter((w) => covers(w, remark)) }));
      for (const { by } of pairs) for (const waiver of by) used.add(waiver);
      return {
        left: pairs.filter(({ by }) => by.length === 0).map(({ remark }) => remark),
        covered: pairs.flatMap(({ remark, by }) => (by[0] ? [{ remark, waiver: by[0] }] : [])),
      };
    },
    findings: (known, judged = known) =>
      all.filter((waiver) => !used.has(waiver)).flatMap((waiver) => verdict(waiver, known, judged)),
  };
};
