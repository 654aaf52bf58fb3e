import { describe, expect, it } from 'vitest';
import { analyse } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { loadInventory } from '#inventory/load.ts';
import { renamed } from '../map/_networks.ts';
import { xmlFlaws } from '../map/_well-formed.ts';
import { elevationOf } from './elevation.ts';
import { elevationSvg } from './elevation-svg.ts';

const network = loadInventory('examples/full/relaxops.yaml').network!;
const rack = elevationOf(network, 'zrh1/r02')!;
const device = (name: string) => rack.devices.find((one) => one.name === name)!;

describe('elevation', () => {
  it('has every device of the rack once, management above servers above PDUs', () => {
    expect(rack.devices.map((one) => one.name)).toEqual([
      'sw1',
      'sw2',
      'msw1',
      'bsw1',
      'srv01',
      'srv02',
      'pdu1',
      'pdu2',
    ]);
    for (const { id } of network.racks) {
      const names = network.devices.filter((one) => one.rack === id).map((one) => one.id);
      expect(
        elevationOf(network, id)!
          .devices.map((one) => one.device)
          .sort(),
      ).toEqual(names.sort());
    }
  });

  it('says where management, console and power of a device lead', () => {
    expect(device('sw1')).toMatchObject({
      management: [{ port: 'mgmt', to: 'msw1:p4' }],
      console: [{ port: 'console', to: 'r01/cs1:tty11' }],
      power: [
        { port: 'psu1', to: 'pdu1:o2', feeds: ['A'] },
        { port: 'psu2', to: 'pdu2:o2', feeds: ['B'] },
      ],
    });
    expect(device('srv01')).toMatchObject({ management: [{ port: 'bmc' }], console: [] });
    expect(device('pdu2').power).toMatchObject([{ to: 'feed B', feeds: ['B'] }]);
  });

  it('tells a port that is not plugged in from one that is not there', () => {
    const cut = {
      ...network,
      cables: network.cables.filter(({ a, b }) => ![a, b].includes('zrh1/r02/sw1:console')),
    };
    const told = (of: typeof network) =>
      elevationSvg(elevationOf(of, 'zrh1/r02')!).split('>not plugged in<').length;
    expect([told(network), told(cut)]).toEqual([1, 2]);
  });

  it('knows no rack that there is not', () => expect(elevationOf(network, 'zrh1/r99')).toBeUndefined());

  it('is drawn with every name, and says that heights are unknown', () => {
    const svg = elevationSvg(rack);
    expect(xmlFlaws(svg)).toEqual([]);
    for (const one of rack.devices) expect(svg).toContain(`>${one.name}</text>`);
    expect(svg).toContain('positions in the rack are not in the inventory');
    expect(svg).toContain('mgmt → msw1:p4');
  });

  it('crosses out what failed and shows the state of each device', () => {
    const failures = [
      { kind: 'device-dead', scope: 'zrh1/r02/msw1' },
      { kind: 'link-cut', scope: 'zrh1/r02/sw1:console' },
    ];
    const model = elevationOf(network, 'zrh1/r02', whatIf(analyse(network), failures))!;
    const failed = model.devices.filter((one) => one.failed.length > 0).map((one) => one.name);
    const cut = model.devices.flatMap((one) => one.console).filter((lead) => lead.failed.length > 0);
    expect({ failed, cut: cut.map((lead) => lead.cable) }).toEqual({
      failed: ['msw1'],
      cut: ['zrh1/r02/sw1:console'],
    });
    expect(model.devices.find((one) => one.name === 'sw1')!.state).toBe('lost');
    const svg = elevationSvg(model);
    expect(svg).toContain('device-dead:zrh1/r02/msw1: ');
    expect(svg.split('#b42318').length).toBeGreaterThan(elevationSvg(rack).split('#b42318').length + 4);
  });

  it('explains every sign that needs it, and no other', () => {
    const unfed = {
      ...network,
      cables: network.cables.filter(({ a, b }) => ![a, b].some((end) => end.startsWith('feed:zrh1/A'))),
    };
    const result = whatIf(analyse(network), [{ kind: 'device-dead', scope: 'zrh1/r02/msw1' }]);
    const told = (svg: string) =>
      ['the feed behind it is not in the inventory', 'a way in is lost'].map((text) =>
        svg.includes(`>${text}<`),
      );
    expect(told(elevationSvg(rack))).toEqual([false, false]);
    expect(elevationSvg(elevationOf(unfed, 'zrh1/r02')!)).toContain('>?</text>');
    expect(told(elevationSvg(elevationOf(unfed, 'zrh1/r02')!))).toEqual([true, false]);
    expect(told(elevationSvg(elevationOf(network, 'zrh1/r02', result)!))).toEqual([false, true]);
  });

  it('holds no markup of hostile names', () => {
    const evil = renamed(network, () => '</text><script>alert(1)</script>');
    const svg = elevationSvg(elevationOf(evil, 'zrh1/r01')!);
    expect({ flaws: xmlFlaws(svg), script: svg.includes('<script') }).toEqual({ flaws: [], script: false });
  });
});
