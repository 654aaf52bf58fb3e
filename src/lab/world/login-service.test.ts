import { expect, it } from 'vitest';
import { predictRefused } from '#analysis/predict-logins.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { loginServices } from '#model/login-service.ts';
import { partsUsed } from '../preflight.ts';
import { playedLogins } from './login-service.ts';
import { ALL_PARTS } from './parts.ts';

/** A lab that cannot play authentication servers has logins that ask nobody, and is predicted so. */
const network = loadInventory('test/cases/logins/relaxops.yaml').network!;

it('without the daemon nobody asks, and nobody is refused', () => {
  const played = playedLogins(network, { ...ALL_PARTS, logins: false });
  expect([loginServices(network).length, loginServices(played).length]).toEqual([2, 0]);
  const down = [{ kind: 'aaa-rejecting', scope: 'radius' }];
  expect([predictRefused(analyse(network), down).size, predictRefused(analyse(played), down).size]).toEqual([
    3, 0,
  ]);
});

it('with it the network is played as it is', () => expect(playedLogins(network, ALL_PARTS)).toBe(network));

it('the part is missed only where somebody asks', () => {
  const other = loadInventory('examples/b-one-rack/relaxops.yaml').network!;
  expect([partsUsed(network).includes('logins'), partsUsed(other).includes('logins')]).toEqual([true, false]);
});
