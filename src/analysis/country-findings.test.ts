import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { countryFindings } from './country-findings.ts';

const network = loadInventory('test/cases/countries/relaxops.yaml').network!;
const said = (today: string, more = {}) =>
  countryFindings({ ...network, countryBlock: { ...network.countryBlock!, ...more } }, today).map(
    (f) => f.text,
  );

it('data of 90 days is good, of 91 it is not', () => {
  expect(said('2027-01-29')).toEqual([]);
  expect(said('2027-01-30')).toEqual([
    'the addresses of countries are 91 days old (of 2026-10-31), expected 90 at most',
  ]);
  expect(said('2027-01-30', { maxAge: 91 })).toEqual([]);
});

it('data that nobody has, and of days to come', () => {
  expect(said('2026-11-01', { countries: ['AT', 'CH'] })).toEqual([
    'the country block has no addresses of AT, and nothing can be rendered without',
  ]);
  expect(said('2026-10-30')).toEqual([]);
  expect(said('2026-10-01')).toEqual(['the addresses of countries are of 2026-10-31, a day to come']);
});

it('nobody asked for a block', () => {
  const { countryBlock: _none, ...rest } = network;
  const without: Network = rest;
  expect(countryFindings(without, '2030-01-01')).toEqual([]);
});
