import { dropQueue } from './saturation.ts';
import { tcBatch } from './tools.ts';
import { inner, type Side } from './wires.ts';

/**
 * A wire that shows carrier and passes nothing: what a modem does that hangs, or whose SIM is not let in. Both inner ends get a queue
 * that has room for no packet (tc-pfifo(8)): whatever is to leave by them is dropped.
 */
export const deafen = async (wire: number, sides: readonly Side[]) => {
  const ends = sides.map((side) => inner(wire, side));
  await tcBatch(ends.map((end) => `qdisc add dev ${end} root pfifo limit 0`));
  return {
    stop: async (): Promise<void> => {
      for (const end of ends) await dropQueue(end);
    },
  };
};
