import { readlinkSync } from 'node:fs';
import type { WireFault } from '../console/serial-wire.ts';
import { signal } from '../hardware/processes.ts';
import type {
  BlackStart,
  Caused,
  Done,
  ExecRequest,
  ExecResult,
  LabState,
  NotReady,
  Observation,
  ObserveRequest,
  Phase,
  Readiness,
  RequestName,
  Requests,
  Waiting,
} from '../hardware/protocol.ts';
import { PROTOCOL } from '../hardware/protocol.ts';
import { waitFor } from '../hardware/wait.ts';
import type { LabPlan } from '../plan.ts';
import { Client, LabError, OtherBuild } from './client.ts';
import { type FoundLab, findLab, stillThere } from './find.ts';
import { type Started, startCage } from './starter.ts';

const READY_TIMEOUT_MS = 30_000;
const QUIT_TIMEOUT_MS = 2_000;
const GONE_TIMEOUT_MS = 20_000;

/** A lab that is up: what can be done to it and asked of it. A fault that is there already stays one fault. */
export class Lab {
  readonly found: FoundLab;
  /** Milliseconds by phase of the start; empty for a lab that somebody else started. */
  readonly timings: Readonly<Partial<Record<Phase, number>>>;
  /** Units that failed while their hosts booted. */
  readonly failures: readonly NotReady[];
  readonly #client: Client;
  readonly #started: Started | undefined;

  constructor(found: FoundLab, client: Client, started?: Started) {
    this.found = found;
    this.#client = client;
    this.#started = started;
    this.timings = started?.timings ?? {};
    this.failures = started?.failures ?? [];
  }

  get name(): string {
    return this.found.name;
  }

