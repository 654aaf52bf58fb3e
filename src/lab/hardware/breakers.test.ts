import { expect, test } from 'vitest';
import type { LabHost, LabPlan } from '../plan.ts';
import { feedLoads, trippedBy } from './breakers.ts';
import { WHOLE } from './power.ts';

const host = (id: string, sources: readonly string[], draw?: number, chassis = id): LabHost => ({
  id,
  chassis,
  files: [],
  supplies: sources.map((source, n) => ({
    cable: `${id}:psu${n + 1}`,
    source,
    ...(draw === undefined ? {} : { draw }),
  })),
  dataPlane: { interfaces: [] },
});

/** Two servers behind PDUs on two feeds, one on feed C alone. */
const plan = (watts: Readonly<Record<string, number>>): LabPlan => ({
  name: 'p',
  users: [],
  wires: [],
  feeds: ['A', 'B', 'C'],
  breakers: Object.entries(watts).map(([feed, most]) => ({ feed, watts: most })),
  outlets: [
    { id: 'pdu1:1', pdu: 'pdu1' },
    { id: 'pdu2:1', pdu: 'pdu2' },
    { id: 'pdu1:2', pdu: 'pdu1' },
    { id: 'pdu2:2', pdu: 'pdu2' },
  ],
  hosts: [
    host('srv1', ['pdu1:1', 'pdu2:1'], 600),
    host('srv1:bmc', ['pdu1:1', 'pdu2:1'], 600, 'srv1'),
    host('srv2', ['pdu1:2', 'pdu2:2'], 400),
    host('three', ['A', 'B', 'C'], 300),
    host('switch', ['A', 'B']),
    host('pdu1', ['A']),
    host('pdu2', ['B']),
  ],
});

test('live supplies share what a box draws; a BMC draws nothing of its own', () => {
  expect(Object.fromEntries(feedLoads(plan({}), WHOLE))).toEqual({ A: 600, B: 600, C: 100 });
  const oneOff = { ...WHOLE, outletsOff: new Set(['pdu1:1']) };
  expect(Object.fromEntries(feedLoads(plan({}), oneOff))).toEqual({ A: 300, B: 900, C: 100 });
  const noPdu = { ...WHOLE, deadChassis: new Set(['pdu2']) };
  expect(Object.fromEntries(feedLoads(plan({}), noPdu))).toEqual({ A: 1100, B: 100, C: 100 });
  const unplugged = { ...WHOLE, cut: new Set(['three:psu3']) };
  expect(Object.fromEntries(feedLoads(plan({}), unplugged))).toEqual({ A: 650, B: 650 });
});

test('a feed that cannot carry what moves to it trips, and the next one after it', () => {
  expect(trippedBy(plan({ A: 1200, B: 1200, C: 200 }), WHOLE, 'A')).toEqual([]);
  expect(trippedBy(plan({ A: 1200, B: 1100, C: 300 }), WHOLE, 'A')).toEqual(['B']);
  expect(trippedBy(plan({ A: 1200, B: 1100, C: 200 }), WHOLE, 'A')).toEqual(['B', 'C']);
  expect(trippedBy(plan({}), WHOLE, 'A')).toEqual([]);
});
