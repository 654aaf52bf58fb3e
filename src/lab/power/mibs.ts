import { apc } from './apc.ts';
import type { PduMib } from './mib.ts';
import { raritan } from './raritan.ts';

/** Every vendor's MIB that a PDU of the lab can have, sorted by id; the first for those that nobody knows. */
export const pduMibs: readonly PduMib[] = [apc, raritan];

export const mibNamed = (id: PduMib['id']): PduMib => pduMibs.find((mib) => mib.id === id)!;

/** The MIB of a vendor's PDUs. */
export const mibOf = (vendor: string | undefined): PduMib =>
  pduMibs.find(({ vendors }) => vendors.some((word) => vendor?.toLowerCase().includes(word))) ?? apc;
