import type { Site, Uplink } from '#model/network.ts';
import { PRODUCTION_ROLES } from '#model/role.ts';
import { onSite, type Said } from './_remark.ts';
import { inside, someOf } from './_text.ts';
import type { Rule, RuleContext } from './rule.ts';

const managementUplinks = ({ network }: RuleContext, site: Site): Uplink[] =>
  network.uplinks.filter((uplink) => uplink.site === site.id && uplink.purpose === 'management');

/** A management uplink that production's own gear carries is production's. */
const isDedicated = ({ topology }: RuleContext, uplink: Uplink): boolean =>
  uplink.landlord || !PRODUCTION_ROLES.has(topology.device(uplink.device).role);

/** Somebody outside can come in by it. */
const opens = ({ network }: RuleContext, uplink: Uplink): boolean =>
  uplink.landlord || network.doors.some((door) => door.uplink === uplink.id);

const hintFor = ({ devicesAt }: RuleContext, site: Site): string => {
  const [gateway] = devicesAt(site.id, 'gateway');
  return gateway
    ? `write an uplink for "${inside(site.id, gateway.id)}", with a provider of its own`
    : 'add "gw1: gateway" to the main rack, and an uplink for it';
};

const fault = (context: RuleContext, site: Site): Said | undefined => {
  const uplinks = managementUplinks(context, site);
  const dedicated = uplinks.filter((uplink) => isDedicated(context, uplink));
  if (uplinks.length === 0)
    return {
      what: 'has no uplink for management',
      expected: 'expected one that production does not use',
      hint: hintFor(context, site),
    };
  if (dedicated.length === 0) {
    const devices = someOf(uplinks.map((uplink) => uplink.device));
    return {
      what: `has its management uplink on ${devices}, which production needs`,
      expected: 'expected a gateway',
    };
  }
  if (dedicated.some((uplink) => opens(context, uplink))) return undefined;
  return {
    what: `has management uplinks that nobody can come in by, ${someOf(dedicated.map(({ id }) => id))}`,
    expected: 'expected one door from outside',
    hint: 'give the uplink a static "address", or a "rendezvous" that the gateway dials out to',
  };
};

/** T20, T21: do not enter over the main network; a dedicated out-of-band uplink. */
export const oobUplink: Rule = {
  id: 'R11',
  name: 'oob-uplink',
  title: 'every site is entered by an uplink that production does not use',
  severity: 'error',
  from: 'b',
  sources: ['T20', 'T21', 'INC-CF20', 'INC-ROGERS'],
  profiles: ['talk'],
  check: (context) =>
    context.network.sites
      .filter((site) => context.devicesAt(site.id).length > 0)
      .flatMap((site) => {
        const said = fault(context, site);
        return said ? [onSite(site, said)] : [];
      }),
};
