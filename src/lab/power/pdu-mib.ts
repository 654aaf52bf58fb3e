import type { LabPdu, LabPduOutlet } from '../plan.ts';

/** An object of the PDU's MIB, as net-snmp's pass_persist spells it. */
export interface MibObject {
  readonly oid: readonly number[];
  readonly type: 'integer' | 'string';
  readonly value: string;
  /** The outlet that a number written here commands. */
  readonly commands?: LabPduOutlet;
}

export type OutletState = 'on' | 'off';
export type OutletStates = (outlet: LabPduOutlet) => {
  readonly state: OutletState;
  readonly pending: boolean;
};

/** enterprises.apc.products.hardware (PowerNet-MIB). */
export const HARDWARE = [1, 3, 6, 1, 4, 1, 318, 1, 1];
const RPDU = [...HARDWARE, 12];
const RPDU2 = [...HARDWARE, 26];

/** rPDUOutletControlOutletCommand and rPDU2OutletSwitchedControlCommand, by outlet. */
export const RPDU_COMMAND = [...RPDU, 3, 3, 1, 1, 4];
export const RPDU2_COMMAND = [...RPDU2, 9, 2, 4, 1, 5];

/** outletStatusOn and Off, immediateOn and Off: 1 and 2 in all of rPDU, and in what rPDU2 is told. */
const ON_OFF: Readonly<Record<OutletState, string>> = { on: '1', off: '2' };
/** What rPDU2OutletSwitchedStatusState says: the other way round. */
const OFF_ON: Readonly<Record<OutletState, string>> = { on: '2', off: '1' };
const PENDING = { true: '1', false: '2' } as const;
/** The only phase, bank and module. */
const ONLY = '1';

type Column = [column: number, type: MibObject['type'], value: string];

const rows = (
  table: readonly number[],
  outlet: LabPduOutlet,
  columns: readonly Column[],
  command?: number,
): MibObject[] =>
  columns.map(([column, type, value]) => ({
    oid: [...table, column, outlet.number],
    type,
    value,
    ...(column === command ? { commands: outlet } : {}),
  }));

/** rPDUOutletControlTable and rPDUOutletStatusTable. */
const firstTables = (outlet: LabPduOutlet, states: OutletStates): MibObject[] => {
  const { state, pending } = states(outlet);
  const number = String(outlet.number);
  const start: Column[] = [
    [1, 'integer', number],
    [2, 'string', outlet.label],
    [3, 'integer', ONLY],
    [4, 'integer', ON_OFF[state]],
  ];
  return [
    ...rows([...RPDU, 3, 3, 1, 1], outlet, [...start, [5, 'integer', ONLY]], 4),
    ...rows([...RPDU, 3, 5, 1, 1], outlet, [
      ...start,
      [5, 'integer', PENDING[`${pending}`]],
      [6, 'integer', ONLY],
    ]),
  ];
};

/** rPDU2OutletSwitchedStatusTable and rPDU2OutletSwitchedControlTable. */
const secondTables = (outlet: LabPduOutlet, states: OutletStates): MibObject[] => {
  const { state, pending } = states(outlet);
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
    ...rows([...RPDU2, 9, 2, 4, 1], outlet, [...start, [5, 'integer', ON_OFF[state]]], 5),
  ];
};

/** By number, place for place. */
export const compareOids = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((number, place) => number !== b[place]);
  return at < 0 ? a.length - b.length : (a[at] ?? -1) - (b[at] ?? -1);
};

/** Every object of a PDU as it stands, in order: its name and number of outlets, and both generations' outlet tables. */
export const pduObjects = ({ host, outlets }: LabPdu, states: OutletStates): MibObject[] => {
  const scalars: MibObject[] = [
    { oid: [...RPDU, 1, 1, 0], type: 'string', value: host },
    { oid: [...RPDU, 1, 8, 0], type: 'integer', value: String(outlets.length) },
  ];
  const tables = outlets.flatMap((outlet) => [
    ...firstTables(outlet, states),
    ...secondTables(outlet, states),
  ]);
  return [...scalars, ...tables].sort((a, b) => compareOids(a.oid, b.oid));
};
