import { setTimeout as pause } from 'node:timers/promises';
import type { LabPdu, LabPduOutlet } from '../plan.ts';
import type { OutletNow, Setting } from '../power/mib.ts';
import { mibNamed } from '../power/mibs.ts';
import type { Agent } from '../power/pass-persist.ts';
import type { Levers } from './levers.ts';
import { isOn } from './power.ts';
import { setSetting, settingOf } from './sequencing.ts';

/** What a PDU's controller says of its outlets, and does to them: at once for who asks, in turn for the lab. */
export const agentOf = (hardware: Levers, pdu: LabPdu): Agent => {
  const wanted = new Map<string, OutletNow['state']>();
  /** Commands that are not done yet, by outlet. */
  const due = new Map<string, number>();
  /** What calls off everything that waits for its time. */
  let waiting = new AbortController();
  const seconds = ({ id, onAfter }: LabPduOutlet, setting: Setting): number =>
    settingOf(hardware.facts, id, setting, setting === 'onAfter' ? onAfter : undefined);
  const wait = (s: number): Promise<void> =>
    s === 0 ? Promise.resolve() : pause(s * 1000, undefined, { ref: false, signal: waiting.signal });
  const change = async ({ id }: LabPduOutlet, state: OutletNow['state'], after = 0): Promise<void> => {
    due.set(id, (due.get(id) ?? 0) + 1);
    try {
      await wait(after);
      wanted.set(id, state);
      await hardware.turn.run(() => hardware.setOutlet(id, state === 'on'));
    } finally {
      due.set(id, due.get(id)! - 1);
      if (wanted.get(id) === state) wanted.delete(id);
    }
  };
  const reboot = async (outlet: LabPduOutlet): Promise<void> => {
    await change(outlet, 'off');
    await change(outlet, 'on', seconds(outlet, 'offFor'));
  };
  const now = (outlet: LabPduOutlet): OutletNow => {
    const waits = hardware.facts.outletsWaiting.has(outlet.id);
    const state = isOn(hardware.facts, outlet.id) ? 'on' : 'off';
    return {
      // Who switches is told the new state at once.
      state: wanted.get(outlet.id) ?? state,
      pending: waits || (due.get(outlet.id) ?? 0) > 0,
      load: state === 'on' ? outlet.watts : 0,
      onAfter: seconds(outlet, 'onAfter'),
      offFor: seconds(outlet, 'offFor'),
    };
  };
  return {
    objects: () => mibNamed(pdu.mib).objects(pdu, now, settingOf(hardware.facts, pdu.host, 'coldStart')),
    set: (of, setting, value) => setSetting(hardware.facts, of, setting, value),
    act: ({ outlets, command, delayed }) => {
      if (command === 'cancel') {
        waiting.abort();
        waiting = new AbortController();
      }
      if (command === 'cancel' || command === 'none') return;
      for (const outlet of outlets) {
        const after = delayed && command === 'on' ? seconds(outlet, 'onAfter') : 0;
        void (command === 'reboot' ? reboot(outlet) : change(outlet, command, after)).catch(() => {});
      }
    },
  };
};
