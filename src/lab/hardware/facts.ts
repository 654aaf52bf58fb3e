import type { WireFault } from '../console/serial-wire.ts';
import type { LabState, Waiting } from './protocol.ts';

/** What others than the facts know of the state. */
type Elsewhere =
  | 'name'
  | 'racks'
  | 'poweredHosts'
  | 'saturated'
  | 'flooded'
  | 'deaf'
  | 'looped'
  | 'stopped'
  | 'detached';

/** What is not as planned: every change of the lab goes into these first, and then the namespaces follow. */
export class Facts {
  readonly feedsOff = new Set<string>();
  readonly outletsOff = new Set<string>();
  /** Outlets that go on when their turn comes, since their PDU has got its power back. */
  readonly outletsWaiting = new Set<string>();
  /** What is set at PDUs, as `outlet setting` or `pdu setting`: seconds. */
  readonly outletSettings = new Map<string, number>();
  /** Ids of cut cables. */
  readonly cut = new Set<string>();
  readonly deadChassis = new Set<string>();
  readonly misconfigured = new Set<string>();
  readonly blocked = new Set<string>();
  /** Hosts whose main board is off, by their BMC. */
  readonly switchedOff = new Set<string>();
  /** Hosts that were stopped in their boot menu. */
  readonly halted = new Set<string>();
  /** Hosts whose configuration was erased. */
  readonly blank = new Set<string>();
  /** What is wrong with serial lines, by cable. */
  readonly lineFaults = new Map<string, WireFault>();
  /** Names of the variants that disks are in. */
  readonly varied = new Set<string>();
  /** Hosts whose system hangs. */
  readonly hung = new Set<string>();
  /** PDUs whose own computer is dead. */
  readonly deadControllers = new Set<string>();
  /** Ids of wires with a broken port. */
  readonly deadPorts = new Set<string>();
  /** Hosts that have power and wait for a passphrase before they boot. */
  readonly asking = new Set<string>();
  /** Ids of uplinks whose modem waits for its PIN. */
  readonly lockedModems = new Set<string>();
  /** Feeds that failed while breakers counted, each with those that tripped because of it. */
  readonly failedFeeds = new Map<string, readonly string[]>();
  /** Failures that somebody caused and did not mend, as `kind:scope`, with what they did: only remembered, for who asks. */
  readonly caused = new Map<string, readonly string[]>();

  /** Has things wait for somebody, or no longer; whether that changed anything. */
  wait({ off, asking, modems }: Waiting, waits: boolean): boolean {
    const changed = [
      ...off.map((id) => put(this.switchedOff, id, waits)),
      ...asking.map((id) => put(this.asking, id, waits)),
      ...modems.map((id) => put(this.lockedModems, id, waits)),
    ];
    return changed.includes(true);
  }

  /** All of it, as data. */
  lists(): Omit<LabState, Elsewhere> {
    return {
      cut: [...this.cut],
      feedsOff: [...this.feedsOff],
      outletsOff: [...this.outletsOff],
      outletsWaiting: [...this.outletsWaiting],
      deadChassis: [...this.deadChassis],
      misconfigured: [...this.misconfigured],
      blocked: [...this.blocked],
      switchedOff: [...this.switchedOff],
      halted: [...this.halted],
      blank: [...this.blank],
      hung: [...this.hung],
      deadControllers: [...this.deadControllers],
      deadPorts: [...this.deadPorts],
      asking: [...this.asking],
      lockedModems: [...this.lockedModems],
      varied: [...this.varied],
      lineFaults: [...this.lineFaults].map((entry) => entry.join(' ')),
      caused: [...this.caused].map(([failure, parts]) => ({ failure, parts })),
    };
  }
}

/** Puts a name in a set or takes it out; whether that changed anything. */
export const put = (set: Set<string>, name: string, present: boolean): boolean => {
  if (set.has(name) === present) return false;
  if (present) set.add(name);
  else set.delete(name);
  return true;
};
