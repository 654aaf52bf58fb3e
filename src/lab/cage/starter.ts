import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Running, start } from '#host/process.ts';
import type { NotReady, Phase, StartMessage } from '../hardware/protocol.ts';
import { CLEAN_ENV } from '../netns/tools.ts';
import type { LabPlan } from '../plan.ts';
import { LabError } from './client.ts';
import { hardwareEntry, programDirs } from './entry.ts';
import { type FoundLab, findLab, LAB_NAME, pid1Argv } from './find.ts';
import { namespaces } from './namespaces.ts';

/** A cage that is up, and the process that holds its lifeline. */
export interface Started {
  readonly lab: FoundLab;
  readonly process: Running;
  readonly timings: Readonly<Record<Phase, number>>;
  readonly failures: readonly NotReady[];
}

const START_TIMEOUT_MS = 180_000;

/**
 * Holds a name while a lab is being started: an abstract socket, which no file system shows and which
 * the kernel takes away with its process.
 */
const reserve = async (name: string, uid: number): Promise<() => void> => {
  const server = createServer();
  server.listen(`\0relaxops-lab/${uid}/${name}`);
  try {
    await once(server, 'listening');
  } catch {
    throw new LabError(`lab "${name}" is being started by another process`);
  }
  server.unref();
  return () => void server.close();
};

/** Starts a cage with the plan's hosts, booted. If this process ends before `detach`, the cage ends too. */
export const startCage = async (plan: LabPlan, onPhase: (phase: Phase) => void): Promise<Started> => {
  const uid = process.getuid!();
  if (!LAB_NAME.test(plan.name))
    throw new LabError(`lab name "${plan.name}" has letters other than A-Z a-z 0-9 . _ -`);
  const release = await reserve(plan.name, uid);
  try {
    if (findLab(plan.name, uid)) throw new LabError(`lab "${plan.name}" is up already`);
    return await startReserved(plan, uid, onPhase);
  } finally {
    release();
  }
};

const startReserved = async (
  plan: LabPlan,
  uid: number,
  onPhase: (phase: Phase) => void,
): Promise<Started> => {
  const timings: Record<Phase, number> = { cage: 0, namespaces: 0, wires: 0, boot: 0 };
  let settle: (message: StartMessage) => void = () => {};
  const outcome = new Promise<StartMessage>((resolve) => {
    settle = resolve;
  });
  const hear = (line: string): void => {
    const message: StartMessage = JSON.parse(line);
    if (message.say === 'phase') {
      timings[message.phase] = message.durationMs;
      onPhase(message.phase);
    } else if (message.say !== 'hello') settle(message);
  };
  const argv = [...namespaces(uid === 0), ...pid1Argv(plan.name, uid, hardwareEntry())];
  const process_ = start(argv, { env: CLEAN_ENV, cwd: '/', onLine: hear });
  process_.send(JSON.stringify({ plan, programs: programDirs() }));
  const timer = setTimeout(() => settle({ say: 'error', text: 'not up in time' }), START_TIMEOUT_MS);
  void process_.exited.then((exit) =>
    settle({
      say: 'error',
      text: exit.spawnError ?? (process_.errors().trim().slice(-800) || 'the cage ended'),
    }),
  );
  const end = await outcome;
  clearTimeout(timer);
  const lab = findLab(plan.name, uid);
  if (end.say === 'up' && lab) return { lab, process: process_, timings, failures: end.failures };
  process_.kill('SIGKILL');
  await process_.exited;
  throw new LabError(
    `lab "${plan.name}" does not come up: ${end.say === 'error' ? end.text : 'it ended at once'}`,
  );
};
