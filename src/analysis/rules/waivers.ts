import type { Finding } from '#model/finding.ts';
import type { Waiver } from '#model/network.ts';
import type { Remark, Rule } from './rule.ts';

/** A waiver for a site holds for its racks, devices and ports as well. */
const isWithin = (id: string, on: string): boolean =>
  id === on || id.startsWith(`${on}/`) || id.startsWith(`${on}:`);

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

/** The network's waivers on one day: they take remarks away, and become findings themselves. */
export interface Waivers {
  /** The remarks of a rule that nobody accepts today. */
  left(rule: Rule, remarks: readonly Remark[]): Remark[];
  /** What there is to say about the waivers, once every rule has been asked. */
  findings(rules: readonly Rule[]): Finding[];
}

const verdict = (waiver: Waiver, today: string, rules: readonly Rule[]): Finding => {
  if (hasExpired(waiver, today)) return expired(waiver);
  const known = rules.some((rule) => rule.id === waiver.rule);
  return unused(waiver, known ? 'as the rule finds nothing there' : 'as there is no such rule');
};

/** Keeps book of which waivers were of use. */
export const waiversOn = (all: readonly Waiver[], today: string): Waivers => {
  const used = new Set<Waiver>();
  return {
    left: (rule, remarks) => {
      const valid = all.filter((w) => w.rule === rule.id && !hasExpired(w, today));
      return remarks.filter((remark) => {
        const covering = valid.filter((waiver) => covers(waiver, remark));
        for (const waiver of covering) used.add(waiver);
        return covering.length === 0;
      });
    },
    findings: (rules) =>
      all.filter((waiver) => !used.has(waiver)).map((waiver) => verdict(waiver, today, rules)),
  };
};
