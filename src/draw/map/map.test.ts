import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { loadInventory } from '#inventory/load.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { escapeXml } from '../text.ts';
import { inventoryOf, readerOf, renamed } from './_networks.ts';
import { xmlFlaws } from './_well-formed.ts';
import { mapSvg } from './map-svg.ts';
import type { MapModel } from './model.ts';
import { mapOf } from './network-map.ts';
import type { RackMode } from './racks.ts';

/** For what is much work: the machine may have other things to do. */
const SLOW = { timeout: 180_000 };
const EXAMPLES = ['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'];
const example = (name: string): Network => loadInventory(`examples/${name}/relaxops.yaml`).network!;
const full = example('full');
const analysis = analyse(full);
const broken = (...failures: Failure[]): MapModel => mapOf(full, whatIf(analysis, failures));
const node = (model: MapModel, device: string) => model.nodes.find((one) => one.members.includes(device))!;

const large = (): Network => {
  const shape = { sites: 1, racks: 45, servers: 12, gateways: 1, switches: 1, meta: false, mobile: false };
  return resolveInventory('relaxops.yaml', readerOf(inventoryOf(shape))).network!;
};

describe('what is drawn', () => {
  it.each(EXAMPLES)('%s: every site, rack, device and feed once, every edge with both ends', (name) => {
    const network = example(name);
    const model = mapOf(network);
    const places = (kind: string) => model.places.filter((place) => place.kind === kind);
    const devices = model.nodes.filter(
      (one) => !['operators', 'provider', 'station', 'feed'].includes(one.kind),
    );
    expect(places('site').map((place) => place.id)).toEqual(network.sites.map((site) => site.id));
    expect(
      places('rack')
        .flatMap((place) => place.racks ?? [])
        .sort(),
    ).toEqual(network.racks.map((r) => r.id).sort());
    expect(devices.flatMap((one) => one.members).sort()).toEqual(network.devices.map((d) => d.id).sort());
    const ids = new Set(model.nodes.map((one) => one.id));
    expect(ids.size).toBe(model.nodes.length);
    expect(network.feeds.filter((feed) => !ids.has(`feed:${feed.id}`))).toEqual([]);
    expect(model.edges.length).toBeGreaterThan(2);
    expect(model.edges.filter((edge) => !ids.has(edge.from) || !ids.has(edge.to))).toEqual([]);
  });

  it.each(EXAMPLES)('%s: every cable between two boxes is on one edge', (name) => {
    const network = example(name);
    const drawn = mapOf(network).edges.flatMap((edge) => edge.cables);
    expect(new Set(drawn).size).toBe(drawn.length);
    // Alike devices share an edge to everything outside their box; nothing here is cabled to its like.
    expect(drawn.sort()).toEqual(network.cables.map((cable) => cable.id).sort());
  });

  it.each(EXAMPLES)('%s: every name is in the picture, as text', (name) => {
    const network = example(name);
    const model = mapOf(network);
    const svg = mapSvg(model);
    const shown = new Set([...svg.matchAll(/<text [^>]*>([^<]+)<\/text>/g)].map((match) => match[1]!));
    const names = [...network.sites, ...network.stations, ...network.places].map((one) => one.id);
    const labels = new Set(model.nodes.map((one) => one.label));
    const alone = network.devices.filter((device) => labels.has(device.name));
    expect(alone.length).toBeGreaterThan(1);
    expect([...names, ...alone.map((device) => device.name)].filter((one) => !shown.has(one))).toEqual([]);
    expect(network.providers.filter((one) => !svg.includes(one.id))).toEqual([]);
  });

  it.each(EXAMPLES)('%s: counts every device, those outside the sites too', (name) => {
    const network = example(name);
    const head = mapSvg(mapOf(network)).match(
      />(\d+) sites?, (\d+) racks?, (\d+) devices?(?: with (\d+) rendezvous)?</,
    )!;
    const outside = network.devices.filter((device) => device.site === undefined).length;
    const all = [network.sites.length, network.racks.length, network.devices.length, outside];
    expect(head.slice(1).map((count) => Number(count ?? 0))).toEqual(all);
  });

  it('folds what is alike from three on, and keeps apart what is not', () => {
    const model = mapOf(large(), undefined, 'each');
    const servers = model.nodes.filter((one) => one.kind === 'server');
    expect(servers.map((one) => [one.label, one.members.length])).toEqual(Array(45).fill(['srv[01-12]', 12]));
    expect(mapOf(full).nodes.filter((one) => one.members.length > 1 && one.kind !== 'operators')).toEqual([]);
  });

  it('draws racks that are alike as one when a site has too many', () => {
    const network = large();
    const racks = (mode: RackMode, result?: ReturnType<typeof whatIf>) =>
      mapOf(network, result, mode).places.filter((place) => place.kind === 'rack');
    expect(racks('each').length).toBe(45);
    const auto = racks('auto');
    expect(auto.length).toBeLessThan(8);
    expect(auto.flatMap((place) => place.racks).sort()).toEqual(network.racks.map((rack) => rack.id).sort());
    const dead = whatIf(analyse(network), [{ kind: 'device-dead', scope: 's1/r20/msw1' }]);
    expect(racks('auto', dead).filter((place) => place.racks?.includes('s1/r20'))).toMatchObject([
      { racks: ['s1/r20'] },
    ]);
  });
});

