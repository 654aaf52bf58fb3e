import { expect, it } from 'vitest';
import type { Network } from '#model/network.ts';
import type { Hardware } from '../faults/fault.ts';
import type { Cell } from './observation.ts';
import type { Observer, Place } from './observer.ts';
import { observeEnd, observeFailure, observeStart, type Site } from './one-failure.ts';

/** A lab of four cells; what answers is a function of the time since the failure, in rounds. */
const places: Place[] = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'].map((ip) => ({ vantage: 'v', ip }));

const site = (answers: (ip: string, round: number, broken: boolean) => boolean) => {
  let [round, tries, broken] = [0, 0, false];
  const asked: string[][] = [];
  const observer: Observer = {
    places,
    get tries() {
      return tries;
    },
    round: async (look, some) => {
      const now = places.filter((place) => some?.has(place) ?? true);
      tries += now.length;
      asked.push([look.hostKey ? 'close' : 'quick', ...now.map(({ ip }) => ip.slice(-1))]);
      round++;
      return now.map(
        ({ vantage, ip }): Cell => ({
          vantage,
          ip,
          outcome: answers(ip, round, broken) ? 'answered' : 'timeout',
        }),
      );
    },
  };
  const change = (to: boolean) => async () => {
    [round, broken] = [0, to];
    asked.length = 0;
    return { changed: true, durationMs: 0 };
  };
  const hardware = { cut: change(true), mendCut: async () => change(false)() } as unknown as Hardware;
  const made: Site = {
    // A cut asks nothing of it.
    network: {} as Network,
    hardware,
    observer,
    panel: new Set([places[0]!]),
    switchOver: 20,
    login: async () => [],
  };
  return { made, asked };
};
const failure = { kind: 'link-cut', scope: 'x' };
const outcomes = (cells: readonly Cell[]) => cells.map(({ outcome }) => (outcome === 'answered' ? 1 : 0));

it('looks closely at every cell, and a second time at the panel and what changed', async () => {
  const seen: string[][] = [];
  const { made, asked } = site((ip, _round, broken) => !(broken && ip.endsWith('3')));
  const start = await observeStart(made);
  const login = async () => {
    seen.push(...asked);
    return [];
  };
  const found = await observeFailure({ ...made, login }, failure, start);
  expect(seen).toEqual([['close', '1', '2', '3', '4']]);
  expect(outcomes(found.cells)).toEqual([1, 1, 0, 1]);
  expect(found.notMended).toEqual([]);
  // All closely, the panel and the lost cell again, and both again after mending.
  expect([found.rounds, found.tries]).toEqual([1, 4 + 2 + 2]);
});

it('looks closely again where the second look sees something else', async () => {
  const { made } = site((ip, round, broken) => !(broken && ip.endsWith('2') && round < 2));
  const found = await observeFailure(made, failure, await observeStart(made));
  expect(found.rounds).toBe(2);
  expect(found.settledAfter).toBe(2);
  expect(outcomes(found.cells)).toEqual([1, 1, 1, 1]);
});

it('sees at the end what a failure left behind, wherever it is', { timeout: 60_000 }, async () => {
  let left = false;
  const { made } = site((ip, _round, broken) => {
    left ||= broken;
    return !(left && !broken && ip.endsWith('4'));
  });
  const start = await observeStart(made);
  const found = await observeFailure(made, failure, start);
  expect(found.notMended).toEqual([]);
  const end = await observeEnd(made, start, 200);
  expect(end.notMended.map(({ ip }) => ip)).toEqual(['10.0.0.4']);
  expect(end.settledAfter).toBeUndefined();
});
