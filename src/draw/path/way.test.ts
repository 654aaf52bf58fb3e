import { describe, expect, it } from 'vitest';
import { waysInto } from '#analysis/paths.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { VERBS } from '#model/failure.ts';
import { xmlFlaws } from '../map/_well-formed.ts';
import { wayModel } from './way-model.ts';
import { waySvg } from './way-svg.ts';

const network = loadInventory('examples/full/relaxops.yaml').network!;
const analysis = analyse(network);
const GW1 = { kind: 'device-dead', scope: 'zrh1/r01/gw1' };

/** One of each role in each site: the others are like them, and all of them take long. */
const samples = [
  ...new Map(network.devices.map((device) => [`${device.site} ${device.role}`, device])).values(),
];

describe('way', () => {
  it('is the best way of `relaxops paths`, with the fact of each step', () => {
    expect(samples.length).toBeGreaterThan(15);
    for (const { id } of samples) {
      const model = wayModel(analysis, network, id, VERBS);
      expect(model.ways.map((way) => way.steps)).toEqual(
        VERBS.map((verb) => waysInto(analysis, id, verb)[0]?.steps ?? []),
      );
      const svg = waySvg(model);
      expect(xmlFlaws(svg)).toEqual([]);
      for (const step of model.ways.flatMap((way) => way.steps)) {
        expect(svg).toContain(`>${step.text.replace('>', '&gt;')}</text>`);
        expect(svg).toContain(`; ${step.fact.replace('>', '&gt;')}</title>`);
      }
    }
  });

  it('is the one that is left with failures, and says so', () => {
    const [way] = wayModel(analysis, network, 'zrh1/r02/sw1', ['ssh'], [GW1]).ways;
    expect(way).toMatchObject({ verb: 'ssh', band: 'oob', changed: true });
    expect(way!.steps[0]!.text).toContain('gw2');
    const svg = waySvg(wayModel(analysis, network, 'zrh1/r02/sw1', ['ssh'], [GW1]));
    expect(svg).toContain('by another way than usual');
    expect(svg).toContain('with device-dead:zrh1/r01/gw1');
    const [same] = wayModel(analysis, network, 'ber1/r02/sw1', ['ssh'], [GW1]).ways;
    expect(same!.changed).toBe(false);
  });

  it('that is not there is drawn as none', () => {
    const cut = { kind: 'device-dead', scope: 'zrh1/r02/msw1' };
    const model = wayModel(analysis, network, 'zrh1/r02/srv01', ['console'], [cut]);
    expect(model.ways).toMatchObject([{ band: 'none', steps: [], changed: true }]);
    expect(waySvg(model)).toContain('>no way to console</text>');
  });
});
