import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { must } from '#base/result.ts';
import { loadInventory } from '#inventory/load.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import type { Verb } from '#model/failure.ts';

const full = analyse(
  must(loadInventory(join(import.meta.dirname, '../../../examples/full/relaxops.yaml')).network, 'full'),
);

type Analysis = typeof full;

/** What is lost, by verb and short name, and how the failure ends. Verdicts below were worked out by hand. */
const verdict = (analysis: Analysis, failure: string) => {
  const parsed = parseFailure(analysis, failure);
  if (!parsed.ok) throw new Error(parsed.error);
  const { devices, recovery } = whatIf(analysis, [parsed.value]);
  const lost = (verb: Verb) =>
    devices
      .filter(({ states }) => states[verb] === 'lost')
      .map(({ device }) => device.replace(/^zrh1\//, ''));
  return {
    ssh: lost('ssh'),
    console: lost('console'),
    power: lost('power'),
    how: [...recovery.values()][0]!.how,
  };
};

describe('failure kinds on the full example', () => {
  it.each([
    // Only the BMC: the server's own system has no management port, and its outlets can still be switched.
    ['bmc-hung:zrh1/r02/srv01', [], ['r02/srv01'], [], 'remote'],
    // The namespace needs the same kernel. Its console line is up and answers nobody; its outlets live.
    ['device-hung:zrh1/r02/srv02', ['r02/srv02'], ['r02/srv02'], [], 'remote'],
    ['device-hung:zrh1/r02/sw1', ['r02/sw1'], ['r02/sw1'], [], 'remote'],
    ['management-port-dead:zrh1/r02/sw1:mgmt', ['r02/sw1'], [], [], 'hands-now'],
    // Its neighbour still takes the outlets of feed B; those of this PDU cannot be switched, so no device can be turned off.
    [
      'pdu-controller-dead:zrh1/r02/pdu1',
      ['r02/pdu1'],
      [],
      ['r02/sw1', 'r02/sw2', 'r02/bsw1', 'r02/srv02'],
      'hands-now',
    ],
    ['pdu-dead:zrh1/r02/pdu1', ['r02/pdu1'], [], [], 'hands-later'],
    ['modem-dead:zrh1/r01/gw2:wan', [], [], [], 'hands-later'],
    // Whoever comes in by the last gateway cannot turn it off and on again.
    ['ddos:zrh1/r01/gw1:wan', [], [], ['r01/gw2'], 'third-party'],
    ['ddos:zrh1/r01/rt1:wan', [], [], [], 'third-party'],
    ['certificate-expired:zrh1/r01/gw1', [], [], ['r01/gw2'], 'remote'],
    ['clock-wrong:zrh1/r01/gw2', [], [], [], 'remote'],
    ['key-lost:alice', [], [], [], 'remote'],
    ['operators-banned:office@zrh1/r01/gw1', [], [], [], 'itself'],
  ] as const)('%s', (failure, ssh, console, power, how) => {
    expect(verdict(full, failure)).toEqual({ ssh, console, power, how });
  });

  it('an expired revocation list locks everybody out', () => {
    const { ssh, how } = verdict(full, 'crl-expired:full');
    expect([ssh.length, how]).toEqual([50, 'hands-now']);
  });

  it('a rack takes itself, and the main rack takes its site', () => {
    expect(verdict(full, 'rack-down:zrh1/r03').ssh.every((device) => device.startsWith('r03/'))).toBe(true);
    const { ssh } = verdict(full, 'rack-down:zrh1/r01');
    expect([ssh.includes('r03/sw1'), ssh.some((device) => device.startsWith('ber1/'))]).toEqual([
      true,
      false,
    ]);
  });

  it('a site and its campus are the same while it is alone there', () => {
    const { how: _, ...site } = verdict(full, 'site-down:ber1');
    expect(verdict(full, 'campus-down:bern')).toMatchObject(site);
    expect(site.ssh.every((device) => device.startsWith('ber1/'))).toBe(true);
  });

  it('a storm stays in its segment: management lives while production has one', () => {
    expect(verdict(full, 'switch-loop:zrh1/r02/sw1').ssh).toEqual([]);
    const { ssh, console } = verdict(full, 'switch-loop:zrh1/r03/msw1');
    expect([ssh.includes('r01/sw1'), console.includes('r01/sw1')]).toEqual([true, true]);
    expect(ssh.some((device) => device.startsWith('ber1/'))).toBe(false);
  });

  it('both operators without keys, nobody gets in', () => {
    const both = ['alice', 'bob'].map((scope) => ({ kind: 'key-lost', scope }));
    expect(whatIf(full, both).counts.ssh.lost).toBe(50);
  });
});

const SITE = `
relaxops: 1
name: one
operators:
  alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn }
providers: { init7: , gas: }
sites:
  zrh1:
    feeds: { A: { watts: 1500 }, B: { watts: 900 } }
    racks:
      r01:
        devices:
          gw1: gateway
          jump1: jumphost
          msw1: management-switch
          cs1: console-server
          pdu[1-2]: pdu
          rt1: router
          sw[1-2]: { role: switch, platform: junos, version: "21.4" }
          srv[01-02]: { role: server, ports: { psu1: { draw: 600 }, psu2: { draw: 600 } } }
    uplinks:
      r01/rt1: { provider: init7, prefix: 192.0.2.0/27 }
      r01/gw1: { provider: gas, address: 203.0.113.2/29 }
software: { junos: { components: [openssh] } }
services:
  names: { kind: dns, on: [zrh1/r01/srv01], use: comfort }
  radius: { kind: aaa, on: [zrh1/r01/srv01, zrh1/r01/srv02], use: access, fallback: FALLBACK }
`;

const one = (fallback: string): Analysis => {
  const text = SITE.replace('FALLBACK', fallback);
  return analyse(
    must(resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text })).network, 'one'),
  );
};