  /** Waits until every unit of every host with power serves. */
  ready(timeoutMs = READY_TIMEOUT_MS): Promise<Readiness> {
    return this.#ask('ready', { timeoutMs });
  }
  state(): Promise<LabState> {
    return this.#ask('state', {});
  }
  /** Cuts a wire or a power cable. */
  cut(wire: string): Promise<Done> {
    return this.#ask('cut', { wire });
  }
  mendCut(wire: string): Promise<Done> {
    return this.#ask('mend-cut', { wire });
  }
  /** Floods a wire from within; done when its queues are full. */
  saturate(wire: string): Promise<Done> {
    return this.#ask('saturate', { wire });
  }
  unsaturate(wire: string): Promise<Done> {
    return this.#ask('unsaturate', { wire });
  }
  /** Lets a wire pass nothing while it has carrier. */
  deafen(wire: string): Promise<Done> {
    return this.#ask('deafen', { wire });
  }
  hear(wire: string): Promise<Done> {
    return this.#ask('hear', { wire });
  }
  /** Fills a wire from outside, as the plan's flood of that name says; done when its queue is full. */
  flood(name: string): Promise<Done> {
    return this.#ask('flood', { name });
  }
  unflood(name: string): Promise<Done> {
    return this.#ask('unflood', { name });
  }
  /** A few packets of a flood of the plan. */
  sendFew(name: string): Promise<Done> {
    return this.#ask('send-few', { name });
  }
  /** Puts the plan's variant of that name on disks; done when what reads it runs, or has failed. */
  vary(name: string): Promise<Done> {
    return this.#ask('vary', { name });
  }
  unvary(name: string): Promise<Done> {
    return this.#ask('unvary', { name });
  }
  feed(feed: string, on: boolean): Promise<Done> {
    return this.#ask('feed', { feed, on });
  }
  outlet(id: string, on: boolean): Promise<Done> {
    return this.#ask('outlet', { id, on });
  }
  /** Several at once are one step. */
  killChassis(...ids: readonly string[]): Promise<Done> {
    return this.#ask('kill-chassis', { ids });
  }
  reviveChassis(...ids: readonly string[]): Promise<Done> {
    return this.#ask('revive-chassis', { ids });
  }
  misconfigure(host: string): Promise<Done> {
    return this.#ask('misconfigure', { host });
  }
  restore(host: string): Promise<Done> {
    return this.#ask('restore', { host });
  }
  /** Kills a unit's main process and all its children; by the unit's name or its short one (`sshd`). */
  stopService(host: string, unit: string): Promise<Done> {
    return this.#ask('stop-service', { host, unit });
  }
  startService(host: string, unit: string): Promise<Done> {
    return this.#ask('start-service', { host, unit });
  }
  blockForwarding(host: string): Promise<Done> {
    return this.#ask('block-forwarding', { host });
  }
  unblockForwarding(host: string): Promise<Done> {
    return this.#ask('unblock-forwarding', { host });
  }
  /** The feed fails, and whichever other trips under the load that moves to it. */
  failFeed(feed: string): Promise<Done> {
    return this.#ask('fail-feed', { feed });
  }
  /** With those that tripped. */
  resetFeed(feed: string): Promise<Done> {
    return this.#ask('reset-feed', { feed });
  }
  /** All these feeds off, and on again; what waits for somebody then waits. */
  blackStart(request: BlackStart): Promise<Done> {
    return this.#ask('black-start', request);
  }
  endWait(waiting: Waiting): Promise<Done> {
    return this.#ask('end-wait', waiting);
  }
  /** Every process of the host stands still; its links stay up. */
  hang(host: string): Promise<Done> {
    return this.#ask('hang', { host });
  }
  /** Takes its power away and gives it back: nothing else ends a hang. */
  unhang(host: string): Promise<Done> {
    return this.#ask('unhang', { host });
  }
  /** The computer of a PDU is dead; its outlets stay as they are. */
  killController(host: string): Promise<Done> {
    return this.#ask('kill-controller', { host });
  }
  reviveController(host: string): Promise<Done> {
    return this.#ask('revive-controller', { host });
  }
  /** The wire has carrier and passes nothing. */
  breakPort(wire: string): Promise<Done> {
    return this.#ask('break-port', { wire });
  }
  mendPort(wire: string): Promise<Done> {
    return this.#ask('mend-port', { wire });
  }
  /** Plugs two ports of a switch together; done when the storm fills every port that it gets to. */
  loop(host: string): Promise<Done> {
    return this.#ask('loop', { host });
  }
  unloop(host: string): Promise<Done> {
    return this.#ask('unloop', { host });
  }
  /** Remembers that somebody caused a failure, and what it came to, for who asks for the state. */
  noteCaused(caused: Caused): Promise<Done> {
    return this.#ask('note-caused', caused);
  }
  noteMended(failure: string): Promise<Done> {
    return this.#ask('note-mended', { failure });
  }
  /** Makes a serial line misbehave, by its cable; without a fault it is whole again. */
  line(cable: string, fault?: WireFault): Promise<Done> {
    return this.#ask('line', { cable, ...(fault === undefined ? {} : { fault }) });
  }
  /** Runs a program in a host, as root. */
  exec(request: ExecRequest): Promise<ExecResult> {
    return this.#ask('exec', request);
  }
  /** The command line that puts a person into a host, from outside of the cage. */
  async entrance(host: string): Promise<string[]> {
    const { pid } = this.found;
    const user = isOwnUserNamespace(pid) ? [] : ['--user'];
    const cage = ['nsenter', '--target', String(pid), ...user, '--mount', '--pid', '--net', '--'];
    return [...cage, ...(await this.#ask('entrance', { host })).argv];
  }
  async logs(host: string, unit: string): Promise<string> {
    return (await this.#ask('logs', { host, unit })).text;
  }
  /** Starts an observer in a host, so that the first `observe` costs no start. */
  observeStart(host: string): Promise<Done> {
    return this.#ask('observe-start', { host });
  }
  observe(request: ObserveRequest): Promise<Observation> {
    return this.#ask('observe', request);
  }

  /** Lets the lab live on without this process, until `down`. */
  async detach(): Promise<void> {
    await this.#ask('detach', {});
    this.#started?.process.release();
    this.#client.close();
  }

  /** Ends the connection; the lab stays as it is (and ends with its starter, unless detached). */
  close(): void {
    this.#client.close();
  }

  /** Ends the lab; done when nothing of it is left. */
  async down(): Promise<void> {
    void this.#ask('quit', {}).catch(() => {});
    await endCage(this.found);
    this.#client.close();
    await this.#started?.process.exited;
    this.#started?.process.release();
  }

  #ask<N extends RequestName>(request: N, input: Requests[N]['in']): Promise<Requests[N]['out']> {
    return this.#client.ask(request, input);
  }
}

/** Whether a process is in our user namespace: the cage of a user without root is not. */
const isOwnUserNamespace = (pid: number): boolean =>
  readlinkSync(`/proc/${pid}/ns/user`) === readlinkSync('/proc/self/ns/user');

const endCage = async (found: FoundLab): Promise<void> => {
  const gone = (): boolean => !stillThere(found);
  if (await waitFor(gone, QUIT_TIMEOUT_MS)) return;
  if (stillThere(found)) signal(found.pid, 'SIGKILL');
  if (!(await waitFor(gone, GONE_TIMEOUT_MS))) throw new LabError(`lab "${found.name}" does not end`);
};

/** Starts a lab with the hosts of the plan booted; it ends with this process unless it is detached. Throws `LabError`. */
export const startLab = async (plan: LabPlan, onPhase: (phase: Phase) => void = () => {}): Promise<Lab> => {
  const started = await startCage(plan, onPhase);
  return new Lab(started.lab, await Client.connect(started.lab.pid), started);
};

/** This user's lab of that name, which somebody started before. Throws `LabError` if there is none. */
export const attachLab = async (name: string): Promise<Lab> => {
  const found = findLab(name, process.getuid!());
  if (!found) throw new LabError(`no lab "${name}" is up`);
  const client = await Client.connect(found.pid);
  try {
    await sameProtocol(client, name);
  } catch (error) {
    client.close();
    throw error;
  }
  return new Lab(found, client);
};

/** Throws `OtherBuild` where the hardware speaks otherwise; one from before there were versions does not know the question. */
export const sameProtocol = async (client: Pick<Client, 'ask'>, name: string): Promise<void> => {
  const protocol = await client.ask('version', {}).then(
    (answer) => answer.protocol,
    (error: unknown) => {
      if (error instanceof LabError && error.message === 'no request "version"') return 0;
      throw error;
    },
  );
  if (protocol === PROTOCOL) return;
  const whose = protocol < PROTOCOL ? 'an older' : 'a newer';
  throw new OtherBuild(
    `lab "${name}" was started by ${whose} relaxops (protocol ${protocol}, this one speaks ${PROTOCOL}): relaxops lab down --name ${name} ends it`,
  );
};

/** Ends a lab that may not even answer; whether there was one. */
export const downLab = async (name: string): Promise<boolean> => {
  const found = findLab(name, process.getuid!());
  if (!found) return false;
  const client = await Client.connect(found.pid).catch(() => undefined);
  if (client) await new Lab(found, client).down();
  else if (signal(found.pid, 'SIGKILL')) await endCage(found);
  return true;
};
