import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#model/finding.ts';
import { findingsText } from './findings.ts';
import { joinFindings } from './joined.ts';

const at = (line: number) => ({ file: 'relaxops.yaml', line, column: 3, path: `line${line}` });

/** A finding about a device, as rules write it. */
const lonely = (site: string, line: number, more: Partial<Finding> = {}): Finding => ({
  code: 'R33',
  severity: 'error',
  on: `${site}/r1/sw1`,
  place: at(line),
  text: `"${site}/r1/sw1" has no console server`,
  alike: { sentence: '{0} have no console server', what: 'devices', things: [`${site}/r1/sw1`] },
  ...more,
});

/** A finding of a rule that says nothing about several. */
const plain = (site: string, line: number): Finding => ({
  code: 'R12',
  severity: 'error',
  on: `${site}/r1/gw1:wan`,
  place: at(line),
  text: `the uplink of "${site}/r1/gw1" needs "gas-and-co"`,
});

const sites = ['akron', 'albany', 'buffalo', 'camden', 'nashua', 'utica'];

describe('what is the same but for the place', () => {
  it('is said once, with how many and where', () => {
    const findings = sites.map((site, n) => lonely(site, n + 1, { hint: 'add one' }));
    expect(
      findingsText(findings),
    ).toBe(`relaxops.yaml:1:3 error R33: 6 devices at 6 sites have no console server
  at akron, albany, buffalo, camden and 2 more
  hint add one
`);
  });

  it('is said of the first where there is no sentence about several', () => {
    expect(
      findingsText(sites.map(plain)),
    ).toBe(`relaxops.yaml:0:3 error R12: line0: the uplink of "akron/r1/gw1" needs "gas-and-co"
  and the same of 5 more: albany/r1/gw1:wan, buffalo/r1/gw1:wan, camden/r1/gw1:wan, nashua/r1/gw1:wan and 1 more
`);
  });

  it('counts every device of findings that are about several', () => {
    const many = { sentence: '{0} have no console server', what: 'devices', things: ['nyc/a', 'nyc/b'] };
    const findings = [
      ...sites.slice(0, 2).map((site, n) => lonely(site, n)),
      lonely('nyc', 9, { on: 'nyc', alike: many }),
    ];
    expect(findingsText(findings)).toMatch(/: 4 devices at 3 sites have .*\n {2}at akron, albany, nyc\n$/);
  });

  it('stays as it is where there are two', () => {
    const two = sites.slice(0, 2).map((site, n) => lonely(site, n));
    expect(findingsText(two).match(/^relaxops.yaml/gm)).toHaveLength(2);
  });

  it.each([
    ['hint', (n: number) => ({ hint: `take way ${n}` })],
    ['severity', (n: number) => ({ severity: (['error', 'warning', 'info'] as const)[n % 3]! })],
    ['rule', (n: number) => ({ code: `R0${n}` })],
  ])('is not the same with another %s', (_what, more) => {
    const findings = sites.slice(0, 3).map((site, n) => lonely(site, n, more(n)));
    expect(joinFindings(findings)).toHaveLength(3);
  });

  it('is not the same where names of elsewhere differ', () => {
    const over = (provider: string, n: number) => ({
      ...plain(sites[n]!, n),
      text: `the uplink of "${sites[n]}/r1/gw1" needs "${provider}"`,
    });
    expect(joinFindings(['init7', 'salt', 'swisscom'].map(over))).toHaveLength(3);
  });

  it('leaves mistakes of an inventory alone, which are about nothing that has a name', () => {
    const mistakes = [1, 2, 3].map((line): Finding => {
      return { code: 'unknown-key', severity: 'error', place: at(line), text: 'unknown key "sits"' };
    });
    expect(joinFindings(mistakes)).toHaveLength(3);
  });
});

describe('causes and what follows from them', () => {
  const cause = (site: string, n: number): Finding => ({ ...plain(site, n), code: 'R11' });
  const symptom = (site: string, n: number): Finding => lonely(site, n, { because: 'R11' });

  it('are joined each, the symptoms below their cause', () => {
    const findings = [
      ...sites.flatMap((site, n) => [cause(site, n), symptom(site, n)]),
      { ...plain('nyc', 50), code: 'R50' },
    ];
    expect(joinFindings(findings).map((one) => [one.first.code, one.findings.length])).toEqual([
      ['R11', 6],
      ['R33', 6],
      ['R50', 1],
    ]);
  });

  it('stay in their order where they are few', () => {
    const findings = sites.slice(0, 2).flatMap((site, n) => [cause(site, n), symptom(site, n)]);
    expect(joinFindings(findings).map((one) => one.first)).toEqual(findings);
  });

  it('are not joined below different causes', () => {
    const other = { ...plain('nyc', 9), code: 'R11', text: 'something else' };
    const findings = [...sites.map(cause), symptom('akron', 1), other, symptom('nyc', 9)];
    expect(joinFindings(findings).map((one) => one.first.code)).toEqual(['R11', 'R33', 'R11', 'R33']);
  });
});

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    site: fc.constantFrom(...sites),
    line: fc.nat(99),
    code: fc.constantFrom('R01', 'R11', 'R33'),
    because: fc.option(fc.constantFrom('R01', 'R11'), { nil: undefined }),
  })
  .map(({ site, line, code, because }) => lonely(site, line, because ? { code, because } : { code }));

it('nothing is lost, and nothing said twice', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 60 }), (findings) => {
      const joined = joinFindings(findings).flatMap((one) => one.findings);
      expect(joined).toHaveLength(findings.length);
      expect(new Set(joined)).toEqual(new Set(findings));
    }),
  );
});

describe('a list has an end', () => {
  const each = Array.from({ length: 20_000 }, (_, n) => ({ ...plain('akron', n), text: `thing ${n}` }));

  it('and says how many more, and how to see them', () => {
    const text = findingsText(each, undefined, { most: 10, rest: (code) => `ask for ${code}` });
    expect(text.trimEnd().split('\n')).toHaveLength(11);
    expect(text).toMatch(/\nand 19990 more of R12: ask for R12\n$/);
  });

  it('of its own accord', () => expect(findingsText(each).split('\n').length).toBeLessThan(40));

  it('unless all are wanted', () => {
    expect(findingsText(each, undefined, { all: true }).trimEnd().split('\n')).toHaveLength(20_000);
  });
});
