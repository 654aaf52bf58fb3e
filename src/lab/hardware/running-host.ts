import { readFileSync } from 'node:fs';
import { type Running, start } from '#host/process.ts';
import { CLEAN_ENV } from '../netns/tools.ts';
import type { LabHost } from '../plan.ts';
import { hostDir, writeRun } from './host-files.ts';
import {
  innerPid,
  isAlive,
  type Proc,
  processesByParent,
  processesIn,
  processOf,
  signal,
  treeOf,
} from './processes.ts';
import type { Unit } from './units.ts';
import { waitFor } from './wait.ts';

/** How a unit stands in this boot of its host. */
export type UnitState =
  | { readonly kind: 'waiting' }
  /** A oneshot that succeeded. */
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly exitCode: number }
  /** With its pid inside the host. */
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'stopped' }
  /** It does not start with the host, and nobody has started it. */
  | { readonly kind: 'dormant' };

const UP_TIMEOUT_MS = 20_000;
const BOOT_TIMEOUT_MS = 60_000;
const KILL_TIMEOUT_MS = 10_000;

/** One boot of a host: from the process that makes its namespaces to its end. */
export class RunningHost {
  readonly host: LabHost;
  readonly units: readonly Unit[];
  readonly dir: string;
  readonly states: UnitState[];
  /** Cage pids of the units' main processes, once somebody asked. */
  readonly #pids = new Map<number, number>();
  #process: Running | undefined;
  #pid1: number | undefined;
  /** The shell that starts the units, inside and outside of the host. */
  #shellInside = 0;
  #shell: number | undefined;
  #up = false;
  #booted = false;
  #gone = false;
  #frozen = false;

  constructor(host: LabHost, index: number, units: readonly Unit[]) {
    this.host = host;
    this.units = units;
    this.dir = hostDir(index);
    this.states = units.map(({ name }) => ({ kind: host.dormant?.includes(name) ? 'dormant' : 'waiting' }));
  }

