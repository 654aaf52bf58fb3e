import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Verb } from '#model/failure.ts';
import { analyse, baseFacts, breakOnPaper } from '../state.ts';
import { verbName } from './verbs.ts';

/** A BMC behind a production port rests on production, and on nothing that its server's system does. */
const file = join(import.meta.dirname, '../../../test/cases/lab/bmc-lan.yaml');
const network = loadInventory(file).network!;
const analysis = analyse(network);
const [SHARED, FAILOVER] = ['zrh1/r01/srv1', 'zrh1/r01/srv2'];
const cableAt = (port: string): string =>
  network.cables.find((cable) => cable.a === port || cable.b === port)!.id;

/** Whether a verb on a device holds while that lasts. */
const holds = (verb: Verb, device: string, kind?: string, scope = ''): boolean => {
  const { failed, unknown } = baseFacts(analysis, kind === undefined ? [] : [{ kind, scope }]);
  expect(unknown).toEqual([]);
  const id = analysis.facts.system.id(verbName(verb, device));
  return id !== undefined && breakOnPaper(analysis, failed).holds(id);
};

test.each([
  ['nothing', undefined, '', [true, true]],
  ['its production cable', 'link-cut', cableAt(`${SHARED}:eth0`), [false, true]],
  ['a flood on that cable', 'link-saturated', cableAt(`${SHARED}:eth0`), [false, true]],
  ['the other production cable', 'link-cut', cableAt(`${SHARED}:eth1`), [true, true]],
  ['the production switch', 'device-dead', 'zrh1/r01/sw1', [false, true]],
  ['the router', 'device-dead', 'zrh1/r01/rt1', [false, true]],
  ['the provider of production', 'provider-down', 'init7', [false, true]],
  ['the management switch', 'device-dead', 'zrh1/r01/msw1', [true, false]],
  ['the cable of the BMC that fails over', 'link-cut', cableAt(`${FAILOVER}:bmc`), [true, false]],
  ['the production cable of that server', 'link-cut', cableAt(`${FAILOVER}:eth0`), [true, true]],
  ['a wrong change on its server', 'misconfiguration', SHARED, [true, true]],
  ['a wrong change on the server of the other', 'misconfiguration', FAILOVER, [true, true]],
  ['a hang of its server', 'device-hung', SHARED, [true, true]],
  ['a hang of it', 'bmc-hung', SHARED, [false, true]],
] as const)('power by a shared BMC, and by one that fails over, without %s', (_, kind, scope, both) => {
  expect([SHARED, FAILOVER].map((device) => holds('power', device, kind, scope))).toEqual(both);
});

test('its console goes by the same way, and needs somebody at home', () => {
  expect(holds('console', SHARED)).toBe(true);
  expect(holds('console', SHARED, 'device-dead', 'zrh1/r01/rt1')).toBe(false);
  expect(holds('console', SHARED, 'device-hung', SHARED)).toBe(false);
});

test('it is no way to log in to its server', () => {
  const inBand = analysis.facts.system.id(`in-band-ssh:${SHARED}`)!;
  const { failed } = baseFacts(analysis, [{ kind: 'misconfiguration', scope: SHARED }]);
  expect(breakOnPaper(analysis, failed).holds(inBand)).toBe(false);
});
