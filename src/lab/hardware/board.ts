import type { Board } from '../power/chassis.ts';
import type { Levers } from './levers.ts';

/** The main board of a host, as its BMC switches it: at once for who asks, in turn for the lab. */
export const boardOf = (hardware: Levers, host: string): Board => {
  let last: boolean | undefined;
  let pending = 0;
  const change = (on: boolean): void => {
    last = on;
    pending++;
    const done = (): void => {
      if (--pending === 0) last = undefined;
    };
    void hardware.turn.run(() => hardware.setSwitchedOff(host, !on)).then(done, done);
  };
  return {
    on: () => last ?? !hardware.facts.switchedOff.has(host),
    switch: change,
    reset: () => {
      change(false);
      change(true);
    },
  };
};