describe('failure kinds that need facts', () => {
  const falling = one('local-account');
  const stuck = one('none');

  it('a feed that cannot carry both loads trips; one that can does not', () => {
    const scopes = [...Array(falling.facts.system.size).keys()]
      .map((id) => falling.facts.system.name(id))
      .filter((name) => name.startsWith('breaker-tripped:'));
    // 1,200 W on one feed: too much for B, and not for A.
    expect(scopes).toEqual(['breaker-tripped:zrh1/A']);
    expect(verdict(falling, 'breaker-tripped:zrh1/A').ssh.length).toBe(9);
  });

  it('a bug hits all that run the version, or the component, and is mended one by one', () => {
    const lost = ['r01/sw1', 'r01/sw2'];
    expect(verdict(falling, 'software-bug:junos-21.4')).toMatchObject({
      ssh: lost,
      console: lost,
      how: 'remote',
    });
    expect(verdict(falling, 'software-bug:openssh').ssh).toEqual(lost);
  });

  it('central authentication that is silent has a fallback, one that refuses has none', () => {
    expect(verdict(falling, 'aaa-down:radius').ssh).toEqual([]);
    expect(verdict(falling, 'aaa-rejecting:radius').ssh.length).toBe(9);
    expect(verdict(stuck, 'aaa-down:radius').ssh.length).toBe(9);
  });

  it('a service lives while one of its devices does', () => {
    const servers = ['zrh1/r01/srv01', 'zrh1/r01/srv02'].map((scope) => ({ kind: 'device-dead', scope }));
    const lost = (failures: typeof servers) => whatIf(stuck, failures).counts.ssh.lost;
    expect([lost(servers.slice(0, 1)), lost(servers)]).toEqual([0, 9]);
  });

  it('names are comfort where addresses are literal', () =>
    expect(verdict(stuck, 'dns-down:names').ssh).toEqual([]));
});
