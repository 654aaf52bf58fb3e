import { furnish } from '../cage/mounts.ts';
import { tool } from '../netns/tools.ts';
import type { LabPlan } from '../plan.ts';
import { flood, floodFrom, sendFew } from './flood.ts';
import { Hardware } from './hardware.ts';
import type { StartMessage } from './protocol.ts';
import { failedUnits } from './readiness.ts';
import { handlers } from './requests.ts';
import { CONTROL_SOCKET, Server } from './server.ts';

/**
 * The hardware process: child of the cage's pid 1, and when it ends, so does the cage. Stdin is the lifeline: a line
 * with the plan, then nothing; if it closes before `detach`, the starter is dead and everything goes.
 */
let detached = false;

const say = (message: StartMessage): void => {
  if (!detached) process.stdout.write(`${JSON.stringify(message)}\n`);
};

interface StartOrder {
  readonly plan: LabPlan;
  /** Directories that must stay visible in the cage. */
  readonly programs: readonly string[];
}

/** The first line of stdin. From then on the end of stdin is the end of everything. */
const readOrder = (): Promise<StartOrder> =>
  new Promise((resolve) => {
    let text = '';
    let ordered = false;
    const ended = (): void => {
      if (!detached) process.exit(0);
    };
    process.stdin.setEncoding('utf8').on('end', ended).on('error', ended);
    process.stdin.on('data', (chunk: string) => {
      if (ordered) return;
      text += chunk;
      ordered = chunk.includes('\n');
      if (ordered) resolve(JSON.parse(text));
    });
  });

const main = async (): Promise<void> => {
  process.stdout.on('error', () => {});
  const began = performance.now();
  say({ say: 'hello' });
  const { plan, programs } = await readOrder();
  await furnish(plan.users, programs);
  // Wires meet in this namespace; nothing of it may answer or speak by itself.
  await tool([
    'sh',
    '-c',
    'for k in all default; do echo 1 >/proc/sys/net/ipv6/conf/$k/disable_ipv6; done; :',
  ]);
  const hardware = new Hardware(plan);
  const life = {
    detached: () => detached,
    detach: () => {
      detached = true;
    },
    // The answer is that everything is gone.
    quit: () => process.exit(0),
  };
  await new Server(handlers(hardware, life), hardware.turn).listen(CONTROL_SOCKET);
  say({ say: 'phase', phase: 'cage', durationMs: performance.now() - began });
  await hardware.turn.run(() =>
    hardware.powerOn((phase, durationMs) => say({ say: 'phase', phase, durationMs })),
  );
  say({ say: 'up', failures: failedUnits(hardware.runningHosts()) });
};

const [order, ...words] = process.argv.slice(2);
if (order !== undefined) {
  const [to = '', port = '', ...sources] = words;
  if (order === 'flood') await flood(words);
  if (order === 'flood-from') await floodFrom(to, Number(port), sources);
  if (order === 'send-few') await sendFew(to, Number(port), sources);
  process.exit(0);
}
await main().catch((error: unknown) => {
  say({ say: 'error', text: error instanceof Error ? error.message : String(error) });
  process.stdout.write('', () => process.exit(1));
});
