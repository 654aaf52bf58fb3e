import { blockForwarding, misconfigure, unblockForwarding } from '../netns/faults.ts';
import type { LabHost, LabPlan } from '../plan.ts';
import { Emulation } from './emulation.ts';
import { expectKnown } from './expect.ts';
import { Facts, put } from './facts.ts';
import { hostDir, writeRoot } from './host-files.ts';
import { poweredHosts, runningHosts } from './power.ts';
import type { LabState, Phase } from './protocol.ts';
import { RunningHost } from './running-host.ts';
import { Turn } from './turn.ts';
import { type Unit, unitsOf } from './units.ts';
import { Variants } from './variants.ts';
import { eachLimited } from './wait.ts';
import { type MakeWireFault, type WireFaultKind, WireFaults } from './wire-faults.ts';
import { Wiring } from './wiring.ts';

/** Hosts that boot at a time; more only take turns on the processors. */
const AT_ONCE = 8;

/**
 * The lab's hardware: who is plugged where, and what is broken. What is broken is a set of facts; every change goes
 * into them first, and then the namespaces are brought to follow. It knows nothing of what any of this means.
 */
export class Hardware {
  readonly plan: LabPlan;
  readonly facts = new Facts();
  /** Changes wait for each other in it, whoever makes them. */
  readonly turn = new Turn();
  readonly #emulation: Emulation;
  readonly #units = new Map<string, readonly Unit[]>();
  readonly #running = new Map<string, RunningHost>();
  readonly #wiring: Wiring;
  /** What undoes the misconfiguration of a host in its present boot. */
  readonly #restores = new Map<string, () => Promise<void>>();
  readonly #wireFaults: WireFaults;
  readonly #variants: Variants;

