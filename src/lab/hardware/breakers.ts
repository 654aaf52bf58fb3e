import type { LabHost, LabPlan } from '../plan.ts';
import { isOn, type PowerState, poweredHosts } from './power.ts';

/** Loads and breakers: what a feed carries, and which feed trips when another one is gone. */

/** The feed behind a source that is live: itself, or what supplies the PDU of an outlet. */
const feedBehind = (plan: LabPlan, state: PowerState, source: string, depth = 0): string | undefined => {
  if (plan.feeds.includes(source)) return state.feedsOff.has(source) ? undefined : source;
  const outlet = plan.outlets.find((one) => one.id === source);
  if (!outlet || !isOn(state, source) || state.deadChassis.has(outlet.pdu) || depth > 4) return undefined;
  const pdu = plan.hosts.find((host) => host.chassis === outlet.pdu);
  return pdu && liveFeeds(plan, state, pdu, depth + 1)[0];
};

/** The feeds that a host draws from now, one for each live supply. */
const liveFeeds = (plan: LabPlan, state: PowerState, host: LabHost, depth = 0): string[] =>
  host.supplies
    .filter((supply) => !state.cut.has(supply.cable))
    .flatMap((supply) => feedBehind(plan, state, supply.source, depth) ?? []);

/** One host of each chassis that draws: a server and its BMC share supplies, and a PDU passes on what others draw. */
const drawing = ({ hosts, outlets }: LabPlan): LabHost[] => {
  const pdus = new Set(outlets.map((outlet) => outlet.pdu));
  return hosts.filter((host, at) => {
    const first = hosts.findIndex((one) => one.chassis === host.chassis);
    return (
      first === at && !pdus.has(host.chassis) && host.supplies.some((supply) => supply.draw !== undefined)
    );
  });
};

/** Watts on each feed: supplies share what a box draws, and each of them could carry all of it. */
export const feedLoads = (plan: LabPlan, state: PowerState): ReadonlyMap<string, number> => {
  const powered = poweredHosts(plan, state);
  const loads = new Map<string, number>();
  for (const host of drawing(plan).filter(({ id }) => powered.has(id))) {
    const rated = { ...host, supplies: host.supplies.filter((supply) => supply.draw !== undefined) };
    const draw = Math.max(...rated.supplies.map((supply) => supply.draw!));
    const feeds = liveFeeds(plan, state, rated);
    for (const feed of feeds) loads.set(feed, (loads.get(feed) ?? 0) + draw / feeds.length);
  }
  return loads;
};

/** The feeds whose breakers trip once this one is gone, one after the other, as the load moves. */
export const trippedBy = (plan: LabPlan, state: PowerState, dead: string): string[] => {
  const feedsOff = new Set([...state.feedsOff, dead]);
  const tripped: string[] = [];
  for (;;) {
    const loads = feedLoads(plan, { ...state, feedsOff });
    const over = (plan.breakers ?? []).filter(
      ({ feed, watts }) => !feedsOff.has(feed) && (loads.get(feed) ?? 0) > watts,
    );
    if (over.length === 0) return tripped;
    for (const { feed } of over) feedsOff.add(feed);
    tripped.push(...over.map(({ feed }) => feed));
  }
};
