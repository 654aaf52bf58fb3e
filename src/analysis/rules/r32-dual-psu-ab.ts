import type { Device, Feed, Site } from '#model/network.ts';
import { MANAGEMENT_ROLES } from '#model/role.ts';
import { feedsOf } from './_feeds.ts';
import { byRack, bySite } from './_groups.ts';
import { counted, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected two power supplies on different feeds';

const powerPorts = (device: Device) => device.ports.filter((port) => port.kind === 'power');

/** What is wrong with the device's power, if anything. */
const fault = ({ topology }: RuleContext, device: Device): string | undefined => {
  const ports = powerPorts(device);
  const plugged = ports.filter((port) => topology.cableAt(port.id));
  const feeds = [...feedsOf(topology, device)];
  if (ports.length < 2) return counted(ports.length, 'power supply');
  if (plugged.length < 2) return `${plugged.length} of ${ports.length} power supplies plugged in`;
  if (feeds.length < 2)
    return `all power supplies on ${feeds.length === 0 ? 'no feed' : `feed ${someOf(feeds)}`}`;
  return undefined;
};

/** A rack with one PDU puts all on its feed. */
const hintFor = (context: RuleContext, device: Device): { hint?: string } => {
  const pdus = context.devicesAt(device.rack ?? '', 'pdu');
  if (powerPorts(device).length < 2) return { hint: 'write "psus: 2" if it has them' };
  return pdus.length === 1 ? { hint: `add a second PDU beside "${pdus[0]!.name}", for the other feed` } : {};
};

const gear = (context: RuleContext, site: Site): Device[] =>
  context.devicesAt(site.id).filter((device) => MANAGEMENT_ROLES.has(device.role));

const remarks = (context: RuleContext, site: Site): Remark[] =>
  gear(context, site).flatMap((device) => {
    const what = fault(context, device);
    if (what === undefined) return [];
    return [
      {
        on: device.id,
        place: device.place,
        text: `"${device.id}" has ${what}, ${EXPECTED}`,
        ...hintFor(context, device),
        group: byRack(context, device, (names) => `${names} have ${what}, ${EXPECTED}`),
      },
    ];
  });

/** One feed is the cause for all that hangs on it, and said once. */
const oneFeed = (context: RuleContext, site: Site, feed: Feed | undefined): Remark[] =>
  gear(context, site).map((device) => {
    const what = `in a site with ${feed ? `one power feed, "${feed.name}"` : 'no power feed'}, expected two`;
    return {
      on: device.id,
      place: device.place,
      text: `"${device.id}" stands ${what}`,
      hint: 'write "feeds: [A, B]" in the site, and have a PDU on each',
      group: bySite(context, device, (names) => `${names} stand ${what}`),
    };
  });

/** Feeds of one panel are one feed when the panel burns. */
const onePanel = (site: Site, feeds: readonly Feed[]): Remark[] => {
  const panels = [...new Set(feeds.map(({ panel }) => panel))];
  if (feeds.length < 2 || panels.length > 1 || panels[0] === undefined) return [];
  const names = someOf(feeds.map(({ name }) => name));
  const text = `site "${site.id}" has feeds ${names} from one panel, "${panels[0]}", expected a panel each`;
  return [{ on: site.id, place: feeds[0]!.place, text }];
};

const check = (context: RuleContext): Remark[] =>
  context.network.sites.flatMap((site) => {
    const feeds = context.network.feeds.filter((feed) => feed.site === site.id);
    const panel = gear(context, site).length > 0 ? onePanel(site, feeds) : [];
    return feeds.length < 2 ? oneFeed(context, site, feeds[0]) : [...panel, ...remarks(context, site)];
  });

/** T45: not the cheapest hardware; redundant power supplies, which help on two feeds only. */
export const dualPsuAb: Rule = {
  id: 'R32',
  name: 'dual-psu-ab',
  title: 'management gear has two power supplies on different feeds',
  severity: 'error',
  from: 'b',
  sources: ['T45', 'INC-PDX'],
  profiles: ['talk'],
  check,
};
