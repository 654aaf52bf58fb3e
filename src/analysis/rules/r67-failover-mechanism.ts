import type { Device, GatewayPair, Uplink, UplinkPurpose } from '#model/network.ts';
import { onDevice, onSite } from './_remark.ts';
import { counted, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Gateways that share an address that nobody moves. */
const idlePair = (context: RuleContext, pair: GatewayPair): Remark[] => {
  const site = context.network.sites.find(({ id }) => id === pair.site);
  if (!site || pair.gateways.length < 2 || pair.engine !== 'none') return [];
  const what = `has gateways ${someOf(pair.gateways)} and nothing that moves ${pair.shared} from one to the other`;
  return [onSite(site, { what, expected: 'expected keepalived or the like' })];
};

const uplinksOf = ({ network }: RuleContext, device: Device, purpose: UplinkPurpose): Uplink[] =>
  network.uplinks.filter(
    (uplink) => uplink.device === device.id && uplink.purpose === purpose && !uplink.landlord,
  );

/** Devices that an uplink ends on. */
const withUplinks = ({ network, topology }: RuleContext): Device[] =>
  [...new Set(network.uplinks.map(({ device }) => device))].map((id) => topology.device(id));

/** Lines of management that end on one device: its door is on the first that anybody can enter by, and stays there. */
const idleUplinks = (context: RuleContext, device: Device): Remark[] => {
  const uplinks = uplinksOf(context, device, 'management');
  if (uplinks.length < 2) return [];
  const providers = someOf(uplinks.map(({ provider }) => provider));
  return [
    onDevice(context, device, {
      what: `has ${uplinks.length} management uplinks, to ${providers}, and nothing that changes over between them`,
      expected: 'expected each on a gateway of its own',
      hint: 'a second gateway has a door of its own; clients try both',
    }),
  ];
};

/** A router may run a protocol towards its providers; the inventory does not say. */
const unjudged = (context: RuleContext): string[] => {
  const many = withUplinks(context).filter(
    (device) => uplinksOf(context, device, 'production').length > 1,
  ).length;
  return many === 0
    ? []
    : [`what changes over on ${counted(many, 'device')} with several production uplinks`];
};

/** T43, T44: available by a mechanism that runs (CARP, keepalived, Pacemaker), not by a second part that waits for a person. */
export const failoverMechanism: Rule = {
  id: 'R67',
  name: 'failover-mechanism',
  title: 'what is there twice has something that changes over',
  severity: 'warning',
  from: 'b',
  sources: ['T43', 'T44', 'T56'],
  profiles: ['talk'],
  check: (context) => [
    ...context.network.pairs.flatMap((pair) => idlePair(context, pair)),
    ...withUplinks(context).flatMap((device) => idleUplinks(context, device)),
  ],
  unjudged,
};
