import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { recover } from '../recovery.ts';
import { analyse } from '../state.ts';
import { ruleContext } from './context.ts';
import { judgeNetwork, rules } from './index.ts';
import { PROFILES } from './profiles.ts';

const CASES = join(import.meta.dirname, '../../../test/cases/rules');
const networkOf = (file: string) => loadInventory(join(CASES, file)).network!;
const byId = new Map(rules.map((rule) => [rule.id, rule]));

describe('every rule', () => {
  it('names causes that exist and do not go round', () => {
    const depth = (id: string, trail: readonly string[]): number => {
      expect(trail).not.toContain(id);
      const causes = byId.get(id)?.after;
      expect(byId.has(id), id).toBe(true);
      return Math.max(0, ...(causes ?? []).map((cause) => 1 + depth(cause, [...trail, id])));
    };
    expect(Math.max(...rules.map((rule) => depth(rule.id, [])))).toBeGreaterThan(0);
  });

  it('is in a profile, and every profile has rules', () => {
    expect(rules.filter((rule) => rule.profiles.length === 0)).toEqual([]);
    expect(PROFILES.filter((profile) => !rules.some((rule) => rule.profiles.includes(profile)))).toEqual([]);
  });

  it("is the talk's only with a sentence of the talk, or because of an outage", () => {
    const strange = rules.filter(
      ({ profiles, sources }) => profiles.includes('talk') && !sources.some((s) => /^T\d\d$|^INC-/.test(s)),
    );
    expect(strange.map(({ id }) => id)).toEqual([]);
  });

  it('that needs evidence says nothing without', () => {
    const network = networkOf('R20/fail.yaml');
    const { findings, unjudged } = judgeNetwork(network, { today: '2026-11-23', profiles: PROFILES });
    const needy = rules.filter((rule) => rule.needs).map(({ id }) => id);
    expect(needy.length).toBeGreaterThan(10);
    expect(findings.filter(({ code }) => needy.includes(code))).toEqual([]);
    expect(needy.filter((id) => !unjudged.some(({ rule }) => rule === id))).toEqual([]);
  });
});

describe('R65, which only looks at cables', () => {
  it.each(['R65/fail.yaml', 'R33/fail.yaml'])('%s: the analysis agrees that nobody can help', (file) => {
    const network = networkOf(file);
    const found = byId
      .get('R65')!
      .check(ruleContext(network, '2026-11-23'))
      .map(({ on }) => on);
    expect(found.length).toBeGreaterThan(0);
    const analysis = analyse(network);
    for (const on of found) {
      const failure = { kind: 'misconfiguration', scope: on };
      const [end] = [...recover(analysis, [failure]).values()];
      expect(end?.how, on).toMatch(/^hands/);
    }
  });
});
