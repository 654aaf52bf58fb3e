import type { Feed, Port } from '#model/network.ts';
import { feedsBehind } from './_feeds.ts';
import { counted } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Power inlets that take current themselves; what a PDU takes is what hangs on it. */
const inlets = ({ network, topology }: RuleContext): Port[] =>
  network.devices
    .filter((device) => !device.ports.some(({ kind }) => kind === 'outlet'))
    .flatMap((device) => device.ports.filter((port) => port.kind === 'power' && topology.cableAt(port.id)));

/** Inlets by the feed that they end on. */
const byFeed = (context: RuleContext): Map<string, Port[]> => {
  const found = new Map<string, Port[]>();
  for (const port of inlets(context))
    for (const feed of feedsBehind(context.topology, port.id, new Set())) {
      const list = found.get(feed);
      if (list) list.push(port);
      else found.set(feed, [port]);
    }
  return found;
};

const rated = ({ network }: RuleContext): Feed[] => network.feeds.filter(({ watts }) => watts !== undefined);

const check = (context: RuleContext): Remark[] => {
  const feeds = rated(context);
  if (feeds.length === 0) return [];
  const ports = byFeed(context);
  return feeds.flatMap((feed) => {
    const load = (ports.get(feed.id) ?? []).reduce((sum, port) => sum + (port.draw ?? 0), 0);
    if (load <= (feed.watts ?? 0)) return [];
    const text = `feed "${feed.id}" carries ${load} W when the other feed is gone, expected ${feed.watts} W at most, its rating`;
    return [{ on: feed.id, place: feed.place, text }];
  });
};

const unjudged = (context: RuleContext): string[] => {
  const unrated = context.network.feeds.length - rated(context).length;
  const silent = inlets(context).filter(({ draw }) => draw === undefined).length;
  return [
    ...(unrated > 0 ? [`${counted(unrated, 'feed')} without "watts"`] : []),
    ...(silent > 0 && unrated < context.network.feeds.length
      ? [`${counted(silent, 'power inlet')} without "draw"`]
      : []),
  ];
};

/** T45: redundant supplies help if one feed carries all. `draw` is what an inlet takes with its partner dead. */
export const feedLoad: Rule = {
  id: 'R68',
  name: 'feed-load',
  title: 'each feed carries the whole load when the other is gone',
  severity: 'warning',
  from: 'b',
  sources: ['T45', 'INC-PDX'],
  profiles: ['talk'],
  check,
  unjudged,
};
