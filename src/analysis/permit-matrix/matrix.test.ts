import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { permitMatrix } from './matrix.ts';

const load = (name: string) => loadInventory(`examples/${name}/relaxops.yaml`).network!;

describe.each(['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'])('%s', (name) => {
  const network = load(name);
  const rows = permitMatrix(network);

  it('every management address is let in somewhere, by name and by address', () => {
    const shared = new Set(network.pairs.map((pair) => pair.shared));
    const managed = network.addresses
      .filter((a) => a.network === 'management' && !shared.has(a.ip))
      .map((a) => a.ip);
    const told = new Set(
      rows.filter((r) => r.direction === 'in' && r.protocol === 'tcp').flatMap((r) => r.destinations),
    );
    expect(managed.filter((ip) => !told.has(ip))).toEqual([]);
  });

  it('ends with a denial wherever something is permitted in or through', () => {
    const places = new Set(
      rows
        .filter((r) => r.direction === 'in' || r.direction === 'through')
        .map((r) => `${r.at} ${r.direction}`),
    );
    const last = [...places].map((place) => rows.filter((r) => `${r.at} ${r.direction}` === place).at(-1)!);
    expect(last.filter((r) => r.action !== 'deny')).toEqual([]);
  });

  it('no permit is without an address where its zone has one', () => {
    const zones = rows.filter((r) => ['operators', 'jumphosts', 'stations', 'gateways'].includes(r.from));
    const empty = zones.filter((r) => r.sources.length === 0).map((r) => r.from);
    // Without a jumphost or a door a zone is empty; in the full example none is.
    expect(name === 'full' ? empty : []).toEqual([]);
  });

  it('what is in scope comes alone', () => {
    const [first] = network.devices;
    const alone = permitMatrix(network, (id) => id === first!.id);
    expect(alone.filter((r) => r.at !== first!.id && !r.at.startsWith(`${first!.id}:`))).toEqual([]);
  });
});

describe('an empty zone', () => {
  it('permits nobody, not anybody', () => {
    // One rack without stations: what they might do must not read as "any".
    const network = { ...load('b-one-rack'), stations: [], doors: [] };
    const rows = permitMatrix(network).filter((r) => r.from === 'operators' || r.from === 'stations');
    expect(rows.filter((r) => r.action === 'permit' && r.sources.length === 0)).toEqual([]);
  });
});
