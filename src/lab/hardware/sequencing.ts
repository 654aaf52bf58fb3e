import type { LabPdu, LabPduOutlet } from '../plan.ts';
import type { Setting } from '../power/mib.ts';
import { type Facts, put } from './facts.ts';
import type { Levers } from './levers.ts';
import { poweredHosts } from './power.ts';

/** What is set from the factory; APC's reboots take 5 s there (rPDUOutletConfigRebootDuration), ours 2. */
const FACTORY: Readonly<Record<Setting, number>> = { onAfter: 0, offFor: 2, coldStart: 0 };

const key = (of: string, setting: Setting): string => `${of} ${setting}`;

/** Seconds that are set for an outlet, or for the whole PDU; they survive its power cuts. */
export const settingOf = (
  { outletSettings }: Facts,
  of: string,
  setting: Setting,
  planned?: number,
): number => outletSettings.get(key(of, setting)) ?? planned ?? FACTORY[setting];

export const setSetting = ({ outletSettings }: Facts, of: string, setting: Setting, seconds: number): void =>
  void outletSettings.set(key(of, setting), seconds);

/** How long after its PDU's power an outlet goes on: rPDUOutletDevColdstartDelay, and then rPDUOutletConfigPowerOnTime. */
const waitOf = (facts: Facts, { host }: LabPdu, { id, onAfter }: LabPduOutlet): number =>
  settingOf(facts, host, 'coldStart') + settingOf(facts, id, 'onAfter', onAfter);

/** Outlets that go on one after the other when their PDU gets its power back, so that not all draw their inrush at once. */
export class Sequencing {
  readonly #hardware: Pick<Levers, 'plan' | 'facts' | 'turn' | 'setOutlet'>;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #powered: ReadonlySet<string> | undefined;

  constructor(hardware: Pick<Levers, 'plan' | 'facts' | 'turn' | 'setOutlet'>) {
    this.#hardware = hardware;
  }

  /**
   * The hosts that have power now. Where a PDU's power has come back, its outlets wait for their turn; where it has gone, nobody waits. A
   * lab is built running: the first time nothing waits.
   */
  powered(): ReadonlySet<string> {
    const { plan, facts } = this.#hardware;
    for (;;) {
      const powered = poweredHosts(plan, facts);
      if (!this.#follow(powered)) return powered;
    }
  }

  /** Whether that changed what has power: a PDU may hang on another's outlet. */
  #follow(powered: ReadonlySet<string>): boolean {
    const before = this.#powered ?? powered;
    this.#powered = powered;
    const changed = (this.#hardware.plan.emulated?.pdus ?? []).filter(
      ({ host }) => before.has(host) !== powered.has(host),
    );
    return changed.map((pdu) => (powered.has(pdu.host) ? this.#begin(pdu) : this.#end(pdu))).includes(true);
  }

  #begin(pdu: LabPdu): boolean {
    const { facts } = this.#hardware;
    const waiting = pdu.outlets.filter(
      (outlet) => waitOf(facts, pdu, outlet) > 0 && !facts.outletsOff.has(outlet.id),
    );
    for (const outlet of waiting) {
      put(facts.outletsWaiting, outlet.id, true);
      const timer = setTimeout(() => this.#turnOn(outlet.id), waitOf(facts, pdu, outlet) * 1000);
      this.#timers.set(outlet.id, timer.unref());
    }
    return waiting.length > 0;
  }

  #turnOn(outlet: string): void {
    const { turn, facts } = this.#hardware;
    void turn.run(async () => facts.outletsWaiting.has(outlet) && this.#hardware.setOutlet(outlet, true));
  }

  #end({ outlets }: LabPdu): boolean {
    for (const { id } of outlets) {
      clearTimeout(this.#timers.get(id));
      this.#timers.delete(id);
    }
    return outlets.map(({ id }) => put(this.#hardware.facts.outletsWaiting, id, false)).includes(true);
  }
}
