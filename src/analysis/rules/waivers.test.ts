import { describe, expect, it } from 'vitest';
import type { Place } from '#base/place.ts';
import type { Waiver } from '#model/network.ts';
import { rules } from './index.ts';
import type { Remark } from './rule.ts';
import { waiversOn } from './waivers.ts';

const PLACE: Place = { file: 'relaxops.yaml', line: 1, column: 1, path: '' };
const rule = rules.find((r) => r.id === 'R33')!;

const waiver = (on: string, until = '2027-01-31', id = 'R33'): Waiver => ({
  rule: id,
  on,
  reason: 'a reason',
  until,
  place: PLACE,
});

const remark = (on: string, group?: string): Remark => ({
  on,
  place: PLACE,
  text: 'something',
  ...(group === undefined
    ? {}
    : { group: { within: [{ id: group, place: PLACE }], text: () => 'something' } }),
});

/** Whether the waiver takes the remark away, and what is said of the waiver itself. */
const verdict = (one: Waiver, of: Remark, today = '2026-11-23') => {
  const waivers = waiversOn([one], today);
  const left = waivers.split(rule, [of]).left.length;
  return { waived: left === 0, codes: waivers.findings(rules).map((f) => f.code) };
};

const USED = { waived: true, codes: [] };
const UNUSED = { waived: false, codes: ['waiver-unused'] };
const EXPIRED = { waived: false, codes: ['waiver-expired'] };

describe('a waiver', () => {
  it.each([
    ['for the device itself', waiver('zrh1/r01/sw1'), remark('zrh1/r01/sw1'), USED],
    ['for its rack', waiver('zrh1/r01'), remark('zrh1/r01/sw1'), USED],
    ['for its site', waiver('zrh1'), remark('zrh1/r01/sw1'), USED],
    ['for the device of a port', waiver('zrh1/r01/gw1'), remark('zrh1/r01/gw1:wan'), USED],
    [
      'for what the remark is grouped by',
      waiver('zrh1/r01/msw1'),
      remark('ber1/x:p1', 'zrh1/r01/msw1'),
      USED,
    ],
    ['for a device whose name begins alike', waiver('zrh1/r01/sw1'), remark('zrh1/r01/sw10'), UNUSED],
    ['for a rack whose name begins alike', waiver('zrh1/r0'), remark('zrh1/r01/sw1'), UNUSED],
    ['for one device of the rack', waiver('zrh1/r01/sw1'), remark('zrh1/r01', 'zrh1/r01'), UNUSED],
    ['of another rule', waiver('zrh1', '2027-01-31', 'R34'), remark('zrh1/r01/sw1'), UNUSED],
    ['of no rule', waiver('zrh1', '2027-01-31', 'R99'), remark('zrh1/r01/sw1'), UNUSED],
    ['that ended yesterday', waiver('zrh1', '2026-11-22'), remark('zrh1/r01/sw1'), EXPIRED],
    ['on its last day', waiver('zrh1', '2026-11-23'), remark('zrh1/r01/sw1'), USED],
    ['that ended, of no use', waiver('ber1', '2026-11-22'), remark('zrh1/r01/sw1'), EXPIRED],
  ])('%s', (_name, one, of, expected) => {
    expect(verdict(one, of)).toEqual(expected);
  });

  it('takes today as a point in time as well', () => {
    expect(verdict(waiver('zrh1', '2026-11-23'), remark('zrh1'), '2026-11-23T22:00:00Z')).toEqual(USED);
  });

  it('says whether there is such a rule', () => {
    const texts = ['R33', 'R99'].map(
      (id) => waiversOn([waiver('zrh1', '2027-01-31', id)], '2026-11-23').findings(rules)[0]?.text,
    );
    expect(texts).toEqual([
      'the waiver of R33 for "zrh1" waives nothing, as the rule finds nothing there',
      'the waiver of R99 for "zrh1" waives nothing, as there is no such rule',
    ]);
  });
});
