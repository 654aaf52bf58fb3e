import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { endpoints } from '#model/endpoint.ts';
import { vantagesOf } from '../world/world.ts';
import { panelOf } from './panel.ts';

const network = loadInventory(join(import.meta.dirname, '../../../examples/full/relaxops.yaml')).network!;
const ends = endpoints(network);
const vantages = vantagesOf(network);
const places = vantages.flatMap(({ id }) => ends.map(({ address }) => ({ vantage: id, ip: address.ip })));
const panel = [...panelOf(network, places)];
const of = (ip: string) => ends.find(({ address }) => address.ip === ip)!;

it('is a small part of all cells, and some of every vantage point', () => {
  expect(panel.length).toBeLessThan(places.length / 5);
  expect(new Set(panel.map((place) => place.vantage)).size).toBe(vantages.length);
});

it('has every role of every site, and every network, from two vantage points at least', () => {
  const kind = (ip: string) => `${of(ip).device.site} ${of(ip).device.role} ${of(ip).address.network}`;
  for (const wanted of new Set(places.map(({ ip }) => kind(ip)))) {
    const from = new Set(panel.filter(({ ip }) => kind(ip) === wanted).map(({ vantage }) => vantage));
    expect(from.size, wanted).toBeGreaterThan(1);
  }
});
