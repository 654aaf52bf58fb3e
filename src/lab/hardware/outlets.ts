import { setTimeout as pause } from 'node:timers/promises';
import type { LabPdu } from '../plan.ts';
import type { Agent } from '../power/pass-persist.ts';
import { type OutletState, pduObjects } from '../power/pdu-mib.ts';
import type { Levers } from './levers.ts';

/** How long an outlet stays off in a reboot; APC's default is 5 s (rPDUOutletConfigRebootDuration). */
const REBOOT_MS = 2_000;

/** What a PDU's controller says of its outlets, and does to them: at once for who asks, in turn for the lab. */
export const agentOf = (hardware: Levers, pdu: LabPdu): Agent => {
  const wanted = new Map<string, OutletState>();
  const change = async (id: string, state: OutletState): Promise<void> => {
    wanted.set(id, state);
    try {
      await hardware.turn.run(() => hardware.setOutlet(id, state === 'on'));
    } finally {
      if (wanted.get(id) === state) wanted.delete(id);
    }
  };
  const reboot = async (id: string): Promise<void> => {
    await change(id, 'off');
    await pause(REBOOT_MS, undefined, { ref: false });
    await change(id, 'on');
  };
  return {
    objects: () =>
      pduObjects(pdu, ({ id }) => ({
        state: wanted.get(id) ?? (hardware.facts.outletsOff.has(id) ? 'off' : 'on'),
        pending: wanted.has(id),
      })),
    command: ({ id }, command) => {
      void (command === 'reboot' ? reboot(id) : change(id, command)).catch(() => {});
    },
  };
};
