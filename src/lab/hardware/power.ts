import type { LabHost, LabPlan } from '../plan.ts';

/** What decides about power, as it stands. */
export interface PowerState {
  readonly feedsOff: ReadonlySet<string>;
  readonly outletsOff: ReadonlySet<string>;
  readonly outletsWaiting?: ReadonlySet<string>;
  /** Ids of cut cables. */
  readonly cut: ReadonlySet<string>;
  readonly deadChassis: ReadonlySet<string>;
}

/** Nothing is broken. */
export const WHOLE: PowerState = {
  feedsOff: new Set(),
  outletsOff: new Set(),
  cut: new Set(),
  deadChassis: new Set(),
};

/** What keeps a host with power from running: its BMC said so, a person in its boot menu, a dead controller, a passphrase. */
export interface Standby {
  readonly switchedOff: ReadonlySet<string>;
  readonly halted: ReadonlySet<string>;
  readonly deadControllers: ReadonlySet<string>;
  readonly asking: ReadonlySet<string>;
}

/** The hosts whose system runs, of those that have power. */
export const runningHosts = (powered: ReadonlySet<string>, standby: Standby): Set<string> => {
  const { switchedOff, halted, deadControllers, asking } = standby;
  const stays = (id: string): boolean =>
    [switchedOff, halted, deadControllers, asking].some((set) => set.has(id));
  return new Set([...powered].filter((id) => !stays(id)));
};

/** Whether an outlet passes on what its PDU has. */
export const isOn = ({ outletsOff, outletsWaiting }: PowerState, outlet: string): boolean =>
  !outletsOff.has(outlet) && !outletsWaiting?.has(outlet);

/** The hosts that have power: electricity spreads from the feeds, so a ring of PDUs alone is dark. */
export const poweredHosts = (plan: LabPlan, state: PowerState): Set<string> => {
  const outlets = new Map(plan.outlets.map((o) => [o.id, o]));
  const feeds = new Set(plan.feeds);
  const powered = new Set<string>();
  const livePdus = new Set<string>();
  const lives = (source: string): boolean => {
    const outlet = outlets.get(source);
    if (outlet) return isOn(state, source) && livePdus.has(outlet.pdu);
    return feeds.has(source) && !state.feedsOff.has(source);
  };
  const hasPower = (host: LabHost): boolean =>
    !state.deadChassis.has(host.chassis) &&
    (host.supplies.length === 0 || host.supplies.some((s) => !state.cut.has(s.cable) && lives(s.source)));
  for (let grew = true; grew; ) {
    grew = false;
    for (const host of plan.hosts) {
      if (powered.has(host.id) || !hasPower(host)) continue;
      powered.add(host.id);
      livePdus.add(host.chassis);
      grew = true;
    }
  }
  return powered;
};
