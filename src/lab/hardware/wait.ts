import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 20;

/** Waits until a condition holds, looking every 20 ms; whether it held within the bound. */
export const waitFor = async (
  holds: () => boolean | Promise<boolean>,
  timeoutMs: number,
  pollMs = POLL_MS,
): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() >= end) return false;
    await pause(pollMs);
  }
  return true;
};

/** Runs a task for each item, at most `limit` at a time. */
export const eachLimited = async <T>(
  items: Iterable<T>,
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await task(next.value);
  };
  await Promise.all(Array.from({ length: limit }, worker));
};
