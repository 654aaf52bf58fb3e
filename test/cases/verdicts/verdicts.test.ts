import { describe, expect, it } from 'vitest';
import { parseFailure } from '#analysis/parse-failure.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { must } from '#base/result.ts';
import { loadInventory } from '#inventory/load.ts';
import { type Recovery, type State, VERBS } from '#model/failure.ts';

const LETTER: Readonly<Record<State, string>> = { unaffected: 'U', 'other-path': 'O', lost: 'L', never: 'N' };

const asked = (analysis: Analysis, ids: string) => {
  const failures = ids.split(' ').map((id) => {
    const parsed = parseFailure(analysis, id);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.value;
  });
  return whatIf(analysis, failures);
};

const ending = (recovery: Recovery): string =>
  recovery.how === 'remote' ? `${recovery.verb} ${recovery.device}` : recovery.how;

/** Failures; devices with what is left of ssh, console and power; how each failure ends, by its id's order. */
type Verdict = readonly [string, Readonly<Record<string, string>>, readonly string[]];

/** Worked out by hand from the inventories, before the program was asked. */
const TWO_SITES: readonly Verdict[] = [
  [
    'provider-down:gas',
    { 'aaa/r01/sw1': 'OOO', 'aaa/r01/gw1': 'OON', 'bbb/r01/sw1': 'UUU' },
    ['third-party'],
  ],
  // Salt rides on Sunrise, and its door is at the rendezvous.
  ['provider-down:sunrise', { 'aaa/r01/sw1': 'UUU', 'bbb/r01/sw1': 'OOO' }, ['third-party']],
  ['provider-down:hetzner', { 'aaa/r01/sw1': 'UUU', 'bbb/r01/sw1': 'OOO' }, ['third-party']],
  [
    'provider-down:gas provider-down:hetzner',
    { 'aaa/r01/sw1': 'LLL', 'bbb/r01/gw1': 'LLN' },
    ['third-party', 'third-party'],
  ],
  // The wire between the sites ends on the patient.
  [
    'device-hung:aaa/r01/gw1',
    { 'aaa/r01/gw1': 'LLN', 'aaa/r01/sw1': 'LLL', 'bbb/r01/sw1': 'UUU' },
    ['hands-now'],
  ],
  ['device-hung:aaa/r01/jump1', { 'aaa/r01/jump1': 'LLU', 'aaa/r01/sw1': 'OOO' }, ['power aaa/r01/jump1']],
  [
    'device-hung:aaa/r01/jump1 link-cut:aaa/r01/gw1:xc',
    { 'aaa/r01/jump1': 'LLL', 'bbb/r01/sw1': 'UUU' },
    ['hands-now', 'hands-now'],
  ],
  // The flood is fought first, and then the jumphost is reached from the other site.
  [
    'device-hung:aaa/r01/jump1 link-saturated:aaa/r01/gw1:xc',
    { 'aaa/r01/sw1': 'LLL' },
    ['power aaa/r01/jump1', 'ssh aaa/r01/gw1'],
  ],
  [
    'device-hung:aaa/r01/jump1 device-hung:bbb/r01/jump1',
    { 'aaa/r01/gw1': 'ULN', 'bbb/r01/jump1': 'LLL' },
    ['hands-now', 'hands-now'],
  ],
];

const OWN_POWER: readonly Verdict[] = [
  ['device-hung:zrh1/r01/msw1', { 'zrh1/r01/msw1': 'LLN', 'zrh1/r01/gw1': 'UL?' }, ['hands-now']],
  ['device-hung:zrh1/r02/msw1', { 'zrh1/r02/msw1': 'LLU', 'zrh1/r02/sw1': 'LUU' }, ['power zrh1/r02/msw1']],
  ['pdu-dead:zrh1/r01/pdu1', { 'zrh1/r01/jump1': 'LL?', 'zrh1/r02/sw1': 'LLL' }, ['hands-now']],
  ['misconfiguration:zrh1/r02/msw1', { 'zrh1/r01/rt1': 'LLL', 'zrh1/r02/sw1': 'LLL' }, ['hands-now']],
  ['misconfiguration:zrh1/r02/sw1', { 'zrh1/r02/sw1': 'UUU', 'zrh1/r02/sw2': 'UUU' }, ['ssh zrh1/r02/sw1']],
];

const ASKED_LOGINS: readonly Verdict[] = [
  ['aaa-down:radius', { 'zrh1/r01/gw2': 'ULL', 'zrh1/r01/sw1': 'LLL' }, ['ssh zrh1/r01/gw1']],
  // Its outlets lie behind the jumphost, which asks the patient.
  ['device-hung:zrh1/r01/gw1', { 'zrh1/r01/gw1': 'LLN', 'zrh1/r01/gw2': 'ULL' }, ['hands-now']],
  ['aaa-down:radius ddos:zrh1/r01/gw1:wan', { 'zrh1/r01/gw1': 'OLN' }, ['ssh zrh1/r01/gw1', 'third-party']],
  ['aaa-down:radius dns-down:names', { 'zrh1/r01/gw1': 'LLN' }, ['hands-now', 'third-party']],
];

const CAMPUS: readonly Verdict[] = [
  ['campus-down:north', { 'n1/r01/sw1': 'LLL', 'n2/r01/gw1': 'LLN', 'far/r01/sw1': 'UUU' }, ['third-party']],
  // By way of the first site's jumphost, two wires on: a wire carries one hop, and a jumphost begins a new one.
  [
    'link-cut:n1/r01/gw1:wan link-cut:n2/r01/gw1:wan',
    { 'n1/r01/sw1': 'OOO', 'n2/r01/sw1': 'OOO' },
    ['hands-later', 'hands-later'],
  ],
  [
    'device-hung:n1/r01/jump1 device-hung:n2/r01/jump1',
    { 'n1/r01/sw1': 'OOO', 'n2/r01/sw1': 'LLL' },
    ['power n1/r01/jump1', 'power n2/r01/jump1'],
  ],
];

describe.each([
  ['two-sites', TWO_SITES],
  ['own-power', OWN_POWER],
  ['asked-logins', ASKED_LOGINS],
  ['campus', CAMPUS],
] as const)('%s: verdicts worked out by hand', (name, verdicts) => {
  const { network, findings } = loadInventory(`test/cases/verdicts/${name}.yaml`);
  const analysis = analyse(must(network, JSON.stringify(findings)));

  it.each(verdicts)('%s leaves %j and ends %j', (ids, devices, ends) => {
    const result = asked(analysis, ids);
    for (const [device, expected] of Object.entries(devices)) {
      const states = result.devices.find((one) => one.device === device)?.states;
      const letters = VERBS.map((verb, at) =>
        expected[at] === '?' ? '?' : LETTER[states?.[verb] ?? 'never'],
      );
      expect([device, letters.join('')]).toEqual([device, expected]);
    }
    const found = [...result.recovery].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(found.map(([, recovery]) => ending(recovery))).toEqual(ends);
  });
});
