import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Failure, failureId } from '#model/failure.ts';
import { deviceCuts } from '../device-cuts.ts';
import { recover, repairOf } from '../recovery.ts';
import { type Analysis, analyse } from '../state.ts';
import { availability, HOURS_A_YEAR } from './availability.ts';
import { commonCause, rateOf } from './rate-of.ts';
import { COMMON_CAUSES, RATES } from './rates.ts';
import { thingNamed } from './without.ts';

const load = (name: string): Analysis =>
  analyse(loadInventory(join(import.meta.dirname, '../../../examples', name, 'relaxops.yaml')).network!);

/** Share of the year that a failure is there, by the definition: broken anew to see whether it is mended from afar. */
const shareOf = (analysis: Analysis, failure: Failure, all: readonly Failure[]): number => {
  const { topology } = analysis.facts;
  const id = rateOf(topology, failure);
  if (id === undefined) return 0;
  const remote = recover(analysis, all).get(failureId(failure))!.how === 'remote';
  const { perYear, remoteHours, handsHours, otherHours } = RATES[id];
  const site = failure.kind === 'misconfiguration' ? topology.device(failure.scope).site : undefined;
  const shared = topology.network.devices.filter((device) => device.site === site).length;
  const often = failure.kind === 'misconfiguration' ? perYear / shared : perYear;
  const lasts = repairOf(analysis, failure).otherwise === 'hands' ? handsHours : otherHours;
  const busy = often * (remote ? remoteHours : lasts);
  return busy / (HOURS_A_YEAR + busy);
};

const pairShare = (analysis: Analysis, one: Failure, other: Failure): number => {
  const { topology } = analysis.facts;
  const devices = new Map(topology.network.devices.map((device) => [device.id, device]));
  const cause = commonCause(topology, devices, one, other);
  const [a, b] = [one, other].map((failure) => shareOf(analysis, failure, [one, other])) as [number, number];
  return a * b + (cause ? COMMON_CAUSES[cause].beta * Math.min(a, b) : 0);
};

describe.each(['a-one-server', 'b-one-rack'])('hours a year in %s', (name) => {
  const analysis = load(name);
  const found = availability(analysis);

  it('are the sum over minimal cut sets of order 1 and 2', () => {
    for (const cuts of deviceCuts(analysis, analysis.verbs, 2).filter((one) => one.healthy)) {
      let share = 0;
      for (const [one, other] of cuts.sets)
        for (const first of one!)
          if (!other) share += shareOf(analysis, first, [first]);
          else for (const second of other) share += pairShare(analysis, first, second);
      const ours = found.verbs.find((verb) => verb.device === cuts.device && verb.verb === cuts.verb)!;
      expect(ours.hours).toBeCloseTo(share * HOURS_A_YEAR, 6);
      expect(ours.hours).toBeGreaterThan(0);
    }
  });

  it('never shrink with a slower repair', () => {
    const slow = availability(analysis, { remote: 50, hands: 100 });
    slow.verbs.forEach((verb, at) => {
      expect(verb.hours).toBeGreaterThan(found.verbs[at]!.hours);
    });
  });
});

describe('what a thing buys', () => {
  const analysis = load('full');
  const found = availability(analysis);
  const goneOf = (thing: string): readonly number[] => {
    const named = thingNamed(analysis, thing);
    if (!named.ok) throw new Error(named.error);
    return named.value.gone;
  };

  it.each([
    ['nothing', '"nothing" is no device, uplink, cable, provider or feed, expected one such as "'],
    [
      'modem:zrh1/r01/gw1:wan',
      '"modem:zrh1/r01/gw1:wan" is no modem, expected one such as "zrh1/r01/gw2:wan"',
    ],
    ['feed:zrh1/r01/gw1', '"feed:zrh1/r01/gw1" is no feed, expected one such as "zrh1/'],
    ['provider:sallt', '"provider:sallt" is no provider, expected one such as "salt"'],
  ])('is refused where there is no such thing: %s', (text, error) => {
    const named = thingNamed(analysis, text);
    expect(named.ok ? '' : named.error).toContain(error);
  });

  it('is the same by its bare name', () => {
    expect(goneOf('sim:zrh1/r01/gw2:wan')).toEqual(goneOf('zrh1/r01/gw2:wan'));
    expect(goneOf('jumphost:zrh1/r01/jump1')).toEqual(goneOf('zrh1/r01/jump1'));
    expect(goneOf('zrh1/r01/gw2:wan')).toHaveLength(1);
  });

  it.each([
    'zrh1/r01/gw2:wan',
    'uplink:zrh1/r01/gw2:wan',
    'modem:zrh1/r01/gw2:wan',
    'sim:zrh1/r01/gw2:wan',
    'feed:zrh1/B',
    'jumphost:zrh1/r01/jump1',
    'provider:salt',
    'interlink:zrh1/r01/gw2:xc',
    'zrh1/r01/gw2',
    'zrh1/r01/jump1',
    'ber1/r01/gw2:xc',
    'salt',
    'zrh1/B',
    'zrh1/r02/pdu1',
  ])('is never less than nothing: %s', (thing) => {
    const gone = goneOf(thing);
    expect(gone.length).toBeGreaterThan(0);
    const without = availability(analysis, {}, gone);
    without.verbs.forEach((verb, at) => {
      expect(verb.hours).toBeGreaterThanOrEqual(found.verbs[at]!.hours - 1e-9);
    });
    const sum = (one: typeof found) => one.verbs.reduce((all, verb) => all + verb.hours, 0);
    expect(sum(without)).toBeGreaterThan(sum(found));
  });

  it('is all year for what it alone carries', () => {
    const gone = goneOf('zrh1/r01/msw1');
    const without = availability(analysis, {}, gone);
    const console_ = without.verbs.find((verb) => verb.device === 'zrh1/r02/sw1' && verb.verb === 'console');
    expect(console_?.hours).toBe(HOURS_A_YEAR);
  });
});

describe('figures', () => {
  it('each have a source and a class, and only studies name one', () => {
    for (const rate of Object.values(RATES)) {
      expect(rate.source).not.toBe('');
      expect(rate.evidence === 'study').toBe(/Gill|Turner|Scott|Baltrunas|EIA/.test(rate.source));
    }
  });
});
