import type { LabPdu, LabPduOutlet } from '../plan.ts';

/** What a PDU can be told about outlets. Delayed: each after the time that is set for it, so that not all draw their inrush at once. */
export const OUTLET_COMMANDS = ['on', 'off', 'reboot'] as const;
export type OutletCommand = (typeof OUTLET_COMMANDS)[number];

export interface Act {
  readonly outlets: readonly LabPduOutlet[];
  readonly command: OutletCommand | 'cancel' | 'none';
  readonly delayed?: boolean;
}

/** An object of a PDU's MIB, as net-snmp's pass_persist spells it (snmpd.conf(5)). */
export interface MibObject {
  readonly oid: readonly number[];
  readonly type: 'integer' | 'gauge' | 'string';
  readonly value: string;
  /** What each number that may be written here does. */
  readonly acts?: Readonly<Record<string, Act>>;
  /** The setting that a number written here changes, and the largest number. */
  readonly sets?: { readonly of: string; readonly setting: Setting; readonly most: number };
}

/**
 * Seconds that are set for an outlet: until it goes on when that is delayed or the PDU's power returns, and how long it stays off in a
 * reboot; and for a PDU, until it begins to switch outlets on.
 */
export type Setting = 'onAfter' | 'offFor' | 'coldStart';

/** An outlet as it stands. */
export interface OutletNow {
  readonly state: 'on' | 'off';
  readonly pending: boolean;
  /** Watts that it delivers. */
  readonly load: number;
  readonly onAfter: number;
  readonly offFor: number;
}
export type OutletStates = (outlet: LabPduOutlet) => OutletNow;

/** How one vendor's PDUs speak SNMP. */
export interface PduMib {
  readonly id: 'apc' | 'raritan';
  /** As inventories write the vendor, in lower case; a word of it is enough. */
  readonly vendors: readonly string[];
  /** What sysObjectID says, and the root of all objects. */
  readonly product: readonly number[];
  readonly root: readonly number[];
  readonly objects: (pdu: LabPdu, states: OutletStates, coldStart: number) => MibObject[];
  /** Where an outlet's name is read, and what is written where to switch it. */
  readonly nameOf: (outlet: number) => readonly number[];
  readonly commandOf: (outlet: number) => readonly number[];
  readonly numberFor: Readonly<Record<OutletCommand, number>>;
}

/** Volts between phase and neutral; IEC 60038. */
const VOLTS = 230;
/** Tenths of an ampere for so many watts. */
export const tenths = (watts: number): string => String(Math.round((watts / VOLTS) * 10));

export const dotted = (oid: readonly number[]): string => `.${oid.join('.')}`;

/** By number, place for place. */
export const compareOids = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((number, place) => number !== b[place]);
  return at < 0 ? a.length - b.length : (a[at] ?? -1) - (b[at] ?? -1);
};

export const inOrder = (objects: readonly MibObject[]): MibObject[] =>
  [...objects].sort((a, b) => compareOids(a.oid, b.oid));
