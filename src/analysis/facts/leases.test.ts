import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { parseFailure } from '../parse-failure.ts';
import { analyse } from '../state.ts';
import { whatIf } from '../whatif.ts';

const network = loadInventory('test/cases/inside/relaxops.yaml').network!;
const SW = 'zrh1/r01/sw1';

/** Whether the switch, which waits for a lease, is reached after the site's power was away. */
const reached = (of: Network, ...more: string[]): boolean => {
  const analysis = analyse(of);
  const failures = ['power-returned:zrh1', ...more].map((text) => {
    const failure = parseFailure(analysis, text);
    if (!failure.ok) throw new Error(text);
    return failure.value;
  });
  return whatIf(analysis, failures).devices.find(({ device }) => device === SW)?.states.ssh !== 'lost';
};

const withoutMac: Network = {
  ...network,
  devices: network.devices.map((device) =>
    device.id !== SW ? device : { ...device, ports: device.ports.map(({ mac: _none, ...port }) => port) },
  ),
};

describe('a device that waits for a lease of a server of ours', () => {
  it('starts while one of the pair lives', () => {
    expect(reached(network)).toBe(true);
    expect(reached(network, 'service-crash:zrh1/r01/gw1/dnsmasq')).toBe(true);
  });
  it('stays down without both', () => {
    expect(reached(network, 'service-crash:zrh1/r01/gw1/dnsmasq', 'service-crash:zrh1/r01/gw2/dnsmasq')).toBe(
      false,
    );
  });
  it('stays down without a reservation', () => expect(reached(withoutMac)).toBe(false));
});
