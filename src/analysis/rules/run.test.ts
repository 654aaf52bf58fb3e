import { describe, expect, it } from 'vitest';
import type { Place } from '#base/place.ts';
import type { Evidence } from '#model/evidence.ts';
import type { Network } from '#model/network.ts';
import { PROFILES, type Profile } from './profiles.ts';
import type { Remark, Rule } from './rule.ts';
import { judge } from './run.ts';

const PLACE: Place = { file: 'relaxops.yaml', line: 1, column: 1, path: '' };

const RACK: Place = { ...PLACE, line: 2 };
const SITE: Place = { ...PLACE, line: 3 };

const NETWORK: Network = {
  name: 'empty',
  prefix: '10.0.0.0/8',
  scenario: 'b',
  timers: { vrrpAdvert: 1, vpnPing: 1, vpnRestart: 4 },
  sites: [],
  racks: [],
  devices: [],
  cables: [],
  feeds: [],
  providers: [],
  uplinks: [],
  interlinks: [],
  pairs: [],
  doors: [],
  operators: [],
  places: [],
  stations: [],
  dependencies: [],
  documents: [],
  accounts: [],
  flows: [],
  software: [],
  stories: [],
  permits: [],
  addresses: [],
  waivers: [],
};

const applyRules = (rules: readonly Rule[], network: Network, today: string) =>
  judge(rules, network, { today }).findings;

const rule = (remarks: readonly Remark[], from: Rule['from'] = 'a'): Rule => ({
  id: 'R99',
  name: 'test',
  title: 'a test',
  severity: 'warning',
  from,
  sources: [],
  profiles: ['talk'],
  check: () => [...remarks],
});

const inRack = (name: string, hint?: string, rack = 'zrh1/r01', place = PLACE): Remark => ({
  on: `${rack}/${name}`,
  place,
  text: `"${name}" is alone`,
  ...(hint === undefined ? {} : { hint }),
  group: {
    within: [
      { id: rack, place: RACK },
      { id: 'zrh1', place: SITE },
    ],
    text: (names) => `${names} are alike`,
  },
});

const texts = (remarks: readonly Remark[]): string[] =>
  applyRules([rule(remarks)], NETWORK, '2026-11-23').map((f) => f.text);

it('one device of a group speaks for itself', () => {
  expect(texts([inRack('sw1')])).toEqual(['"sw1" is alone']);
});

it('several of a group are said once, the first few by name', () => {
  const names = ['sw1', 'sw2', 'sw3', 'sw4', 'sw5'];
  expect(texts(names.slice(0, 2).map((n) => inRack(n)))).toEqual(['"sw1" and "sw2" of "zrh1/r01" are alike']);
  expect(texts(names.map((n) => inRack(n)))).toEqual([
    '"sw1", "sw2", "sw3" and 2 more of "zrh1/r01" are alike',
  ]);
});

it('what is alike in several racks is said of the site', () => {
  const remarks = [inRack('sw1'), inRack('sw1', undefined, 'zrh1/r02')];
  expect(texts(remarks)).toEqual(['"r01/sw1" and "r02/sw1" of "zrh1" are alike']);
});

it('a group stands where all of it is written, or else at what it shares', () => {
  const lines = (remarks: readonly Remark[]) =>
    applyRules([rule(remarks)], NETWORK, '2026-11-23').map((f) => [f.on, f.place.line]);
  const elsewhere = { ...PLACE, line: 9 };
  expect(lines([inRack('sw1'), inRack('sw2')])).toEqual([['zrh1/r01', 1]]);
  expect(lines([inRack('sw1'), inRack('sw2', undefined, 'zrh1/r01', elsewhere)])).toEqual([['zrh1/r01', 2]]);
  expect(lines([inRack('sw1'), inRack('sw2', undefined, 'zrh1/r02', elsewhere)])).toEqual([['zrh1', 3]]);
});

it('what needs another hint is another group', () => {
  expect(texts([inRack('sw1', 'do this'), inRack('sw2', 'do that')])).toHaveLength(2);
});

it('remarks without a group stay apart, even with the same words', () => {
  const remark = { on: 'zrh1', place: PLACE, text: 'something' };
  expect(texts([remark, remark])).toEqual(['something', 'something']);
});

it('a device with a waiver is not counted in its group', () => {
  const network = {
    ...NETWORK,
    waivers: [{ rule: 'R99', on: 'zrh1/r01/sw2', reason: 'so', until: '2027-01-01', place: PLACE }],
  };
  const remarks = ['sw1', 'sw2', 'sw3'].map((name) => inRack(name));
  expect(applyRules([rule(remarks)], network, '2026-11-23').map((f) => f.text)).toEqual([
    '"sw1" and "sw3" of "zrh1/r01" are alike',
  ]);
});

it('a rule speaks from its scenario on', () => {
  const count = (from: Rule['from']) =>
    applyRules([rule([inRack('sw1')], from)], NETWORK, '2026-11-23').length;
  expect([count('a'), count('b'), count('c'), count('d')]).toEqual([1, 1, 0, 0]);
});

