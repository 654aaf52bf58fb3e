import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Recovery, State, Verb } from '#model/failure.ts';
import { lostFacts } from './facts/incremental.ts';
import { partOf, within } from './facts/part.ts';
import { solve } from './facts/system.ts';
import { parseFailure } from './parse-failure.ts';
import { waysInto } from './paths.ts';
import { type Analysis, analyse, baseFacts, breakOnPaper } from './state.ts';
import { allFailures } from './survive.ts';
import { whatIf } from './whatif.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = ['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'] as const;
type Example = (typeof EXAMPLES)[number];

const analyses = new Map<Example, Analysis>(
  EXAMPLES.map((name) => [
    name,
    analyse(loadInventory(join(ROOT, 'examples', name, 'relaxops.yaml')).network!),
  ]),
);

const broken = (example: Example, texts: readonly string[]) => {
  const analysis = analyses.get(example)!;
  const failures = texts.map((text) => {
    const parsed = parseFailure(analysis, text);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed.value;
  });
  return whatIf(analysis, failures);
};

/** Verdicts worked out by hand from the drawings of the examples. */
const VERDICTS: readonly [Example, string, string, Verb, State][] = [
  // The landlord's LAN is the only way to its BMC, and needs neither the other server nor production.
  ['a-one-server', 'provider-down:landlord', 'zrh1/r01/srv1', 'console', 'lost'],
  ['a-one-server', 'provider-down:init7', 'zrh1/r01/srv1', 'console', 'unaffected'],
  // The only key: ssh asks for it on a landlord's LAN as well, and a BMC has a password of its own.
  ['a-one-server', 'key-lost:alice', 'zrh1/r01/srv2', 'ssh', 'lost'],
  ['a-one-server', 'key-lost:alice', 'zrh1/r01/srv1', 'console', 'unaffected'],
  ['a-one-server', 'misconfiguration:zrh1/r01/srv2', 'zrh1/r01/srv2', 'ssh', 'unaffected'],
  ['a-one-server', 'service-crash:zrh1/r01/srv2/sshd', 'zrh1/r01/srv2', 'ssh', 'unaffected'],
  ['a-one-server', 'service-crash:zrh1/r01/srv2/sshd-mgmt', 'zrh1/r01/srv2', 'ssh', 'lost'],
  // One rack, one gateway, one jumphost: each is the only way in.
  ['b-one-rack', 'device-dead:zrh1/r01/gw1', 'zrh1/r01/sw1', 'ssh', 'lost'],
  ['b-one-rack', 'device-dead:zrh1/r01/jump1', 'zrh1/r01/sw1', 'console', 'lost'],
  ['b-one-rack', 'device-dead:zrh1/r01/jump1', 'zrh1/r01/gw1', 'ssh', 'unaffected'],
  ['b-one-rack', 'provider-down:init7', 'zrh1/r01/sw1', 'ssh', 'unaffected'],
  ['b-one-rack', 'feed-down:zrh1/A', 'zrh1/r01/sw1', 'ssh', 'unaffected'],
  // A dead PDU's outlets are off, so the other one alone decides; a PDU that cannot be told keeps its outlets on.
  ['b-one-rack', 'device-dead:zrh1/r01/pdu1', 'zrh1/r01/sw1', 'power', 'other-path'],
  ['b-one-rack', 'misconfiguration:zrh1/r01/pdu1', 'zrh1/r01/sw1', 'power', 'lost'],
  ['b-one-rack', 'link-cut:zrh1/r01/pdu2:mgmt', 'zrh1/r01/sw1', 'power', 'lost'],
  ['b-one-rack', 'misconfiguration:zrh1/r01/sw1', 'zrh1/r01/sw1', 'ssh', 'unaffected'],
  // Two gateways: the operator goes the other way.
  ['c-one-datacentre', 'device-dead:zrh1/r01/gw1', 'zrh1/r02/sw1', 'ssh', 'other-path'],
  ['c-one-datacentre', 'device-dead:zrh1/r01/gw2', 'zrh1/r02/sw1', 'ssh', 'unaffected'],
  ['c-one-datacentre', 'device-dead:zrh1/r02/msw1', 'zrh1/r02/sw1', 'ssh', 'lost'],
  ['c-one-datacentre', 'device-dead:zrh1/r02/msw1', 'zrh1/r02/sw1', 'console', 'unaffected'],
  ['c-one-datacentre', 'device-dead:zrh1/r02/msw1', 'zrh1/r03/sw1', 'ssh', 'unaffected'],
  // Two datacentres: the wire between the second gateways gives each site another way in.
  ['full', 'device-dead:zrh1/r01/jump1', 'zrh1/r02/sw1', 'ssh', 'other-path'],
  ['full', 'link-cut:zrh1/r01/gw2:xc', 'zrh1/r02/sw1', 'ssh', 'unaffected'],
  ['full', 'provider-down:gas-and-co', 'zrh1/r02/sw1', 'ssh', 'other-path'],
  ['full', 'provider-down:sunrise', 'zrh1/r02/sw1', 'ssh', 'unaffected'],
  // A site is entered by its own doors first, whichever site is written first.
  ['full', 'provider-down:ewb', 'ber1/r02/sw1', 'ssh', 'other-path'],
  ['full', 'site-down:zrh1', 'ber1/r02/sw1', 'ssh', 'unaffected'],
  ['d-datacentres', 'provider-down:gas-and-co', 'gva1/r02/sw1', 'console', 'unaffected'],
  ['d-datacentres', 'site-down:zrh1', 'ber1/r01/gw1', 'ssh', 'unaffected'],
  ['full', 'feed-down:zrh1/B', 'zrh1/r02/sw1', 'power', 'unaffected'],
  ['full', 'service-crash:zrh1/r02/pdu2/sshd', 'zrh1/r02/sw1', 'power', 'lost'],
  ['full', 'device-dead:zrh1/r01/cs1', 'zrh1/r02/sw1', 'console', 'lost'],
  ['full', 'device-dead:zrh1/r02/srv01', 'zrh1/r02/srv01', 'power', 'other-path'],
  ['full', 'device-dead:zrh1/r01/sw1', 'zrh1/r01/sw2', 'ssh', 'unaffected'],
  // Who turns off what carries the way in cannot turn it on again: power needs a way past the patient, ssh and console do not.
  ['b-one-rack', 'device-dead:zrh1/r01/pdu1', 'zrh1/r01/gw1', 'power', 'never'],
  ['b-one-rack', 'device-dead:zrh1/r01/pdu1', 'zrh1/r01/jump1', 'power', 'never'],
  ['b-one-rack', 'device-dead:zrh1/r01/pdu1', 'zrh1/r01/gw1', 'console', 'unaffected'],
  ['c-one-datacentre', 'device-dead:zrh1/r01/gw1', 'zrh1/r01/gw2', 'power', 'lost'],
  ['c-one-datacentre', 'device-dead:zrh1/r01/gw1', 'zrh1/r01/gw2', 'ssh', 'unaffected'],
  ['c-one-datacentre', 'device-dead:zrh1/r01/cs1', 'zrh1/r01/gw2', 'power', 'unaffected'],
  ['c-one-datacentre', 'provider-down:init7', 'zrh1/r02/msw1', 'power', 'never'],
  ['full', 'device-dead:ber1/r01/jump1', 'zrh1/r01/jump1', 'power', 'lost'],
  ['full', 'link-cut:zrh1/r01/gw2:xc', 'zrh1/r01/jump1', 'power', 'lost'],
];

