import { byRack } from './_groups.ts';
import { counted } from './_text.ts';
import { type Kin, kinIn, withoutVendor } from './_vendors.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected another for management';

const remarkOn = (context: RuleContext, { device, vendor, production }: Kin): Remark => ({
  on: device.id,
  place: device.place,
  text: `"${device.id}" is of "${vendor}", as is production's "${production[0]?.id}", ${EXPECTED}`,
  group: byRack(
    context,
    device,
    (names) => `${names} are of "${vendor}", as is production's "${production[0]?.id}", ${EXPECTED}`,
  ),
});

/** T58: different vendors in management and production, so that no bug is in both. */
export const vendorDiverse: Rule = {
  id: 'R44',
  name: 'vendor-diverse',
  title: 'gateways and management switches are of another vendor than routers and switches of production',
  severity: 'warning',
  from: 'b',
  sources: ['T58'],
  profiles: ['talk'],
  check: (context) => kinIn(context).map((kin) => remarkOn(context, kin)),
  unjudged: (context) => {
    const silent = withoutVendor(context).length;
    return silent === 0 ? [] : [`${counted(silent, 'network device')} without "vendor"`];
  },
};
