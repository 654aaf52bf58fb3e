import { expect, test } from 'vitest';
import type { LabHost, LabPlan } from '../plan.ts';
import { type PowerState, poweredHosts } from './power.ts';

const host = (id: string, sources: readonly string[], chassis = id): LabHost => ({
  id,
  chassis,
  files: [],
  supplies: sources.map((source, n) => ({ cable: `${id}:psu${n + 1}`, source })),
  dataPlane: { interfaces: [] },
});

const plan: LabPlan = {
  name: 'p',
  users: [],
  wires: [],
  feeds: ['A', 'B'],
  outlets: [
    { id: 'pdu1:1', pdu: 'pdu1' },
    { id: 'pdu2:1', pdu: 'pdu2' },
    { id: 'ring1:1', pdu: 'ring1' },
    { id: 'ring2:1', pdu: 'ring2' },
  ],
  hosts: [
    host('srv', ['pdu1:1', 'pdu2:1']),
    host('srv:bmc', ['pdu1:1', 'pdu2:1'], 'srv'),
    host('single', ['pdu1:1']),
    host('pdu1', ['A']),
    host('pdu2', ['B']),
    host('elsewhere', []),
    host('ring1', ['ring2:1']),
    host('ring2', ['ring1:1']),
  ],
};

const off = (state: { [K in keyof PowerState]?: string[] }): string[] => {
  const sets = {
    feedsOff: new Set(state.feedsOff),
    outletsOff: new Set(state.outletsOff),
    cut: new Set(state.cut),
    deadChassis: new Set(state.deadChassis),
  };
  const powered = poweredHosts(plan, sets);
  return plan.hosts.map((h) => h.id).filter((id) => !powered.has(id) && !id.startsWith('ring'));
};

test.each([
  [{}, []],
  [{ feedsOff: ['A'] }, ['single', 'pdu1']],
  [{ feedsOff: ['A', 'B'] }, ['srv', 'srv:bmc', 'single', 'pdu1', 'pdu2']],
  [{ outletsOff: ['pdu1:1'] }, ['single']],
  [{ cut: ['single:psu1', 'srv:psu1'] }, ['single']],
  [{ cut: ['srv:psu1', 'srv:psu2'] }, ['srv']],
  [{ cut: ['pdu1:psu1'] }, ['single', 'pdu1']],
  [{ deadChassis: ['srv'] }, ['srv', 'srv:bmc']],
  [{ deadChassis: ['pdu1'], feedsOff: ['B'] }, ['srv', 'srv:bmc', 'single', 'pdu1', 'pdu2']],
])('without power when %j', (state, expected) => {
  expect(off(state)).toEqual(expected);
});

test('PDUs that feed each other in a ring are dark', () => {
  const none: PowerState = {
    feedsOff: new Set(),
    outletsOff: new Set(),
    cut: new Set(),
    deadChassis: new Set(),
  };
  expect(poweredHosts(plan, none).has('ring1')).toBe(false);
});
