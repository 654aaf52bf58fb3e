import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { parseFailure } from '../parse-failure.ts';
import { analyse } from '../state.ts';
import { whatIf } from '../whatif.ts';

const both = loadInventory('test/cases/wireguard/relaxops.yaml').network!;
const [GW1, GW2] = ['zrh1/r01/gw1', 'zrh1/r01/gw2'];
/** The second door as OpenVPN's. */
const mixed: Network = {
  ...both,
  doors: both.doors.map((door) => (door.gateway === GW2 ? { ...door, engine: 'openvpn' } : door)),
};

const states = (network: Network, ...failures: string[]) => {
  const analysis = analyse(network);
  const found = failures.map((text) => {
    const failure = parseFailure(analysis, text);
    if (!failure.ok) throw new Error(`there is no ${text}`);
    return failure.value;
  });
  return whatIf(analysis, found).devices.find(({ device }) => device === 'zrh1/r01/jump1')!.states.ssh;
};

describe('a WireGuard door', () => {
  it.each([
    `certificate-expired:${GW1}`,
    `clock-wrong:${GW1}`,
    'crl-expired:wireguard',
    `service-crash:${GW1}/openvpn-oob`,
  ])('knows no %s', (failure) => expect(() => states(both, failure)).toThrow('there is no'));

  it('is the way in when no OpenVPN lets anybody in', () => {
    expect(states(mixed, 'crl-expired:wireguard')).toBe('unaffected');
    expect(states(mixed, 'crl-expired:wireguard', `device-dead:${GW1}`)).toBe('lost');
    expect(states(both, `device-dead:${GW1}`)).toBe('other-path');
  });

  it('is lost with its gateway, its uplink, and the rendezvous in front of it', () => {
    expect(states(both, `device-dead:${GW1}`, 'device-dead:rdv1')).toBe('lost');
    expect(states(both, `device-dead:${GW1}`, `service-crash:${GW2}/openvpn-rdv`)).toBe('lost');
  });

  it('is entered by a profile that somebody chooses', () => {
    const analysis = analyse(both);
    const crash = parseFailure(analysis, `service-crash:${GW1}/keepalived`);
    const { recovery } = whatIf(analysis, crash.ok ? [crash.value] : []);
    expect(JSON.stringify([...recovery.values()])).toContain(
      `WireGuard, a profile chosen by hand, to ${GW1} at 203.0.113.2:51820`,
    );
  });
});
