import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { edgeOf, partOf } from '#model/part.ts';
import { topologyOf } from '#model/topology.ts';
import { askedPart, chosenPart } from './part.ts';
import { labMaterial } from './world/material.ts';
import { ALL_PARTS } from './world/parts.ts';
import { labPlan, vantagesOf } from './world/world.ts';

const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'examples/full/relaxops.yaml')).network!;
const racks = network.racks.map(({ id }) => id);
const some = fc.subarray(racks, { minLength: 1 });

describe('a part of a network', () => {
  test('has the addresses of the whole, and nothing that points out of it', () => {
    fc.assert(
      fc.property(some, (chosen) => {
        const part = partOf(network, { racks: chosen });
        const ids = new Set(part.devices.map(({ id }) => id));
        expect(part.addresses).toEqual(network.addresses.filter(({ device }) => ids.has(device)));
        const topology = topologyOf(part);
        for (const cable of part.cables)
          for (const end of [cable.a, cable.b]) if (!/^(feed|provider):/.test(end)) topology.port(end);
        for (const { a, b } of part.interlinks) expect([ids.has(a), ids.has(b)]).toEqual([true, true]);
        expect(edgeOf(network, { racks: chosen }).cables).toEqual(
          network.cables
            .map(({ id }) => id)
            .filter((id) => !part.cables.some((one) => one.id === id))
            .filter((id) => {
              const { a, b } = network.cables.find((one) => one.id === id)!;
              return [a, b].some((end) => ids.has(end.split(':')[0]!));
            }),
        );
      }),
      { numRuns: 20 },
    );
  });

  test('never lets in where the whole does not: less is never more', () => {
    const key = ({ vantage, ip }: { vantage: string; ip: string }) => `${vantage} ${ip}`;
    const whole = new Set(
      predictCells(analyse(network), []).flatMap((one) => (one.answers ? [key(one)] : [])),
    );
    fc.assert(
      fc.property(some, (chosen) => {
        const cells = predictCells(analyse(partOf(network, { racks: chosen })), []);
        expect(cells.filter((one) => one.answers && !whole.has(key(one)))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test('of all racks is the network', () => {
    expect(partOf(network, { racks })).toEqual(network);
    expect(chosenPart(network, {})).toEqual({ ok: true, value: { network } });
  });

  test('of a site ends at its interlinks', () => {
    const part = askedPart(network, { sites: 'ber1' });
    expect(part).toMatchObject({ ok: true });
    if (!part.ok) return;
    const edge = edgeOf(network, part.value);
    expect(edge.interlinks.length).toBeGreaterThan(0);
    expect(edge.cables).toEqual(edge.interlinks);
    expect(edge.closed).toEqual([]);
  });

  test('of a rack that is not the main one has no way in, and says so', () => {
    expect(edgeOf(network, { racks: ['zrh1/r02'] }).closed).toEqual(['zrh1']);
  });

  test('is a lab: whoever tries is in it, and every wire ends at a host', async () => {
    const part = partOf(network, { racks: ['zrh1/r01', 'ber1/r01'] });
    const plan = labPlan(part, { ...(await labMaterial(part)), parts: ALL_PARTS });
    const hosts = new Set(plan.hosts.map(({ id }) => id));
    expect(plan.wires.flatMap(({ a, b }) => [a.host, b.host]).filter((id) => !hosts.has(id))).toEqual([]);
    expect(vantagesOf(part).filter(({ host }) => !hosts.has(host))).toEqual([]);
    expect([...hosts].some((id) => id.startsWith('zrh1/r02'))).toBe(false);
  });
});

describe('what is asked for', () => {
  test.each([
    [{ sites: 'zrh1', racks: 'r02' }, ['zrh1/r02']],
    [{ racks: 'zrh1/r[01-02]' }, ['zrh1/r01', 'zrh1/r02']],
    [{ racks: 'r01' }, racks.filter((id) => id.endsWith('/r01'))],
  ])('%o', (asked, expected) => {
    expect(askedPart(network, asked)).toEqual({ ok: true, value: { racks: expected } });
  });

  test.each([
    [{ sites: 'zhr1' }, [{ text: 'unknown site "zhr1"', hint: 'did you mean zrh1?' }]],
    [
      { sites: 'zhr1', racks: 'zrh1/r1' },
      [
        { text: 'unknown site "zhr1"', hint: 'did you mean zrh1?' },
        { text: 'unknown rack "zrh1/r1"', hint: 'did you mean zrh1/r01?' },
      ],
    ],
    [
      { sites: 'ber1', racks: 'zrh1/r01' },
      [{ text: 'unknown rack "zrh1/r01"', hint: 'there are ber1/r01, ber1/r02, ber1/r03' }],
    ],
    [{ racks: 'r[2-1]' }, [{ text: '--rack: "2-1" ends before it begins' }]],
  ])('%o is told to be wrong, all of it', (asked, expected) => {
    expect(askedPart(network, asked)).toMatchObject({ ok: false, error: expected });
  });
});
