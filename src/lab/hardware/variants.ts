import { rmSync } from 'node:fs';
import type { LabChange, LabPlan, LabSaying, LabVariant } from '../plan.ts';
import { type Facts, put } from './facts.ts';
import { hostDir, writeFile } from './host-files.ts';
import { whenReady } from './readiness.ts';
import type { RunningHost, UnitState } from './running-host.ts';
import { waitFor } from './wait.ts';

const SAID_TIMEOUT_MS = 20_000;
/** A tunnel that the variant keeps from coming up is not waited for any longer. */
const READY_TIMEOUT_MS = 4_000;

/** What variants use of the hardware. */
interface Machine {
  readonly plan: LabPlan;
  readonly facts: Facts;
  running(host: string): RunningHost | undefined;
  powerCycle(host: string): Promise<boolean>;
}

/** Other files on the disks of hosts, and what has to start anew to read them. Knows nothing of what the files say. */
export class Variants {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Puts a variant on its hosts' disks, or what was there before; false if it was so already. */
  async set(name: string, on: boolean): Promise<boolean> {
    const all = this.#machine.plan.variants ?? [];
    const variant = all.find((one) => one.name === name);
    if (!variant) throw new Error(`no variant "${name}" in lab "${this.#machine.plan.name}"`);
    if (!put(this.#machine.facts.varied, name, on)) return false;
    for (const change of variant.changes) this.#write(change, on);
    const waited = variant.changes.filter(({ until }) => until !== undefined);
    for (const change of variant.changes) if (!waited.includes(change)) await this.#follow(change, on);
    await Promise.all(waited.map((change) => this.#follow(change, on)));
    return true;
  }

  /** Starts the dormant units that a host runs while its variants last: it has just booted. */
  async wake(host: RunningHost): Promise<void> {
    const active = (this.#machine.plan.variants ?? []).filter(({ name }) =>
      this.#machine.facts.varied.has(name),
    );
    const changes = active.flatMap((variant: LabVariant) => variant.changes);
    const mine = changes.filter((change) => change.host === host.host.id);
    await dormant(
      host,
      mine.flatMap((change) => change.start ?? []),
      true,
    );
  }

  #write({ host, files, gone = [] }: LabChange, on: boolean): void {
    const index = this.#machine.plan.hosts.findIndex((one) => one.id === host);
    const dir = hostDir(index);
    const before = new Map(this.#machine.plan.hosts[index]!.files.map((file) => [file.path, file]));
    for (const path of [...gone, ...files.map((file) => file.path)]) {
      const file = on ? files.find((one) => one.path === path) : before.get(path);
      if (file) writeFile(dir, file);
      else rmSync(`${dir}/root${path}`, { force: true });
    }
  }

  async #follow(change: LabChange, on: boolean): Promise<void> {
    const { host, powerCycle = false } = change;
    if (!this.#machine.running(host)) return;
    if (powerCycle) await this.#machine.powerCycle(host);
    const running = this.#machine.running(host);
    if (!running) return;
    const said = this.#listen(on ? (change.until ?? []) : []);
    const started = !powerCycle && (await restart(running, change.restart ?? []));
    await dormant(running, change.start ?? [], on);
    if (powerCycle || change.start) await whenReady([running], READY_TIMEOUT_MS);
    if (started) await said();
  }

  /** Begins to listen to units; the result waits until one has said what is expected of it. */
  #listen(sayings: readonly LabSaying[]): () => Promise<void> {
    const log = ({ host, unit }: LabSaying): string => this.#machine.running(host)?.log(unit) ?? '';
    const before = sayings.map((one) => log(one).length);
    const heard = (): boolean =>
      sayings.some((one, at) => new RegExp(one.says).test(log(one).slice(before[at])));
    return async () => {
      if (sayings.length === 0 || (await waitFor(heard, SAID_TIMEOUT_MS))) return;
      const last = sayings.map((one) => `${one.host} ${one.unit}: ${log(one).slice(-300)}`);
      throw new Error(`nothing is heard of what was started\n${last.join('\n')}`);
    };
  }
}

const indexes = (host: RunningHost, names: readonly string[]): number[] =>
  host.units.flatMap((unit, index) => (names.includes(unit.name) ? [index] : []));

/** What runs, or ran once, or died of its files; what somebody has stopped stays down. */
const RESTARTED: readonly UnitState['kind'][] = ['started', 'done', 'failed'];

/** Kills what runs, and starts it. Whether anything was started. */
const restart = async (host: RunningHost, names: readonly string[]): Promise<boolean> => {
  const all = indexes(host, names).filter((index) => RESTARTED.includes(host.states[index]!.kind));
  for (const index of all) {
    if (host.pidOf(index) !== undefined) await host.crashUnit(index);
    await host.startUnit(index);
  }
  return all.length > 0;
};

const dormant = async (host: RunningHost, names: readonly string[], on: boolean): Promise<void> => {
  for (const index of indexes(host, names)) {
    const runs = host.pidOf(index) !== undefined;
    if (on && !runs) await host.startUnit(index);
    if (!on && runs) await host.crashUnit(index, 'dormant');
    if (!on) host.states[index] = { kind: 'dormant' };
  }
};
