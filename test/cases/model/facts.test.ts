import { describe, expect, it } from 'vitest';
import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import { type WhatIf, whatIf } from '#analysis/whatif.ts';
import { must } from '#base/result.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { hasRole } from '#model/device.ts';
import type { Network } from '#model/network.ts';
import { softwareOf } from '#model/software.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn';

const network = (text: string): Network => {
  const resolved = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text }));
  expect(resolved.findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  return must(resolved.network, 'network');
};

/** A site whose only management box is gateway, jumphost, switch and console server at once. */
const SMALL = `
relaxops: 1
networks: { home: { prefix: 198.51.100.0/27, provider: init7, country: CH }, office: 198.51.100.32/27 }
operators:
  alice: { key: ${KEY}, from: [home], phone: salt, duty: [zrh1], trained: 2026-10-01, countries: [CH], workstation: yes }
providers: { init7: , salt: , other: }
sites:
  zrh1:
    feeds: { A: { panel: cellar, watts: 3600 }, B: { panel: roof } }
    racks:
      r01:
        location: room 2
        devices:
          box1: { role: gateway, also: [jumphost, management-switch, console-server], vendor: opengear, power-return: on }
          pdu[1-2]: { role: pdu, ports: { o1: { kind: outlet, label: box left } } }
          sw[1-2]: { role: switch, platform: junos, version: 21.4R3, stack: core, console: { speed: 9600 } }
          sw3: { role: switch, platform: junos, version: 22.1R1, ports: { mgmt: { address: 10.1.9.9 } } }
          rt1: { role: router, protocols: [ssh, snmpv2c], routing: [bgp] }
          srv[01-02]: server
    uplinks:
      r01/rt1: { provider: init7, prefix: 192.0.2.0/27, open: [ssh] }
      r01/box1: { provider: other, address: 203.0.113.2/29, last-mile: east, own-prefix: yes, rate: 100, data-cap: 50 }
    cables:
      - { a: "r01/sw1:p9", b: "r01/sw3:p9", route: duct 3, carries: [management] }
services:
  radius: { kind: aaa, on: ["zrh1/r01/srv[01-02]"], use: access, fallback: local-account }
  badge: { kind: badge, feed: zrh1/A, sites: [zrh1] }
documents: { laptop: { with: alice, updated: 2026-11-01, known: [alice] }, wiki: { on: zrh1/r01/srv01 } }
accounts: { rescue: { on: [switch, router], rotated: 2026-10-01, logged: yes } }
flows: { backup: { from: [server], to: other, network: production, rate: 900 } }
software:
  junos: { reviewed: 2026-01-01 }
  junos-21: { platform: junos, version: 21.4R3, train: long-support, components: [openssh] }
`;

const small = network(SMALL);
const analysis = analyse(small);
const broken = (failure: string): WhatIf => {
  const parsed = parseFailure(analysis, failure);
  if (!parsed.ok) throw new Error(parsed.error);
  return whatIf(analysis, [parsed.value]);
};
const deviceOf = (name: string) =>
  must(
    small.devices.find((one) => one.name === name),
    name,
  );

describe('one box for all', () => {
  const box = deviceOf('box1');

  it('has its roles, and is not rendered', () => {
    const roles = ['gateway', 'jumphost', 'management-switch', 'console-server', 'pdu'] as const;
    expect(roles.map((role) => hasRole(box, role))).toEqual([true, true, true, true, false]);
    expect(box.rendered).toBe(false);
  });

  it('takes management ports and consoles, but not its own console', () => {
    const into = small.cables.filter((cable) => cable.b.startsWith(`${box.id}:`)).map((cable) => cable.a);
    expect(into.sort()).toEqual(
      [
        'pdu1:mgmt pdu2:mgmt rt1:console rt1:mgmt srv01:bmc srv02:bmc sw1:console sw1:mgmt sw2:console sw2:mgmt',
        'sw3:console sw3:mgmt',
      ]
        .join(' ')
        .split(' ')
        .map((port) => `zrh1/r01/${port}`),
    );
  });

  it('is the way to every device, and without it nothing is', () => {
    const healthy = whatIf(analysis, []);
    const lostWith = (failure: string) =>
      broken(failure)
        .devices.filter(({ states }) => states.ssh === 'lost')
        .map(({ device }) => device.replace('zrh1/r01/', ''));
    expect(healthy.counts.ssh.never).toBe(2);
    expect(lostWith(`device-dead:${box.id}`)).toEqual(['box1', 'pdu1', 'pdu2', 'rt1', 'sw1', 'sw2', 'sw3']);
    expect(lostWith('link-cut:zrh1/r01/rt1:mgmt')).toEqual(['rt1']);
  });
});

