import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LabHost, LabPlan } from '../plan.ts';
import { Facts, put } from './facts.ts';
import { Sequencing, setSetting } from './sequencing.ts';
import { Turn } from './turn.ts';

const host = (id: string, source: string): LabHost => ({
  id,
  chassis: id,
  files: [],
  supplies: [{ cable: `${id}:psu1`, source }],
  dataPlane: { interfaces: [] },
});
const outlet = (pdu: string, number: number, onAfter: number) => ({
  number,
  id: `${pdu}:o${number}`,
  label: '',
  watts: 100,
  onAfter,
});

/** Feed A, pdu1 with three outlets 2 s apart; on its last one pdu2 with one outlet of 5 s. */
const plan: LabPlan = {
  name: 'p',
  users: [],
  wires: [],
  feeds: ['A'],
  outlets: [...[1, 2, 3].map((n) => ({ id: `pdu1:o${n}`, pdu: 'pdu1' })), { id: 'pdu2:o1', pdu: 'pdu2' }],
  hosts: [
    host('pdu1', 'A'),
    host('srv1', 'pdu1:o1'),
    host('srv2', 'pdu1:o2'),
    host('pdu2', 'pdu1:o3'),
    host('srv3', 'pdu2:o1'),
  ],
  emulated: {
    consoles: [],
    lines: [],
    bmcs: [],
    pdus: [
      { host: 'pdu1', mib: 'apc', outlets: [0, 1, 2].map((n) => outlet('pdu1', n + 1, 2 * n)) },
      { host: 'pdu2', mib: 'apc', outlets: [outlet('pdu2', 1, 5)] },
    ],
  },
};

const bench = () => {
  const facts = new Facts();
  const hardware = {
    plan,
    facts,
    turn: new Turn(),
    setOutlet: async (id: string, on: boolean) => {
      put(facts.outletsWaiting, id, false);
      put(facts.outletsOff, id, !on);
      sequencing.powered();
      return true;
    },
  };
  const sequencing = new Sequencing(hardware);
  const powered = (): string[] => [...sequencing.powered()];
  const feed = (on: boolean): string[] => {
    put(facts.feedsOff, 'A', !on);
    return powered();
  };
  return { facts, hardware, powered, feed };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const EVERYTHING = ['pdu1', 'srv1', 'srv2', 'pdu2', 'srv3'];

test('a lab is built running; when its feed returns, outlets go on one after the other', async () => {
  const { powered, feed, facts } = bench();
  expect(powered()).toEqual(EVERYTHING);
  expect(feed(false)).toEqual([]);
  expect(feed(true)).toEqual(['pdu1', 'srv1']);
  expect([...facts.outletsWaiting]).toEqual(['pdu1:o2', 'pdu1:o3']);
  await vi.advanceTimersByTimeAsync(2000);
  expect(powered()).toEqual(['pdu1', 'srv1', 'srv2']);
  await vi.advanceTimersByTimeAsync(2000);
  // The second PDU counts from its own power on.
  expect(powered()).toEqual(['pdu1', 'srv1', 'srv2', 'pdu2']);
  await vi.advanceTimersByTimeAsync(4999);
  expect(powered()).not.toContain('srv3');
  await vi.advanceTimersByTimeAsync(1);
  expect(powered()).toEqual(EVERYTHING);
});

test('another cut on the way begins anew, and leaves no timer behind', async () => {
  const { feed, powered, facts } = bench();
  powered();
  feed(false);
  feed(true);
  await vi.advanceTimersByTimeAsync(1999);
  feed(false);
  expect([facts.outletsWaiting.size, vi.getTimerCount()]).toEqual([0, 0]);
  expect(feed(true)).toEqual(['pdu1', 'srv1']);
  await vi.advanceTimersByTimeAsync(1999);
  expect(powered()).toEqual(['pdu1', 'srv1']);
});

test('what is set at the PDU counts, and what is switched by hand waits for nothing', async () => {
  const { feed, powered, facts, hardware } = bench();
  powered();
  setSetting(facts, 'pdu1', 'coldStart', 10);
  setSetting(facts, 'pdu1:o2', 'onAfter', 1);
  put(facts.outletsOff, 'pdu1:o3', true);
  feed(false);
  expect(feed(true)).toEqual(['pdu1']);
  await hardware.setOutlet('pdu1:o1', true);
  expect(powered()).toEqual(['pdu1', 'srv1']);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(powered()).toEqual(['pdu1', 'srv1', 'srv2']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([...facts.outletsOff]).toEqual(['pdu1:o3']);
});
