import type { Site } from '#model/network.ts';
import { onSite } from './_remark.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const ONE_GATEWAY = {
  what: 'has one gateway',
  expected: 'expected two that share the inside address',
  hint: 'write "gw[1-2]: gateway"; keepalived is rendered for them',
};

/** Management switches that a site's gateways hang on. */
const switchesOf = ({ devicesAt, topology }: RuleContext, site: Site): string[] => {
  const ends = devicesAt(site.id, 'gateway').flatMap((device) =>
    device.ports
      .filter((port) => port.kind === 'management')
      .map((port) => topology.attachment(port.id)?.switch),
  );
  return [...new Set(ends.filter((id) => id !== undefined))];
};

const remarkOn = (context: RuleContext, site: Site): Remark[] => {
  const gateways = context.devicesAt(site.id, 'gateway');
  if (gateways.length === 1) return [onSite(site, ONE_GATEWAY)];
  const switches = switchesOf(context, site);
  if (switches.length < 2) return [];
  const what = `has its gateways on ${someOf(switches)}: when the one way between these is cut, both hold the shared address`;
  return [onSite(site, { what, expected: 'expected them on one switch' })];
};

/**
 * T43, T44: the management network and its firewall and VPN are always available. VRRP's adverts take the inside only, so gateways on two
 * switches both become master when these are parted (RFC 5798 section 6.4), and answers go astray.
 */
export const mgmtHa: Rule = {
  id: 'R31',
  name: 'mgmt-ha',
  title: 'every site has two gateways, whose adverts nothing parts',
  severity: 'warning',
  from: 'c',
  sources: ['T43', 'T44', 'RFC 5798 6.4'],
  profiles: ['talk'],
  check: (context) => context.network.sites.flatMap((site) => remarkOn(context, site)),
};
