import type { Feed } from '#model/network.ts';
import { defined } from './defined.ts';
import { ranged } from './named.ts';
import { keyPlace, type Node, quote, valuePlace } from './node.ts';
import type { Report } from './report.ts';
import { described, integer, list, located, nullOr, object, type Shape, text } from './shape.ts';
import type { Wiring } from './wirings.ts';

const FEED = '^[A-Za-z0-9-]{1,31}$';
const feedName = located(text('the name of a feed', FEED));
const feedList = list(feedName, 'feeds');

const feedMap = ranged(
  'a map of feeds',
  (name) =>
    new RegExp(FEED).test(name) ? undefined : { text: 'expected letters, digits and "-", at most 31' },
  nullOr(
    object('a feed', {
      panel: described(
        'the panel that it comes from; feeds of one panel can fail together',
        text('the name of a panel'),
      ),
      watts: described('what its breaker carries', integer(1, 10_000_000)),
    }),
  ),
);

type Listed = NonNullable<ReturnType<typeof feedList.read>>;
type Mapped = NonNullable<ReturnType<typeof feedMap.read>>;

/** `[A, B]`, or a map from names to what is known of each. */
const feedsShape: Shape<
  ({ readonly listed: Listed } | { readonly mapped: Mapped }) & { readonly node: Node }
> = {
  json: { anyOf: [feedList.json, feedMap.json] },
  read: (node, report) => {
    if (node.content.type === 'map') return { mapped: feedMap.read(node, report) ?? [], node };
    const listed = feedList.read(node, report);
    return listed && { listed, node };
  },
};

/** `feeds` of a site. */
export const siteFeedsShape = described(
  'power feeds, by default one: A; a list of names, or a map with panels and watts',
  feedsShape,
);

export type WrittenFeeds = ReturnType<typeof feedsShape.read>;

const listed = (site: string, written: Listed, report: Report): Feed[] => {
  const feeds = new Map<string, Feed>();
  for (const { node, value } of written) {
    if (feeds.has(value))
      report.error('duplicate-name', node, `feed ${quote(value)} is there already, expected another name`);
    feeds.set(value, { id: `${site}/${value}`, site, name: value, place: valuePlace(node) });
  }
  return [...feeds.values()];
};

const mapped = (site: string, written: Mapped): Feed[] =>
  written.map(({ name, node, value }) => {
    const { panel, watts } = value ?? {};
    return defined({ id: `${site}/${name}`, site, name, panel, watts, place: keyPlace(node) });
  });

const isEmpty = ({ content }: Node): boolean =>
  (content.type === 'list' && content.items.length === 0) ||
  (content.type === 'map' && content.entries.size === 0);

/** The feeds of a site: as written, else one that is called A. */
export const feedsOf = (
  site: { readonly name: string; readonly node: Node },
  written: WrittenFeeds,
  wiring: Wiring,
  report: Report,
): Feed[] => {
  const feeds = !written
    ? []
    : 'listed' in written
      ? listed(site.name, written.listed, report)
      : mapped(site.name, written.mapped);
  if (feeds.length > 0 || wiring === 'written') return feeds;
  if (written && isEmpty(written.node))
    report.error('empty-list', written.node, 'a site without feeds has no power, expected feeds', {
      hint: 'leave "feeds" out for one that is called A',
    });
  return [{ id: `${site.name}/A`, site: site.name, name: 'A', place: keyPlace(site.node) }];
};
