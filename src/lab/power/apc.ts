import type { LabPdu, LabPduOutlet } from '../plan.ts';
import { type Act, inOrder, type MibObject, type OutletStates, type PduMib, tenths } from './mib.ts';

/** enterprises.apc.products.hardware (PowerNet-MIB). */
const APC = [1, 3, 6, 1, 4, 1, 318];
const HARDWARE = [...APC, 1, 1];
const RPDU = [...HARDWARE, 12];
const RPDU2 = [...HARDWARE, 26];

/** rPDUOutletControlOutletCommand and rPDU2OutletSwitchedControlCommand, by outlet. */
export const RPDU_COMMAND = [...RPDU, 3, 3, 1, 1, 4];
export const RPDU2_COMMAND = [...RPDU2, 9, 2, 4, 1, 5];
/** rPDUOutletDevCommand: all outlets. */
export const RPDU_ALL = [...RPDU, 3, 1, 1, 0];
/** rPDUOutletDevColdstartDelay and rPDU2DeviceConfigColdstartDelay, in seconds: from the PDU's power to its first outlet. */
export const RPDU_COLD_START = [...RPDU, 3, 1, 2, 0];
export const RPDU2_COLD_START = [...RPDU2, 4, 1, 1, 6, 1];
/** rPDUOutletConfigPowerOnTime and RebootDuration, by outlet, in seconds. */
export const RPDU_ON_AFTER = [...RPDU, 3, 4, 1, 1, 4];
export const RPDU_OFF_FOR = [...RPDU, 3, 4, 1, 1, 6];
/** rPDU2OutletMeteredStatusCurrent (tenths of an ampere) and Power (watts), by outlet. */
export const RPDU2_CURRENT = [...RPDU2, 9, 4, 3, 1, 6];
export const RPDU2_POWER = [...RPDU2, 9, 4, 3, 1, 7];
/** rPDULoadStatusLoad: tenths of an ampere of the only phase. */
export const RPDU_LOAD = [...RPDU, 2, 3, 1, 1, 2, 1];

/** outletStatusOn and Off, immediateOn and Off: 1 and 2 in all of rPDU, and in what rPDU2 is told. */
const ON_OFF = { on: '1', off: '2' };
/** What rPDU2OutletSwitchedStatusState says: the other way round. */
const OFF_ON = { on: '2', off: '1' };
const PENDING = { true: '1', false: '2' } as const;
/** The only phase, bank and module; phaseLoadNormal. */
const ONLY = '1';
const LONGEST_S = 7200;
const LONGEST_COLD_START_S = 300;

/** immediateOn, Off, Reboot; delayedOn, Off, Reboot; cancelPendingCommand. */
const outletActs = (outlets: readonly LabPduOutlet[]): Readonly<Record<string, Act>> => ({
  1: { outlets, command: 'on' },
  2: { outlets, command: 'off' },
  3: { outlets, command: 'reboot' },
  4: { outlets, command: 'on', delayed: true },
  5: { outlets, command: 'off', delayed: true },
  6: { outlets, command: 'reboot', delayed: true },
  7: { outlets, command: 'cancel' },
});

/** noCommandAll, immediateAllOn, Off, Reboot; delayedAllOn, Off, Reboot; cancelAllPendingCommands. */
const allActs = (outlets: readonly LabPduOutlet[]): Readonly<Record<string, Act>> => ({
  1: { outlets, command: 'none' },
  ...Object.fromEntries(
    Object.entries(outletActs(outlets)).map(([number, act]) => [String(Number(number) + 1), act]),
  ),
});

type Column = [column: number, type: MibObject['type'], value: string, more?: Partial<MibObject>];

const rows = (table: readonly number[], { number }: LabPduOutlet, columns: readonly Column[]): MibObject[] =>
  columns.map(([column, type, value, more]) => ({ oid: [...table, column, number], type, value, ...more }));

