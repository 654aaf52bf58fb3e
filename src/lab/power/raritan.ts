import type { LabPduOutlet } from '../plan.ts';
import { type Act, inOrder, type MibObject, type OutletStates, type PduMib, tenths } from './mib.ts';

/** enterprises.raritan.pdu2 (PDU2-MIB); every index begins with the PDU, 1 where none is cascaded. */
const PDU2 = [1, 3, 6, 1, 4, 1, 13742, 6];
const PDU = 1;
const UNIT = [...PDU2, 3, 2, 2, 1];

/** switchingOperation, and outletSwitchingState. */
export const SWITCHING_OPERATION = [...PDU2, 4, 1, 2, 1, 2, PDU];
const SWITCHING_STATE = [...PDU2, 4, 1, 2, 1, 3, PDU];
/** outletName. */
const OUTLET_NAME = [...PDU2, 3, 5, 3, 1, 3, PDU];
/** outletSequenceDelay: seconds from this outlet to the next when the PDU starts. */
export const SEQUENCE_DELAY = [...PDU2, 3, 5, 3, 1, 32, PDU];
/** measurementsOutletSensorValue, by outlet and sensor: rmsCurrent (tenths of an ampere) and activePower (watts). */
export const OUTLET_SENSOR = [...PDU2, 5, 4, 3, 1, 4, PDU];
export const SENSORS = { rmsCurrent: 1, activePower: 5 } as const;
/** measurementsOverCurrentProtectorSensorValue of the only breaker. */
export const BREAKER_CURRENT = [...PDU2, 5, 3, 3, 1, 4, PDU, 1, SENSORS.rmsCurrent];
/** measurementsInletSensorValue of the only inlet. */
const INLET_SENSOR = [...PDU2, 5, 2, 3, 1, 4, PDU, 1];

/** SensorStateEnumeration: on and off. */
const STATES = { on: '7', off: '8' };

/** off, on, cycle: not as others count. */
const acts = (outlets: readonly LabPduOutlet[]): Readonly<Record<string, Act>> => ({
  0: { outlets, command: 'off' },
  1: { outlets, command: 'on' },
  2: { outlets, command: 'reboot' },
});
/** What switchingOperation reads as: the last that was done. */
const OPERATION = { on: '1', off: '0' };

/** What is set per outlet is counted from the start here, and from the outlet before there. */
const sequenceDelay = (outlets: readonly LabPduOutlet[], at: number, states: OutletStates): number => {
  const next = outlets[at + 1];
  return next ? Math.max(0, states(next).onAfter - states(outlets[at]!).onAfter) : 0;
};

const outletObjects = (outlet: LabPduOutlet, states: OutletStates): MibObject[] => {
  const { state, load } = states(outlet);
  const { number, label } = outlet;
  const sensor = (which: keyof typeof SENSORS, value: string): MibObject => ({
    oid: [...OUTLET_SENSOR, number, SENSORS[which]],
    type: 'gauge',
    value,
  });
  return [
    { oid: [...OUTLET_NAME, number], type: 'string', value: label },
    { oid: [...SWITCHING_OPERATION, number], type: 'integer', value: OPERATION[state], acts: acts([outlet]) },
    { oid: [...SWITCHING_STATE, number], type: 'integer', value: STATES[state] },
    sensor('rmsCurrent', tenths(load)),
    sensor('activePower', String(load)),
  ];
};

/** Raritan's and Server Technology's Xerus PDUs (PDU2-MIB). */
export const raritan: PduMib = {
  id: 'raritan',
  vendors: ['raritan'],
  product: PDU2,
  root: [...PDU2.slice(0, -1)],
  objects: ({ host, outlets }, states) => {
    const load = outlets.reduce((sum, outlet) => sum + states(outlet).load, 0);
    return inOrder([
      { oid: [...UNIT, 4, PDU], type: 'integer', value: String(outlets.length) },
      { oid: [...UNIT, 13, PDU], type: 'string', value: host },
      { oid: [...INLET_SENSOR, SENSORS.activePower], type: 'gauge', value: String(load) },
      { oid: BREAKER_CURRENT, type: 'gauge', value: tenths(load) },
      ...outlets.map(
        ({ number }, at): MibObject => ({
          oid: [...SEQUENCE_DELAY, number],
          type: 'gauge',
          value: String(sequenceDelay(outlets, at, states)),
        }),
      ),
      ...outlets.flatMap((outlet) => outletObjects(outlet, states)),
    ]);
  },
  nameOf: (outlet) => [...OUTLET_NAME, outlet],
  commandOf: (outlet) => [...SWITCHING_OPERATION, outlet],
  numberFor: { on: 1, off: 0, reboot: 2 },
};
