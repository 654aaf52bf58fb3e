import { createInterface } from 'node:readline';
import type { Attempt, Target } from '../hardware/protocol.ts';
import { eachLimited } from '../hardware/wait.ts';
import { probe } from './probe.ts';

/** An observer inside a host: questions by lines on stdin, answers by lines on stdout, until stdin closes. */
const AT_ONCE = 160;

export interface ProbeOrder {
  readonly id: number;
  readonly targets: readonly Target[];
  readonly timeoutMs: number;
  readonly hostKey: boolean;
}

export interface ProbeAnswer {
  readonly id: number;
  readonly attempts: readonly Attempt[];
}

const answer = async (order: ProbeOrder): Promise<ProbeAnswer> => {
  const attempts: Attempt[] = [];
  await eachLimited(order.targets.entries(), AT_ONCE, async ([index, target]) => {
    attempts[index] = await probe(target, order.timeoutMs, order.hostKey);
  });
  return { id: order.id, attempts };
};

process.stdout.on('error', () => process.exit(0));
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const order: ProbeOrder = JSON.parse(line);
  void answer(order).then((done) => process.stdout.write(`${JSON.stringify(done)}\n`));
}
process.exit(0);