it('findings carry the id and severity of their rule', () => {
  const [finding] = applyRules([rule([inRack('sw1')])], NETWORK, '2026-11-23');
  expect(finding).toEqual({
    code: 'R99',
    severity: 'warning',
    on: 'zrh1/r01/sw1',
    place: PLACE,
    text: '"sw1" is alone',
    alike: { sentence: '{0} are alike', what: 'devices', things: ['zrh1/r01/sw1'] },
  });
});

it('a group knows all that it is about, however few it names', () => {
  const names = ['sw1', 'sw2', 'sw3', 'sw4', 'sw5'];
  const [finding] = applyRules([rule(names.map((name) => inRack(name)))], NETWORK, '2026-11-23');
  expect(finding?.alike?.things).toEqual(names.map((name) => `zrh1/r01/${name}`));
});

describe('profiles', () => {
  const graded: Rule = {
    ...rule([inRack('sw1')]),
    profiles: ['nsa', 'stig'],
    severities: { stig: 'error' },
  };
  const severities = (profiles: readonly Profile[]) =>
    judge([graded], NETWORK, { today: '2026-11-23', profiles }).findings.map((f) => f.severity);

  it.each<[readonly Profile[], readonly string[]]>([
    [['talk'], []],
    [['nsa'], ['warning']],
    [['stig'], ['error']],
    [['nsa', 'stig'], ['error']],
    [PROFILES, ['error']],
  ])('%s', (profiles, expected) => {
    expect(severities(profiles)).toEqual(expected);
  });

  it('a rule that is asked for by id is asked, whatever its profile and scenario', () => {
    const question = { today: '2026-11-23', only: ['R99'] };
    const { findings, asked } = judge([{ ...graded, from: 'd' }], NETWORK, question);
    expect([findings.length, asked]).toEqual([1, ['R99']]);
  });
});

describe('what cannot be judged', () => {
  const needy: Rule = { ...rule([inRack('sw1')]), needs: ['records'], unjudged: () => ['one is unknown'] };
  const waiver = { rule: 'R99', on: 'zrh1/r02', reason: 'so', until: '2027-01-01', place: PLACE };
  const judged = (evidence: Evidence) =>
    judge([needy], { ...NETWORK, waivers: [waiver] }, { today: '2026-11-23', evidence });

  it('is no finding and no pass where its evidence is missing', () => {
    const { findings, unjudged, asked } = judged({});
    expect({ findings, unjudged, asked }).toEqual({
      findings: [],
      unjudged: [{ rule: 'R99', reason: 'there are no records' }],
      asked: ['R99'],
    });
  });

  it('is said beside what was found', () => {
    const { findings, unjudged } = judged({ records: {} });
    expect([findings.length, unjudged]).toEqual([1, [{ rule: 'R99', reason: 'one is unknown' }]]);
  });
});

describe('waivers of rules that were not asked', () => {
  const waiver = { rule: 'R99', on: 'zrh1', reason: 'so', until: '2027-01-01', place: PLACE };
  const codes = (until: string, profiles: readonly Profile[]) => {
    const network = { ...NETWORK, waivers: [{ ...waiver, until }] };
    return judge([rule([])], network, { today: '2026-11-23', profiles }).findings.map((f) => f.code);
  };

  it('are no finding, unless they have ended', () => {
    expect(codes('2027-01-01', ['talk'])).toEqual(['waiver-unused']);
    expect(codes('2027-01-01', ['nsa'])).toEqual([]);
    expect(codes('2026-01-01', ['nsa'])).toEqual(['waiver-expired']);
  });

  it('what is waived is kept with its waiver', () => {
    const network = { ...NETWORK, waivers: [waiver] };
    const { findings, waived } = judge([rule([inRack('sw1')])], network, { today: '2026-11-23' });
    expect([findings, waived.map((one) => [one.finding.on, one.waiver.reason])]).toEqual([
      [],
      [['zrh1/r01/sw1', 'so']],
    ]);
  });
});

describe('the order', () => {
  const named = (id: string, severity: Rule['severity'], on: string, after?: readonly string[]): Rule => ({
    ...rule([{ on, place: PLACE, text: id }]),
    id,
    severity,
    ...(after ? { after } : {}),
  });
  const told = (...rules: readonly Rule[]) =>
    applyRules(rules, NETWORK, '2026-11-23').map((f) => [f.code, f.because]);

  it('is errors first, but what follows stands below its cause', () => {
    expect(
      told(
        named('R01', 'info', 'zrh1'),
        named('R02', 'error', 'zrh1/r01/sw1', ['R03']),
        named('R03', 'warning', 'zrh1/r01'),
        named('R04', 'error', 'ber1', ['R03']),
        named('R05', 'warning', 'zrh1/r01/sw1:p1', ['R02']),
      ),
    ).toEqual([
      ['R04', undefined],
      ['R03', undefined],
      ['R02', 'R03'],
      ['R05', 'R02'],
      ['R01', undefined],
    ]);
  });
});
