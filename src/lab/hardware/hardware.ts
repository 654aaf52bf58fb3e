import { blockForwarding, misconfigure, unblockForwarding } from '../netns/faults.ts';
import type { LabPlan } from '../plan.ts';
import { Blackouts } from './blackouts.ts';
import { Emulation } from './emulation.ts';
import { Facts, put } from './facts.ts';
import { hostDir, writeRoot } from './host-files.ts';
import { Names } from './names.ts';
import { runningHosts } from './power.ts';
import type { LabState, Phase } from './protocol.ts';
import { RunningHost } from './running-host.ts';
import { Sequencing } from './sequencing.ts';
import { Storms } from './storms.ts';
import { Turn } from './turn.ts';
import { type Unit, unitsOf } from './units.ts';
import { Variants } from './variants.ts';
import { eachLimited } from './wait.ts';
import { NOTHING_MADE, type WireFaultKind, WireFaults } from './wire-faults.ts';
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
  readonly blackouts: Blackouts;
  readonly emulation: Emulation;
  readonly #units = new Map<string, readonly Unit[]>();
  readonly #running = new Map<string, RunningHost>();
  readonly #wiring: Wiring;
  /** What undoes the misconfiguration of a host in its present boot. */
  readonly #restores = new Map<string, () => Promise<void>>();
  readonly #wireFaults: WireFaults;
  readonly #variants: Variants;
  readonly #names: Names;
  readonly #storms: Storms;
  readonly #sequencing: Sequencing;

  constructor(plan: LabPlan) {
    this.plan = plan;
    this.#names = new Names(plan);
    this.#wiring = new Wiring(plan.wires);
    this.blackouts = new Blackouts(plan, this.facts, this.#names, () => this.#settle());
    this.#storms = new Storms(plan, (host) => this.#running.get(host)?.holder);
    this.emulation = new Emulation(this);
    this.#variants = new Variants(this);
    this.#sequencing = new Sequencing(this);
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
    const stopped = this.runningHosts().flatMap((host) => host.stopped());
    return {
      name: this.plan.name,
      ...(this.plan.racks && { racks: this.plan.racks }),
      poweredHosts: [...this.#running.keys()],
      ...this.facts.lists(),
      saturated: this.#wireFaults.of('saturated'),
      flooded: this.#wireFaults.of('flooded'),
      deaf: this.#wireFaults.of('deaf'),
      looped: this.#storms.looped,
      stopped,
    };
  }

  runningHosts(): RunningHost[] {
    return [...this.#running.values()];
  }

  /** The present boot of a host; throws for a name that the plan does not have, undefined if it has no power. */
  running(id: string): RunningHost | undefined {
    this.#names.host(id);
    return this.#running.get(id);
  }

  /** As `running`, where a host without power, or one that hangs, is a mistake. */
  powered(id: string): RunningHost {
    const host = this.running(id);
    if (!host) throw new Error(`host "${id}" has no power`);
    if (this.facts.hung.has(id)) throw new Error(`host "${id}" hangs`);
    return host;
  }

  /** Whether its system runs, and moves. */
  moves(id: string): boolean {
    return this.running(id) !== undefined && !this.facts.hung.has(id);
  }

  async setCut(cable: string, cut: boolean): Promise<boolean> {
    this.#names.cable(cable);
    return this.#change(put(this.facts.cut, cable, cut));
  }

  async setFeed(feed: string, on: boolean): Promise<boolean> {
    this.#names.feed(feed);
    return this.#change(put(this.facts.feedsOff, feed, !on));
  }

  async setOutlet(id: string, on: boolean): Promise<boolean> {
    this.#names.outlet(id);
    const { outletsWaiting, outletsOff } = this.facts;
    return this.#change([put(outletsWaiting, id, false), put(outletsOff, id, !on)].includes(true));
  }

  /** Several at once are one step: a rack, a site. */
  async setChassis(ids: readonly string[], alive: boolean): Promise<boolean> {
    for (const id of ids) this.#names.chassis(id);
    const changed = ids.filter((id) => put(this.facts.deadChassis, id, !alive));
    return this.#change(changed.length > 0);
  }

  /** As a BMC does: the main board goes, and all else in the chassis stays. */
  async setSwitchedOff(id: string, off: boolean): Promise<boolean> {
    this.#names.host(id);
    return this.#change(put(this.facts.switchedOff, id, off));
  }

  /** As a person in the boot menu does: the system is down, and the board has power. */
  async setHalted(id: string, halted: boolean): Promise<boolean> {
    this.#names.host(id);
    return this.#change(put(this.facts.halted, id, halted));
  }

  /** Erases the configuration, or brings it back; counts from the next boot on. */
  setBlank(id: string, blank: boolean): boolean {
    this.#names.host(id);
    return put(this.facts.blank, id, blank);
  }

  async setMisconfigured(id: string, wrong: boolean): Promise<boolean> {
    this.#names.host(id);
    if (!put(this.facts.misconfigured, id, wrong)) return false;
    const host = this.#running.get(id);
    if (host && wrong) await this.#misconfigure(host);
    else if (!wrong) await this.#restores.get(id)?.();
    if (!wrong) this.#restores.delete(id);
    return true;
  }

  async setBlocked(id: string, blocked: boolean): Promise<boolean> {
    this.#names.host(id);
    if (!put(this.facts.blocked, id, blocked)) return false;
    const host = this.#running.get(id);
    if (host) await (blocked ? blockForwarding : unblockForwarding)(host.holder);
    return true;
  }

  /** Whatever is done to a wire besides cutting it; done when it stands. */
  async setWireFault(kind: WireFaultKind, wire: string, on: boolean, make = NOTHING_MADE): Promise<boolean> {
    this.#names.wire(wire);
    return this.#wireFaults.set(kind, wire, on, make);
  }

  /** Other files on disks, by the name of the variant. */
  setVariant(name: string, on: boolean): Promise<boolean> {
    return this.#variants.set(name, on);
  }

  /** Takes a host's power away, and gives it back. */
  async powerCycle(id: string): Promise<boolean> {
    return (await this.setSwitchedOff(id, true)) && this.setSwitchedOff(id, false);
  }

  /** Every process stands still, and so do its packets, while its links are up. Only power ends it. */
  async setHung(id: string, hung: boolean): Promise<boolean> {
    this.#names.host(id);
    if (this.facts.hung.has(id) === hung) return false;
    if (!hung) return this.powerCycle(id);
    await this.powered(id).freeze();
    return this.#change(put(this.facts.hung, id, true));
  }

  /** A PDU's computer alone: what it feeds goes on. */
  async setController(id: string, alive: boolean): Promise<boolean> {
    this.#names.host(id);
    return this.#change(put(this.facts.deadControllers, id, !alive));
  }

  /** A port of this wire is broken: there is a link, and nothing comes through. */
  async setPort(wire: string, works: boolean): Promise<boolean> {
    this.#names.wire(wire);
    return this.#change(put(this.facts.deadPorts, wire, !works));
  }

  /** Two ports of a switch that are plugged together. */
  setLooped(id: string, looped: boolean): Promise<boolean> {
    return this.#storms.set(this.#names.host(id), looped);
  }

  async setService(id: string, unit: string, runs: boolean): Promise<boolean> {
    const host = this.powered(id);
    const names = host.units.map((one) => one.name);
    const index = names.findIndex((name) => name === unit || name === `relaxops-${unit}.service`);
    if (index < 0) this.#names.expect('unit', unit, names);
    if ((host.pidOf(index) !== undefined) === runs) return false;
    await (runs ? host.startUnit(index) : host.crashUnit(index));
    return true;
  }

  async #change(changed: boolean): Promise<boolean> {
    if (changed) await this.#settle();
    return changed;
  }

  /** Brings hosts and wires to what the facts say: first what ends, then what begins. */
  async #settle(onPhase: (phase: Phase, durationMs: number) => void = () => {}): Promise<void> {
    const powered = this.#sequencing.powered();
    const wanted = runningHosts(powered, this.facts);
    for (const id of this.facts.hung) if (!wanted.has(id)) this.facts.hung.delete(id);
    this.emulation.follow(powered);
    const ending = this.runningHosts().filter((host) => !wanted.has(host.host.id));
    for (const host of ending) {
      this.#running.delete(host.host.id);
      this.emulation.gone(host);
      this.#restores.delete(host.host.id);
    }
    await this.#followWires();
    await Promise.all(ending.map((host) => host.kill()));
    await this.#begin(
      [...wanted].filter((id) => !this.#running.has(id)),
      onPhase,
    );
    await this.#wireFaults.again();
    await this.#storms.again();
    this.emulation.quieten();
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
        await this.emulation.made(host);
      }),
    );
    for (const host of hosts) this.#running.set(host.host.id, host);
    await phase('wires', this.#followWires());
    await phase(
      'boot',
      eachLimited(hosts, AT_ONCE, async (host) => {
        await host.boot();
        this.emulation.booted(host);
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
    const { cut, lockedModems, hung, deadPorts } = this.facts;
    const live = new Map(this.runningHosts().map((h) => [h.host.id, h.holder]));
    await this.#wiring.follow(live, {
      down: ({ id }) => cut.has(id) || lockedModems.has(id),
      mute: ({ id }) => deadPorts.has(id),
      still: (host) => hung.has(host),
    });
  }
}
