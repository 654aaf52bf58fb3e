import { describe, expect, it } from 'vitest';
import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { must } from '#base/result.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';

const site = (more: {
  gw1?: string;
  gw2?: string;
  sw1?: string;
  srv?: string;
  uplink?: string;
  services?: string;
}) => `
relaxops: 1
providers: { a: , b: , c: }
sites:
  zrh1:
    feeds: [A, B]
    racks:
      r01:
        devices:
          gw1: { role: gateway ${more.gw1 ?? ''} }
          gw2: { role: gateway ${more.gw2 ?? ''} }
          jump1: jumphost
          msw1: management-switch
          cs1: console-server
          pdu[1-2]: pdu
          rt1: router
          sw1: { role: switch ${more.sw1 ?? ''} }
          srv[1-2]: { role: server ${more.srv ?? ''} }
    uplinks:
      r01/rt1: { provider: a, prefix: 192.0.2.0/27 }
      r01/gw1: { provider: b, address: 203.0.113.2/29 }
      r01/gw2: { provider: c, address: 203.0.113.10/29 ${more.uplink ?? ''} }
services: { ${more.services ?? ''} }
`;

const asked = (more: Parameters<typeof site>[0]) => {
  const { network, findings } = resolveInventory(
    'relaxops.yaml',
    textReader({ 'relaxops.yaml': site(more) }),
  );
  const analysis = analyse(must(network, JSON.stringify(findings)));
  const failure = parseFailure(analysis, 'power-returned:zrh1');
  return failure.ok ? whatIf(analysis, [failure.value]) : undefined;
};

const coldStart = (more: Parameters<typeof site>[0]) => {
  const result = asked(more);
  if (!result) return { lost: undefined, how: 'no question' };
  const { devices, recovery } = result;
  const lost = devices
    .filter(({ states }) => states.ssh === 'lost')
    .map((one) => one.device.slice('zrh1/r01/'.length));
  return { lost, how: [...recovery.values()][0]!.how };
};

describe('a black start', () => {
  it('is no question where nothing waits', () => expect(coldStart({}).lost).toBeUndefined());

  it('a passphrase is typed over a console that works', () =>
    expect(coldStart({ sw1: ', starts-with: [passphrase]' })).toEqual({ lost: [], how: 'remote' }));

  it('one gateway that waits is helped through the other', () =>
    expect(coldStart({ gw1: ', starts-with: [passphrase]' })).toEqual({ lost: [], how: 'remote' }));

  it('two gateways that wait for each other never start', () => {
    const { lost, how } = coldStart({
      gw1: ', starts-with: [passphrase]',
      gw2: ', starts-with: [passphrase]',
    });
    expect([lost?.length, how]).toEqual([9, 'hands-now']);
  });

  it('a name comes from a server that has started, and not from one that waits for the name', () => {
    const services = 'names: { kind: dns, on: [zrh1/r01/srv1, zrh1/r01/srv2] }';
    expect(coldStart({ sw1: ', starts-with: [name]', services }).lost).toEqual([]);
    expect(coldStart({ sw1: ', starts-with: [name]', srv: ', starts-with: [name]', services }).lost).toEqual([
      'sw1',
    ]);
  });

  it('what nobody offers never comes', () =>
    expect(coldStart({ sw1: ', starts-with: [lease]' }).lost).toEqual(['sw1']));

  it('a box that stays off and has no BMC waits for hands', () => {
    expect(coldStart({ sw1: ', power-return: off' })).toEqual({ lost: ['sw1'], how: 'hands-later' });
    expect(coldStart({ srv: ', power-return: off' })).toEqual({ lost: [], how: 'remote' });
  });

  it('a PIN is typed over the other door', () => {
    expect(coldStart({ uplink: ', medium: mobile, inbound: yes, sim-pin: yes' })).toEqual({
      lost: [],
      how: 'remote',
    });
    const both = coldStart({
      uplink: ', medium: mobile, inbound: yes, sim-pin: yes',
      gw1: ', starts-with: [passphrase]',
    });
    expect([both.lost?.length, both.how]).toEqual([9, 'hands-now']);
  });

  it('says of each thing that waits how somebody gets to it', () => {
    const services = 'clock: { kind: ntp, on: [zrh1/r01/srv1] }';
    const waiting = {
      gw1: ', starts-with: [time]',
      sw1: ', starts-with: [passphrase]',
      srv: ', power-return: off',
    };
    const each = (more: Parameters<typeof site>[0]) => {
      const ends = [...(asked({ ...waiting, services, ...more })?.recovery.values() ?? [])];
      return ends
        .flatMap((one) => one.each ?? [])
        .map((one) => `${one.device.slice(9)} ${one.verb ?? 'nobody'}`);
    };
    expect(each({})).toEqual(['gw1 ssh', 'sw1 console', 'srv1 power', 'srv2 power']);
    // The other door waits as well, so nobody turns on the server that the first one has the time from.
    const uplink = ', medium: mobile, inbound: yes, sim-pin: yes';
    expect(each({ uplink })).toEqual(['gw1', 'sw1', 'srv1', 'srv2', 'gw2'].map((name) => `${name} nobody`));
  });
});
