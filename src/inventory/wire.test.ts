import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import type { Network } from '#model/network.ts';
import { resolveInventory } from './resolve.ts';
import { textReader } from './text-reader.ts';

const networkOf = (text: string): Network => {
  const { network, findings } = resolveInventory('i.yaml', textReader({ 'i.yaml': `relaxops: 1\n${text}` }));
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  return must(network, 'network');
};

/** Cables as `a -- b`, without the site. */
const cables = (network: Network, kind: string): string[] =>
  network.cables.filter((c) => c.kind === kind).map((c) => `${c.a} -- ${c.b}`.replaceAll('z/', ''));

const site = (racks: string, more = ''): Network =>
  networkOf(`sites:\n  z:\n    feeds: [A, B]\n    racks: ${racks}\n${more}`);

describe('wiring by default', () => {
  it('makes a star of management switches around the main rack', () => {
    const network = site(
      '{ r1: { devices: { msw1: management-switch, srv1: server } }, r2: { devices: { msw1: management-switch, gw1: gateway } }, r3: { devices: { cs1: console-server } } }',
    );
    expect(network.sites[0]!.mainRack).toBe('z/r2');
    expect(cables(network, 'management')).toEqual([
      'r2/gw1:inside -- r2/msw1:p1',
      'r1/msw1:p1 -- r2/msw1:p2',
      'r1/srv1:bmc -- r1/msw1:p2',
      'r3/cs1:mgmt -- r2/msw1:p3',
    ]);
  });

  it('joins a second management switch of a rack to the main one, and fills it when the first is full', () => {
    const network = site(
      '{ r1: { devices: { "msw[1-2]": management-switch, gw1: gateway, "srv[1-50]": { role: server, psus: 0 } } } }',
    );
    const all = cables(network, 'management');
    expect(all).toContain('r1/msw2:p1 -- r1/msw1:p2');
    expect(all).toContain('r1/srv46:bmc -- r1/msw1:p48');
    expect(all).toContain('r1/srv47:bmc -- r1/msw2:p2');
  });

  it('spreads data ports over switches, and switches over routers by number', () => {
    const network = site(
      '{ r1: { devices: { "rt[1-2]": router, "sw[1-2]": switch, srv1: server } }, r2: { devices: { sw2: switch, srv1: server } } }',
    );
    expect(cables(network, 'production')).toEqual([
      'r1/sw1:p1 -- r1/rt1:p1',
      'r1/sw2:p1 -- r1/rt2:p1',
      'r1/srv1:eth0 -- r1/sw1:p2',
      'r1/srv1:eth1 -- r1/sw2:p2',
      'r2/sw2:p1 -- r1/rt2:p2',
      'r2/srv1:eth0 -- r2/sw2:p2',
      'r2/srv1:eth1 -- r2/sw2:p3',
    ]);
  });

  it('gives servers meta ports only where there is a meta switch', () => {
    const network = site(
      '{ r1: { devices: { bsw1: meta-switch, srv1: server } }, r2: { devices: { bsw1: meta-switch, srv1: server } }, r3: { devices: { srv1: server } } }',
    );
    expect(cables(network, 'meta')).toEqual([
      'r2/bsw1:p1 -- r1/bsw1:p1',
      'r1/srv1:meta -- r1/bsw1:p2',
      'r2/srv1:meta -- r2/bsw1:p2',
      'r3/srv1:meta -- r1/bsw1:p3',
    ]);
    const without = site('{ r1: { devices: { srv1: server } } }');
    expect(without.devices[0]!.ports.map((p) => p.name)).toEqual(['eth0', 'eth1', 'bmc', 'psu1', 'psu2']);
  });

  it('takes consoles to the console server of the rack, else of the site, else nowhere', () => {
    const racks =
      '{ r1: { devices: { cs1: console-server, rt1: router } }, r2: { devices: { sw1: switch, srv1: { role: server, bmc: none } } } }';
    expect(cables(site(racks), 'console')).toEqual([
      'r1/rt1:console -- r1/cs1:tty1',
      'r2/sw1:console -- r1/cs1:tty2',
      'r2/srv1:console -- r1/cs1:tty3',
    ]);
    expect(cables(site('{ r1: { devices: { rt1: router } } }'), 'console')).toEqual([]);
  });

  it('takes power in turn from the PDUs of the rack, which hang on the feeds in turn', () => {
    const network = site(
      '{ r1: { devices: { "pdu[1-2]": pdu, srv1: server } }, r2: { devices: { srv1: server } } }',
    );
    expect(cables(network, 'power')).toEqual([
      'r1/pdu1:psu1 -- feed:A',
      'r1/pdu2:psu1 -- feed:B',
      'r1/srv1:psu1 -- r1/pdu1:o1',
      'r1/srv1:psu2 -- r1/pdu2:o1',
      'r2/srv1:psu1 -- feed:A',
      'r2/srv1:psu2 -- feed:B',
    ]);
  });

  it('leaves alone what is written, and what is left open on purpose', () => {
    const network = site(
      '{ r1: { devices: { "sw[1-2]": switch, "srv[1-2]": server, pdu1: pdu } } }',
      `    cables:
      - r1/srv1:eth0 -- r1/sw2:p40
      - { a: r1/pdu1:o9, b: r1/srv1:psu2, route: left duct }
      - feed:B -- r1/srv2:psu1
    uncabled: [ r1/srv2:eth1 ]
`,
    );
    expect(cables(network, 'production')).toEqual([
      'r1/srv1:eth0 -- r1/sw2:p40',
      'r1/srv1:eth1 -- r1/sw2:p1',
      'r1/srv2:eth0 -- r1/sw1:p1',
    ]);
    expect(cables(network, 'power').slice(0, 2)).toEqual([
      'r1/srv1:psu2 -- r1/pdu1:o9',
      'r1/srv2:psu1 -- feed:B',
    ]);
    expect(network.cables.find((c) => c.a === 'z/r1/srv1:psu2')).toMatchObject({
      origin: 'written',
      route: 'left duct',
    });
    expect(network.devices.find((d) => d.name === 'sw2')!.ports.map((p) => p.name)).toContain('p40');
  });
});