const PAIRS: readonly [Example, string, string, Verb, State][] = [
  ['full', 'provider:gas-and-co provider:salt', 'zrh1/r02/sw1', 'ssh', 'other-path'],
  // Without its jumphost a site is entered by the other one, and answers leave by the shared address.
  ['full', 'device-dead:zrh1/r01/jump1 device-dead:zrh1/r01/gw1', 'zrh1/r02/sw1', 'ssh', 'other-path'],
  // A misconfigured first gateway keeps its adverts, and with them the shared address: no way back.
  ['full', 'device-dead:zrh1/r01/jump1 misconfiguration:zrh1/r01/gw1', 'zrh1/r02/sw1', 'ssh', 'lost'],
  ['full', 'device-dead:zrh1/r01/jump1 misconfiguration:zrh1/r01/gw1', 'zrh1/r01/gw2', 'ssh', 'unaffected'],
  ['full', 'feed-down:zrh1/A feed-down:zrh1/B', 'zrh1/r02/sw1', 'ssh', 'lost'],
];

describe('verdicts worked out by hand', () => {
  it.each([...VERDICTS, ...PAIRS])('%s: %s leaves %s %s %s', (example, failures, device, verb, state) => {
    const result = broken(example, failures.split(' '));
    expect(result.devices.find((one) => one.device === device)?.states[verb]).toBe(state);
  });

  it.each<[Example, string, Recovery['how']]>([
    ['full', 'misconfiguration:zrh1/r02/sw1', 'remote'],
    ['full', 'service-crash:zrh1/r01/gw1/openvpn-oob', 'remote'],
    ['full', 'device-dead:zrh1/r01/gw1', 'hands-later'],
    ['full', 'device-dead:zrh1/r02/msw1', 'hands-now'],
    ['full', 'provider-down:init7', 'third-party'],
    ['full', 'feed-down:zrh1/A', 'third-party'],
    ['full', 'misconfiguration:zrh1/r01/msw1', 'hands-now'],
    ['b-one-rack', 'link-cut:zrh1/r01/jump1:mgmt', 'hands-now'],
  ])('%s: %s is mended %s', (example, failure, how) => {
    expect([...broken(example, [failure]).recovery.values()].map((one) => one.how)).toEqual([how]);
  });

  it('repairs one failure by way of another that was repaired first', () => {
    // The flood keeps the other site out; it is fought on the second gateway, which has a door of its own.
    const { recovery } = broken('full', [
      'service-crash:zrh1/r01/jump1/sshd',
      'link-saturated:zrh1/r01/gw2:xc',
    ]);
    expect([...recovery].map(([id, one]) => [id, one.how])).toEqual([
      ['link-saturated:zrh1/r01/gw2:xc', 'remote'],
      ['service-crash:zrh1/r01/jump1/sshd', 'remote'],
    ]);
  });
});

