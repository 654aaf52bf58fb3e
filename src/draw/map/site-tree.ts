import { textWidth } from '../text.ts';
import type { Tree } from './boxes.ts';
import { type RackPlan, rackTree } from './rack-plan.ts';
import { type SitePlan, touches } from './site-plan.ts';

/** Pixels. */
export const SITE = { pad: 14, head: 50, between: 8, track: 7, feed: 15, gutter: 10, least: 150 } as const;
const MOST_FEED_LABEL = 160;
const MOST_IDLE = 4;

/** How wide the names of the feeds are. */
export const feedLabelWidth = (plan: SitePlan): number =>
  Math.min(MOST_FEED_LABEL, Math.max(0, ...plan.feeds.map((feed) => textWidth(feed.label, 11.5, true)))) + 6;

/** How wide the head of a site is: its name and what is good to know. */
export const headWidth = ({ place }: SitePlan): number =>
  Math.max(textWidth(place.label, 19, true), textWidth(place.note ?? '', 11.5));

/** Feeds that nothing is on, in words. */
export const idleText = ({ idle }: SitePlan): string => {
  if (idle.length === 0) return '';
  if (idle.length > MOST_IDLE) return `no device on ${idle.length} feeds`;
  return `no device on ${idle.map((feed) => feed.label).join(', ')}`;
};

/** The feeds that run below a row of racks: all of the site, if a device of the row is on one. */
export const feedsBelow = (plan: SitePlan, row: readonly RackPlan[]): SitePlan['feeds'] =>
  plan.nets.some((one) => one.net.stroke === 'power' && touches(one, row)) ? plan.feeds : [];

/** The boxes of a site. */
export const siteTree = (plan: SitePlan): Tree => {
  const { pad, head, feed, track } = SITE;
  const idle = idleText(plan);
  const rows = plan.rows.flatMap((row): Tree[] => {
    const feeds = feedsBelow(plan, row).length;
    return [
      { of: row, flow: 'row', gap: SITE.between, inside: row.map((one) => rackTree(one, row)) },
      { h: feeds === 0 ? 0 : 14 + feeds * feed },
    ];
  });
  const right = plan.gutter.length > 0 ? SITE.gutter + plan.gutter.length * track : 0;
  const text = Math.max(headWidth(plan), Math.min(textWidth(idle, 11.5), 260));
  return {
    of: plan,
    minW: Math.max(SITE.least, text + 2 * pad),
    pad: [head, pad, (rows.length > 0 ? pad : 6) + (idle === '' ? 0 : 18), pad],
    inside: [{ flow: 'row', pad: [0, right, 0, 0], inside: [{ of: plan.rows, inside: rows }] }],
  };
};