  /** The process that made the namespaces; its pid names them. */
  get holder(): number {
    return this.#process!.pid!;
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Makes the namespaces and the mounts, and waits there for `go`. */
  async prepare(users: readonly string[]): Promise<void> {
    writeRun(this.host, this.dir, this.units, users);
    this.#process = start(
      // `--kill-child`: whoever kills the holder kills the host.
      ['unshare', '-n', '-m', '-p', '-u', '--fork', '--kill-child', '--mount-proc', 'sh', `${this.dir}/boot`],
      { env: CLEAN_ENV, cwd: '/', onLine: (line) => this.#hear(line) },
    );
    void this.#process.exited.then(() => {
      this.#gone = true;
    });
    await waitFor(() => this.#up || this.#gone, UP_TIMEOUT_MS, 5);
    if (this.#up) return;
    this.#process.kill('SIGKILL');
    throw new Error(`${this.host.id} does not start: ${this.#process.errors().trim().slice(-400)}`);
  }

  /** Lets the units start, one after the other. */
  async boot(): Promise<void> {
    this.#process!.send('go');
    await waitFor(() => this.#booted || this.#gone, BOOT_TIMEOUT_MS, 5);
    if (!this.#booted) {
      const at = this.units[this.states.findIndex((s) => s.kind === 'waiting')]?.name ?? 'its end';
      throw new Error(`${this.host.id} does not boot, it hangs at ${at}: ${this.log(at)}`);
    }
  }

  /** Takes the power away: every process of the host is killed, and its namespaces go. */
  async kill(): Promise<void> {
    const pid1 = this.#findPid1();
    const entered = this.#frozen ? this.#enterers() : [];
    if (pid1 === undefined || !signal(pid1, 'SIGKILL')) this.#process?.kill('SIGKILL');
    for (const pid of entered) signal(pid, 'SIGCONT');
    if (!(await waitFor(() => this.#gone, KILL_TIMEOUT_MS, 2)))
      throw new Error(`${this.host.id} cannot be killed`);
  }

  /** Stops every process, pid 1 and observers included. It does not move again: whoever wants it back boots it anew. */
  async freeze(): Promise<void> {
    this.#frozen = true;
    const moving = (): Proc[] => processesIn(this.holder).filter((one) => !one.stopped && !one.zombie);
    const still = (): boolean => {
      const left = moving();
      for (const { pid } of left) signal(pid, 'SIGSTOP');
      return left.length === 0;
    };
    if (!(await waitFor(still, KILL_TIMEOUT_MS, 2))) throw new Error(`${this.host.id} does not stand still`);
  }

  /** Starts a unit that was stopped. */
  async startUnit(index: number): Promise<void> {
    this.states[index] = { kind: 'waiting' };
    this.#pids.delete(index);
    this.#process!.send(`start ${index}`);
    await waitFor(() => this.states[index]!.kind !== 'waiting' || this.#gone, BOOT_TIMEOUT_MS, 5);
  }

  /** Kills a unit's main process and all its children at once, as a crash that leaves nothing. */
  async crashUnit(index: number, then: 'stopped' | 'dormant' = 'stopped'): Promise<void> {
    const main = this.pidOf(index);
    if (main === undefined) throw new Error(`${this.units[index]!.name} does not run on ${this.host.id}`);
    // Stopped first, so that nothing is born between looking and killing.
    signal(main, 'SIGSTOP');
    const tree = treeOf(main);
    for (const pid of tree) signal(pid, 'SIGKILL');
    if (!(await waitFor(() => !tree.some(isAlive), KILL_TIMEOUT_MS, 2))) {
      throw new Error(`${this.units[index]!.name} cannot be killed on ${this.host.id}`);
    }
    this.#process!.send('reap');
    this.states[index] = { kind: then };
  }

  /** The cage pid of a unit's main process; undefined if it has none or it is dead. `table` saves a look at /proc. */
  pidOf(index: number, table?: ReadonlyMap<number, readonly Proc[]>): number | undefined {
    const state = this.states[index];
    if (state?.kind !== 'started') return undefined;
    const known = this.#pids.get(index);
    if (known !== undefined) {
      const process = processOf(known);
      return process && !process.zombie && process.parent === this.#shell ? known : undefined;
    }
    const found = this.#findUnit(state.pid, table ?? processesByParent());
    if (found !== undefined) this.#pids.set(index, found);
    return found;
  }

  /** Units that were stopped, as `host unit`. */
  stopped(): string[] {
    return this.units
      .filter((_, at) => this.states[at]!.kind === 'stopped')
      .map((unit) => `${this.host.id} ${unit.name}`);
  }

  /** What a unit has said in this boot. */
  log(unit: string): string {
    try {
      return readFileSync(`${this.dir}/run/log/${unit}.log`, 'utf8');
    } catch {
      return '';
    }
  }

  /** Outside, who entered the host: a nsenter(1) stops with its child, and would not see it die. */
  #enterers(): number[] {
    const inside = processesIn(this.holder);
    const pids = new Set(inside.map((one) => one.pid));
    return inside.map((one) => one.parent).filter((pid) => !pids.has(pid) && pid !== this.holder);
  }

  /** Without a table that costs a look at every process, which for each host of a large lab is too much. */
  #findPid1(table?: ReadonlyMap<number, readonly Proc[]>): number | undefined {
    this.#pid1 ??= ((table ?? processesByParent()).get(this.holder) ?? [])[0]?.pid;
    return this.#pid1;
  }

  #findUnit(inside: number, table: ReadonlyMap<number, readonly Proc[]>): number | undefined {
    const among = (parent: number | undefined, pid: number): number | undefined =>
      parent === undefined
        ? undefined
        : table.get(parent)?.find((p) => !p.zombie && innerPid(p.pid) === pid)?.pid;
    this.#shell ??= among(this.#findPid1(table), this.#shellInside);
    return among(this.#shell, inside);
  }

  #hear(line: string): void {
    const [word, index, value] = line.split(' ');
    if (word === 'up') {
      this.#up = true;
      this.#shellInside = Number(index);
    } else if (word === 'booted') this.#booted = true;
    else if (word === 'done') this.states[Number(index)] = { kind: 'done' };
    else if (word === 'pid') this.states[Number(index)] = { kind: 'started', pid: Number(value) };
    else if (word === 'failed') this.states[Number(index)] = { kind: 'failed', exitCode: Number(value) };
  }
}