describe.each(EXAMPLES)('%s, any failures', (example) => {
  const analysis = analyses.get(example)!;
  const { system } = analysis.facts;
  const failures = allFailures(analysis);
  const some = fc.uniqueArray(fc.integer({ min: 0, max: failures.length - 1 }), {
    minLength: 1,
    maxLength: 4,
  });
  const ids = (picks: readonly number[]) =>
    baseFacts(
      analysis,
      picks.map((at) => failures[at]!),
    ).failed;

  it('hold in the part of the facts that a verb rests on what they hold in the whole, at the same rank', () => {
    const analysis = analyses.get(example)!;
    const { system } = analysis.facts;
    const failures = allFailures(analysis);
    fc.assert(
      fc.property(
        fc.array(fc.nat(failures.length - 1), { maxLength: 3 }),
        fc.nat(analysis.verbs.length - 1),
        (picked, at) => {
          const { failed } = baseFacts(
            analysis,
            picked.map((one) => failures[one]!),
          );
          const whole = solve(system, failed);
          const part = partOf(system, [analysis.verbs[at]!.fact]);
          const own = solve(part, within(system, part, failed));
          for (let id = 0; id < part.size; id++) {
            const same = system.id(part.name(id))!;
            expect([own.holds[id], own.rank[id]]).toEqual([whole.holds[same], whole.rank[same]]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lose incrementally what a fresh solution lacks', () => {
    fc.assert(
      fc.property(some, (picks) => {
        const lost = lostFacts(system, analysis.healthy, ids(picks));
        const fresh = solve(system, ids(picks)).holds;
        for (let id = 0; id < fresh.length; id++)
          if ((analysis.healthy.holds[id] === 1 && !lost.has(id)) !== (fresh[id] === 1))
            throw new Error(system.name(id));
      }),
      { numRuns: 60 },
    );
  });

  it('never give anything back by being more', () => {
    fc.assert(
      fc.property(some, some, (few, more) => {
        const [one, both] = [
          breakOnPaper(analysis, ids(few)),
          breakOnPaper(analysis, ids([...few, ...more])),
        ];
        for (const verb of analysis.verbs) expect(both.holds(verb.fact) && !one.holds(verb.fact)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('cut every way that rests on them', () => {
    for (const { device, verb } of analysis.verbs.filter((_, at) => at % 7 === 0))
      for (const way of waysInto(analysis, device, verb, new Set(), 3))
        for (const failure of way.restsOn.filter((_, at) => at % 5 === 0)) {
          const after = breakOnPaper(analysis, new Set([system.id(failure)!]));
          expect(way.steps.every((step) => after.holds(system.id(step.fact)!))).toBe(false);
        }
  });
});
