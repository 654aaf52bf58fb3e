import { start } from '#host/process.ts';
import { hardwareEntry } from '../cage/entry.ts';
import { waitFor } from '../hardware/wait.ts';
import type { LabFlood } from '../plan.ts';
import { dropQueue, FULL_TIMEOUT_MS, isFull, narrow } from './saturation.ts';
import { CLEAN_ENV, inHost, tcBatch, tool } from './tools.ts';
import { inner, type Side } from './wires.ts';

/** Towards the customer: what the provider would send down the line. */
const TO_CUSTOMER: Side = 'a';

const command = (holder: number, order: string, { to, port, sources }: LabFlood): string[] =>
  inHost(holder, [...hardwareEntry(), order, to, String(port), ...sources]);

/** Packets from a host on the Internet, through its provider, into a line that carries a fortieth of them. Its other direction stays free. */
export const ddos = async (holder: number, flood: LabFlood, wire: number, sides: readonly Side[]) => {
  const end = inner(wire, TO_CUSTOMER);
  const there = sides.includes(TO_CUSTOMER);
  if (there) await tcBatch(narrow(end));
  const sender = start(command(holder, 'flood-from', flood), { env: CLEAN_ENV, cwd: '/' });
  const stop = async (): Promise<void> => {
    sender.kill('SIGKILL');
    await sender.exited;
    if (there) await dropQueue(end);
  };
  // Nothing arrives where the way there is broken, and nothing has to.
  const full = sides.length < 2 || (await waitFor(() => isFull(end), FULL_TIMEOUT_MS));
  if (full) return { stop };
  await stop();
  throw new Error(`the flood does not fill ${flood.name}: ${sender.errors().slice(-400)}`);
};

/** A few packets by the same way, that fill nothing. */
export const sendFew = async (holder: number, flood: LabFlood): Promise<void> => {
  await tool(command(holder, 'send-few', flood));
};