/** rPDUOutletControlTable, ConfigTable and StatusTable. */
const firstTables = (outlet: LabPduOutlet, states: OutletStates): MibObject[] => {
  const { state, pending, onAfter, offFor } = states(outlet);
  const setting = (name: 'onAfter' | 'offFor') => ({
    sets: { of: outlet.id, setting: name, most: LONGEST_S },
  });
  const start: Column[] = [
    [1, 'integer', String(outlet.number)],
    [2, 'string', outlet.label],
    [3, 'integer', ONLY],
  ];
  return [
    ...rows([...RPDU, 3, 3, 1, 1], outlet, [
      ...start,
      [4, 'integer', ON_OFF[state], { acts: outletActs([outlet]) }],
      [5, 'integer', ONLY],
    ]),
    ...rows([...RPDU, 3, 4, 1, 1], outlet, [
      ...start,
      [4, 'integer', String(onAfter), setting('onAfter')],
      [6, 'integer', String(offFor), setting('offFor')],
    ]),
    ...rows([...RPDU, 3, 5, 1, 1], outlet, [
      ...start,
      [4, 'integer', ON_OFF[state]],
      [5, 'integer', PENDING[`${pending}`]],
      [6, 'integer', ONLY],
    ]),
  ];
};

/** rPDU2OutletSwitchedStatusTable, SwitchedControlTable and MeteredStatusTable. */
const secondTables = (outlet: LabPduOutlet, states: OutletStates): MibObject[] => {
  const { state, pending, load } = states(outlet);
  const number = String(outlet.number);
  const start: Column[] = [
    [1, 'integer', number],
    [2, 'integer', ONLY],
    [3, 'string', outlet.label],
    [4, 'integer', number],
  ];
  return [
    ...rows([...RPDU2, 9, 2, 3, 1], outlet, [
      ...start,
      [5, 'integer', OFF_ON[state]],
      [6, 'integer', PENDING[`${pending}`]],
    ]),
    ...rows([...RPDU2, 9, 2, 4, 1], outlet, [
      ...start,
      [5, 'integer', ON_OFF[state], { acts: outletActs([outlet]) }],
    ]),
    ...rows([...RPDU2, 9, 4, 3, 1], outlet, [
      ...start,
      [6, 'integer', tenths(load)],
      [7, 'integer', String(load)],
    ]),
  ];
};

/** The PDU's name, its number of outlets, the load of its only phase, and what all outlets can be told. */
const scalars = ({ host, outlets }: LabPdu, load: number, coldStart: number): MibObject[] => [
  { oid: [...RPDU, 1, 1, 0], type: 'string', value: host },
  { oid: [...RPDU, 1, 8, 0], type: 'integer', value: String(outlets.length) },
  { oid: [...RPDU, 2, 3, 1, 1, 1, 1], type: 'integer', value: ONLY },
  { oid: RPDU_LOAD, type: 'gauge', value: tenths(load) },
  { oid: [...RPDU, 2, 3, 1, 1, 3, 1], type: 'integer', value: ONLY },
  { oid: RPDU_ALL, type: 'integer', value: '1', acts: allActs(outlets) },
  ...[RPDU_COLD_START, RPDU2_COLD_START].map(
    (oid): MibObject => ({
      oid,
      type: 'integer',
      value: String(coldStart),
      sets: { of: host, setting: 'coldStart', most: LONGEST_COLD_START_S },
    }),
  ),
];

/** APC's switched and metered rack PDUs, both generations of their MIB (PowerNet-MIB). */
export const apc: PduMib = {
  id: 'apc',
  vendors: ['apc', 'schneider'],
  product: [...APC, 1, 3, 4, 5],
  root: APC,
  objects: (pdu, states, coldStart) => {
    const load = pdu.outlets.reduce((sum, outlet) => sum + states(outlet).load, 0);
    return inOrder([
      ...scalars(pdu, load, coldStart),
      ...pdu.outlets.flatMap((outlet) => [...firstTables(outlet, states), ...secondTables(outlet, states)]),
    ]);
  },
  nameOf: (outlet) => [...RPDU, 3, 3, 1, 1, 2, outlet],
  commandOf: (outlet) => [...RPDU_COMMAND, outlet],
  numberFor: { on: 1, off: 2, reboot: 3 },
};
