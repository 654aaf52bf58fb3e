import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import { loadInventory } from '#inventory/load.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import type { Verb } from '#model/failure.ts';
import { predictRefused } from '../predict-logins.ts';
import { analyse } from '../state.ts';
import { whatIf } from '../whatif.ts';

/** Who asks an authentication server, who falls back, and what goes with a jumphost that lets nobody in. */
const network = loadInventory('test/cases/logins/relaxops.yaml').network!;
const analysis = analyse(network);

const RACK = 'zrh1/r01/';
const failure = (text: string) => {
  const at = text.indexOf(':');
  const scope = text.slice(at + 1);
  return { kind: text.slice(0, at), scope: scope.includes('/') ? `${RACK}${scope.slice(1)}` : scope };
};
const lost = (verb: Verb, failures: readonly string[]): string =>
  whatIf(analysis, failures.map(failure))
    .devices.filter(({ states }) => states[verb] === 'lost')
    .map(({ device }) => device.replace(RACK, ''))
    .sort()
    .join(' ');
const refused = (failures: readonly string[]): string =>
  [...predictRefused(analysis, failures.map(failure))]
    .map((ip) => must(network.addresses.find((one) => one.ip === ip)?.device, ip).replace(RACK, ''))
    .sort()
    .join(' ');

const BEHIND = 'cs1 jump1 msw1 rt1 srv1 sw1';

describe('logins that ask', () => {
  it.each<[readonly string[], at: string, ssh: string]>([
    [[], '', ''],
    // The key is enough: fallback local-account.
    [['aaa-down:radius'], '', ''],
    [['aaa-down:strict'], 'gw1 rt1', 'gw1 rt1'],
    // A refusal is an answer. Whoever stands behind the jumphost is out of reach with it.
    [['aaa-rejecting:radius'], 'cs1 jump1 sw1', BEHIND],
    [['aaa-rejecting:strict'], 'gw1 rt1', 'gw1 rt1'],
    // The router reaches gateways only; the gateway asks the next server.
    [['service-crash:/gw2/freeradius'], 'rt1', 'rt1'],
    [['service-crash:/gw2/freeradius', 'service-crash:/srv1/freeradius'], 'gw1 rt1', 'gw1 rt1'],
    [['service-crash:/gw2/freeradius', 'management-port-dead:/srv1:mgmt'], 'gw1 rt1', 'gw1 rt1 srv1'],
    [['device-dead:/gw2'], 'rt1', 'gw2 rt1'],
    [['service-crash:/gw1/freeradius'], '', ''],
  ])('%j', (failures, at, ssh) => {
    expect([refused(failures), lost('ssh', failures)]).toEqual([at, ssh]);
  });

  it('consoles ask nobody, but their lines are behind a login at the console server', () => {
    expect(lost('console', ['aaa-down:strict'])).toBe('');
    expect(lost('console', ['aaa-rejecting:strict'])).toBe('');
    expect(lost('console', ['aaa-rejecting:radius']).split(' ')).toEqual(
      expect.arrayContaining(['rt1', 'sw1']),
    );
  });

  const small = (service: string) => {
    const text = `relaxops: 1
operators: { alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn } }
providers: { init7: }
sites: { zrh1: { racks: { r01: { devices: { gw1: gateway, jump1: jumphost, msw1: management-switch, sw1: switch } } }, uplinks: { r01/gw1: { provider: init7, address: 203.0.113.2/29 } } } }
services: { radius: { kind: aaa, on: [zrh1/r01/gw1], ${service} } }
`;
    return analyse(must(resolveInventory('r.yaml', textReader({ 'r.yaml': text })).network, 'r'));
  };

  it('whoever refuses is mended where it runs, by whoever it does not ask', () => {
    const how = (of: typeof analysis, scope: string) =>
      [...whatIf(of, [{ kind: 'aaa-rejecting', scope }]).recovery.values()][0]!.how;
    expect([how(analysis, 'radius'), how(analysis, 'strict')]).toEqual(['remote', 'remote']);
    expect(how(small('logins: [jumphost]'), 'radius')).toBe('remote');
    expect(how(small('logins: [jumphost, gateway], fallback: local-account'), 'radius')).toBe('hands-now');
  });

  it('where nobody says who asks, access to the sites needs it, as the inventory says', () => {
    const other = small('use: access');
    const down = [{ kind: 'aaa-down', scope: 'radius' }];
    expect(whatIf(other, down).counts.ssh.lost).toBe(4);
    expect(predictRefused(other, down).size).toBe(0);
  });
});