describe('facts of devices and cables', () => {
  it('are kept as written', () => {
    expect(deviceOf('box1').powerReturn).toBe('on');
    expect(deviceOf('rt1')).toMatchObject({ protocols: ['ssh', 'snmpv2c'], routing: ['bgp'] });
    expect(deviceOf('sw1')).toMatchObject({ stack: 'core', console: { speed: 9600 } });
    expect(deviceOf('pdu1').ports.find((port) => port.name === 'o1')?.label).toBe('box left');
    expect(small.racks[0]?.location).toBe('room 2');
    expect(small.feeds.map(({ panel, watts }) => [panel, watts])).toEqual([
      ['cellar', 3600],
      ['roof', undefined],
    ]);
    expect(small.cables.find((cable) => cable.route === 'duct 3')?.carries).toEqual(['management']);
    expect(small.uplinks.find((uplink) => uplink.provider === 'other')).toMatchObject({
      lastMile: 'east',
      ownPrefix: true,
      rate: 100,
      dataCap: 50,
    });
    expect(small.uplinks.find((uplink) => uplink.provider === 'init7')?.open).toEqual(['ssh']);
  });

  it('an address that was there is kept', () =>
    expect(small.addresses.find(({ device }) => device === 'zrh1/r01/sw3')?.ip).toBe('10.1.9.9'));

  it('members of a stack are misconfigured together', () => {
    const inBand = broken('misconfiguration:zrh1/r01/sw1')
      .devices.filter((state) => state.inBand)
      .map((state) => state.device);
    expect(inBand).toEqual([]);
    expect(broken('device-dead:zrh1/r01/sw1').devices.filter((state) => state.inBand).length).toBe(2);
  });

  it('software is told by version, else by platform', () => {
    const of = (name: string) => softwareOf(small.software, deviceOf(name))?.id;
    expect([of('sw1'), of('sw3'), of('rt1')]).toEqual(['junos-21', 'junos', undefined]);
  });
});

describe('what access depends on', () => {
  it('is told with its devices', () => {
    expect(small.dependencies).toMatchObject([
      {
        id: 'radius',
        kind: 'aaa',
        on: ['zrh1/r01/srv01', 'zrh1/r01/srv02'],
        fallback: 'local-account',
        sites: [],
      },
      { id: 'badge', kind: 'badge', feed: 'zrh1/A', sites: ['zrh1'], use: 'comfort', fallback: 'none' },
    ]);
    expect(small.documents).toMatchObject([{ with: 'alice', known: ['alice'] }, { on: 'zrh1/r01/srv01' }]);
    expect(small.accounts[0]?.on.length).toBe(4);
    expect(small.flows[0]).toMatchObject({
      from: ['zrh1/r01/srv01', 'zrh1/r01/srv02'],
      to: 'other',
      rate: 900,
    });
    expect(small.operators[0]).toMatchObject({
      phone: 'salt',
      duty: ['zrh1'],
      countries: ['CH'],
      workstation: true,
    });
    expect(small.places).toMatchObject([{ provider: 'init7', country: 'CH' }, { id: 'office' }]);
  });
});

describe('failover', () => {
  const two = (engine: string, rendered: string) => `
relaxops: 1
providers: { a: , b: }
sites:
  zrh1:
    failover: ${engine}
    racks: { r01: { devices: { gw1: { role: gateway, rendered: ${rendered} }, gw2: { role: gateway, rendered: ${rendered} }, jump1: jumphost, msw1: management-switch } } }
    uplinks: { r01/gw1: { provider: a, address: 203.0.113.2/29 }, r01/gw2: { provider: b, address: 203.0.113.10/29 } }
`;

  it('is an engine for a pair, also one that others configure', () => {
    expect(network(two('keepalived', 'yes')).pairs[0]?.engine).toBe('keepalived');
    expect(network(two('none', 'yes')).pairs[0]?.engine).toBe('none');
    expect(network(two('carp', 'no')).pairs[0]?.engine).toBe('carp');
  });
});