  constructor(plan: LabPlan) {
    this.plan = plan;
    this.#wiring = new Wiring(plan.wires);
    this.#emulation = new Emulation(this);
    this.#variants = new Variants(this);
    this.#wireFaults = new WireFaults({
      wires: plan.wires,
      sides: (index) => this.#wiring.sides(index),
      holder: (host) => this.#running.get(host)?.holder,
    });
    plan.hosts.forEach((host, index) => {
      this.#units.set(host.id, unitsOf(host.files));
      writeRoot(host, hostDir(index));
    });
  }

  /** Builds everything and switches it on. */
  powerOn(onPhase: (phase: Phase, durationMs: number) => void): Promise<void> {
    return this.#settle(onPhase);
  }

  state(): Omit<LabState, 'detached'> {
    const stopped = this.runningHosts().flatMap((host) =>
      host.states.flatMap((s, i) => (s.kind === 'stopped' ? [`${host.host.id} ${host.units[i]!.name}`] : [])),
    );
    const { facts } = this;
    return {
      name: this.plan.name,
      poweredHosts: [...this.#running.keys()],
      cut: [...facts.cut],
      saturated: this.#wireFaults.of('saturated'),
      flooded: this.#wireFaults.of('flooded'),
      deaf: this.#wireFaults.of('deaf'),
      varied: [...facts.varied],
      feedsOff: [...facts.feedsOff],
      outletsOff: [...facts.outletsOff],
      deadChassis: [...facts.deadChassis],
      misconfigured: [...facts.misconfigured],
      blocked: [...facts.blocked],
      switchedOff: [...facts.switchedOff],
      halted: [...facts.halted],
      blank: [...facts.blank],
      stopped,
    };
  }

  runningHosts(): RunningHost[] {
    return [...this.#running.values()];
  }

  /** The present boot of a host; throws for a name that the plan does not have, undefined if it has no power. */
  running(id: string): RunningHost | undefined {
    this.#host(id);
    return this.#running.get(id);
  }

  /** As `running`, where a host without power is a mistake. */
  powered(id: string): RunningHost {
    const host = this.running(id);
    if (!host) throw new Error(`host "${id}" has no power`);
    return host;
  }

  async setCut(cable: string, cut: boolean): Promise<boolean> {
    const known = [
      ...this.plan.wires.map((w) => w.id),
      ...this.plan.hosts.flatMap((h) => h.supplies.map((s) => s.cable)),
      ...(this.plan.emulated?.lines ?? []).flatMap((line) => line.cable ?? []),
    ];
    this.#expect('wire', cable, known);
    return this.#change(put(this.facts.cut, cable, cut));
  }

  async setFeed(feed: string, on: boolean): Promise<boolean> {
    this.#expect('feed', feed, this.plan.feeds);
    return this.#change(put(this.facts.feedsOff, feed, !on));
  }

  async setOutlet(id: string, on: boolean): Promise<boolean> {
    const known = this.plan.outlets.map((o) => o.id);
    this.#expect('outlet', id, known);
    return this.#change(put(this.facts.outletsOff, id, !on));
  }

  async setChassis(id: string, alive: boolean): Promise<boolean> {
    this.#expect('chassis', id, [
      ...this.plan.hosts.map((h) => h.chassis),
      ...this.plan.outlets.map((o) => o.pdu),
    ]);
    return this.#change(put(this.facts.deadChassis, id, !alive));
  }

  /** As a BMC does: the main board goes, and all else in the chassis stays. */
  async setSwitchedOff(id: string, off: boolean): Promise<boolean> {
    this.#host(id);
    return this.#change(put(this.facts.switchedOff, id, off));
  }

  /** As a person in the boot menu does: the system is down, and the board has power. */
  async setHalted(id: string, halted: boolean): Promise<boolean> {
    this.#host(id);
    return this.#change(put(this.facts.halted, id, halted));
  }

  /** Erases the configuration, or brings it back; counts from the next boot on. */
  setBlank(id: string, blank: boolean): boolean {
    this.#host(id);
    return put(this.facts.blank, id, blank);
  }

  async setMisconfigured(id: string, wrong: boolean): Promise<boolean> {
    this.#host(id);
    if (!put(this.facts.misconfigured, id, wrong)) return false;
    const host = this.#running.get(id);
    if (host && wrong) await this.#misconfigure(host);
    else if (!wrong) await this.#restores.get(id)?.();
    if (!wrong) this.#restores.delete(id);
    return true;
  }

  async setBlocked(id: string, blocked: boolean): Promise<boolean> {
    this.#host(id);
    if (!put(this.facts.blocked, id, blocked)) return false;
    const host = this.#running.get(id);
    if (host) await (blocked ? blockForwarding : unblockForwarding)(host.holder);
    return true;
  }

  /** Whatever is done to a wire besides cutting it; done when it stands. */
  async setWireFault(
    kind: WireFaultKind,
    wire: string,
    on: boolean,
    make: MakeWireFault = async () => ({ stop: async () => {} }),
  ): Promise<boolean> {
    const known = this.plan.wires.map((w) => w.id);
    this.#expect('wire', wire, known);
    return this.#wireFaults.set(kind, wire, on, make);
  }

  /** Other files on disks, by the name of the variant. */
  setVariant(name: string, on: boolean): Promise<boolean> {
    return this.#variants.set(name, on);
  }

  /** Takes a host's power away, and gives it back. */
  async powerCycle(id: string): Promise<void> {
    if (await this.#change(put(this.facts.switchedOff, id, true)))
      await this.#change(put(this.facts.switchedOff, id, false));
  }

  async setService(id: string, unit: string, runs: boolean): Promise<boolean> {
    const host = this.powered(id);
    const index = host.units.findIndex((u) => u.name === unit || u.name === `relaxops-${unit}.service`);
    if (index < 0)
      this.#expect(
        'unit',
        unit,
        host.units.map((u) => u.name),
      );
    if ((host.pidOf(index) !== undefined) === runs) return false;
    await (runs ? host.startUnit(index) : host.crashUnit(index));
    return true;
  }

  #host(id: string): LabHost {
    const host = this.plan.hosts.find((h) => h.id === id);
    if (!host)
      this.#expect(
        'host',
        id,
        this.plan.hosts.map((h) => h.id),
      );
    return host!;
  }

  #expect(what: string, name: string, known: readonly string[]): void {
    expectKnown(this.plan.name, what, name, known);
  }

  async #change(changed: boolean): Promise<boolean> {
    if (changed) await this.#settle();
    return changed;
  }

  /** Brings hosts and wires to what the facts say: first what ends, then what begins. */
  async #settle(onPhase: (phase: Phase, durationMs: number) => void = () => {}): Promise<void> {
    const powered = poweredHosts(this.plan, this.facts);
    this.#emulation.follow(powered);
    const wanted = runningHosts(powered, this.facts);
    const ending = this.runningHosts().filter((host) => !wanted.has(host.host.id));
    for (const host of ending) {
      this.#running.delete(host.host.id);
      this.#emulation.gone(host);
      this.#restores.delete(host.host.id);
    }
    await this.#followWires();
    await Promise.all(ending.map((host) => host.kill()));
    await this.#begin(
      [...wanted].filter((id) => !this.#running.has(id)),
      onPhase,
    );
    await this.#wireFaults.again();
  }

  async #begin(ids: readonly string[], onPhase: (phase: Phase, durationMs: number) => void): Promise<void> {
    if (ids.length === 0) return;
    const hosts = ids.map((id) => {
      const index = this.plan.hosts.findIndex((h) => h.id === id);
      const units = this.facts.blank.has(id) ? [] : this.#units.get(id)!;
      return new RunningHost(this.plan.hosts[index]!, index, units);
    });
    const phase = async (name: Phase, work: Promise<void>): Promise<void> => {
      const began = performance.now();
      await work;
      onPhase(name, performance.now() - began);
    };
    await phase(
      'namespaces',
      eachLimited(hosts, AT_ONCE, async (host) => {
        await host.prepare(this.plan.users);
        await this.#emulation.made(host);
      }),
    );
    for (const host of hosts) this.#running.set(host.host.id, host);
    await phase('wires', this.#followWires());
    await phase(
      'boot',
      eachLimited(hosts, AT_ONCE, async (host) => {
        await host.boot();
        this.#emulation.booted(host);
      }),
    );
    for (const host of hosts) await this.#breakAgain(host);
  }

  /** A misconfiguration outlives a power cycle. */
  async #breakAgain(host: RunningHost): Promise<void> {
    if (this.facts.misconfigured.has(host.host.id)) await this.#misconfigure(host);
    if (this.facts.blocked.has(host.host.id)) await blockForwarding(host.holder);
    await this.#variants.wake(host);
  }

  async #misconfigure(host: RunningHost): Promise<void> {
    this.#restores.set(host.host.id, await misconfigure(host.host, host.holder));
  }

  async #followWires(): Promise<void> {
    await this.#wiring.follow(new Map(this.runningHosts().map((h) => [h.host.id, h.holder])), this.facts.cut);
  }
}