describe('with failures', () => {
  it('crosses out what failed, wherever it is drawn', () => {
    const model = broken(
      { kind: 'device-dead', scope: 'zrh1/r01/gw1' },
      { kind: 'provider-down', scope: 'sunrise' },
      { kind: 'feed-down', scope: 'ber1/A' },
      { kind: 'service-crash', scope: 'ber1/r01/jump1/sshd' },
      { kind: 'link-cut', scope: 'zrh1/r02/msw1:p1' },
    );
    const failed = [...model.nodes, ...model.edges]
      .filter((one) => one.failed.length > 0)
      .map((one) => one.id);
    // Salt rides on Sunrise.
    expect(failed.sort()).toEqual([
      'ber1/r01/jump1',
      'feed:ber1/A',
      'management zrh1/r02/msw1 zrh1/r01/msw1',
      'provider:salt',
      'provider:sunrise',
      'zrh1/r01/gw1',
    ]);
    const crosses = (svg: string): number => svg.split('stroke="#b42318"').length;
    expect(crosses(mapSvg(model))).toBeGreaterThan(crosses(mapSvg(broken())));
    // One at its name and one in the legend.
    const feed = mapSvg(broken({ kind: 'feed-down', scope: 'ber1/A' }));
    expect(feed.split('stroke="#b42318" stroke-width="2.6"').length - 1).toBe(2);
  });

  it('says the state of every device as whatif does', () => {
    const failures = [{ kind: 'link-cut', scope: 'zrh1/r02/msw1:p1' }];
    const result = whatIf(analysis, failures);
    const model = mapOf(full, result);
    for (const { device, states } of result.devices) {
      const all = Object.values(states);
      const worst = ['lost', 'other-path', 'unaffected', 'never'].find((state) =>
        all.some((one) => one === state),
      );
      expect([device, node(model, device).state]).toEqual([device, worst]);
    }
    expect(node(model, 'zrh1/r02/sw1').lost).toContain('ssh');
    const svg = mapSvg(model);
    expect(svg).toContain('link-cut:zrh1/r02/msw1:p1: HANDS NOW');
    expect(svg).toMatch(/<desc id="desc">[^<]*A way in is lost to: [^<]*zrh1\/r02\/sw1/);
  });

  it('names every device of a failure that is mended one by one, by how somebody gets to it', () => {
    const switches = ['zrh1/r02/sw1', 'zrh1/r03/sw1'];
    const devices = full.devices.map((d) =>
      switches.includes(d.id) ? { ...d, platform: 'os', version: '9' } : d,
    );
    const network = { ...full, devices };
    const model = mapOf(network, whatIf(analyse(network), [{ kind: 'software-bug', scope: 'os-9' }]));
    expect(model.whatIf!.failures.map(({ each }) => each)).toEqual([['power: zrh1/r02/sw1, zrh1/r03/sw1']]);
    expect(mapSvg(model)).toContain('one by one, power: zrh1/r02/sw1, zrh1/r03/sw1');
  });
});

describe('the file', () => {
  it('of the smallest example is the one in docs/', () =>
    expect(mapSvg(mapOf(example('a-one-server')))).toBe(readFileSync('docs/maps/a-one-server.svg', 'utf8')));

  it.each(EXAMPLES)('%s: is the same bytes each time, well-formed, with nothing active in it', (name) => {
    const svg = mapSvg(mapOf(example(name)));
    expect(mapSvg(mapOf(structuredClone(example(name))))).toBe(svg);
    expect(xmlFlaws(svg)).toEqual([]);
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" [^>]*role="img" aria-labelledby="title desc">/,
    );
    // One style is there, for paper; it holds no address.
    const rest = svg
      .replace('xmlns="http://www.w3.org/2000/svg"', '')
      .replace(/<style>@page[^<]*<\/style>/, '');
    expect(rest).not.toMatch(/<script|href|url\(|https?:|<style|\son\w+=|<image|<foreign/i);
  });

  it('the check of well-formedness sees what is wrong', () => {
    const wrong = [
      '<a><b></a></b>',
      '<a x="1" x="2"/>',
      '<a>&nbsp;</a>',
      '<a>1 < 2</a>',
      '<a>',
      '<a>\u0000</a>',
      '<a/>x',
    ];
    expect(wrong.filter((xml) => xmlFlaws(xml).length === 0)).toEqual([]);
  });

  it('holds no markup of hostile names', SLOW, () => {
    const network = example('b-one-rack');
    const evil = [
      '</text><script>alert(1)</script>',
      '" onload="alert(1)',
      ']]>',
      '&lt;',
      '\u202egnp.exe',
      '\u0000\ud800',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...evil), fc.string({ unit: 'binary' })), {
          minLength: 9,
          maxLength: 9,
        }),
        (names) => {
          let at = 0;
          const svg = mapSvg(mapOf(renamed(network, () => names[at++ % names.length]!)));
          expect(xmlFlaws(svg)).toEqual([]);
          expect(svg).not.toMatch(/<script|\u202e/);
        },
      ),
      { numRuns: 30 },
    );
    expect(escapeXml(`<&>"'`)).toBe('&lt;&amp;&gt;&quot;&#39;');
  });
});
