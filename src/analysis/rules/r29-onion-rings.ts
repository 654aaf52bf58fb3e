import { isIsolated } from '#model/isolation.ts';
import type { Device } from '#model/network.ts';
import { permitsOf } from './_filter.ts';
import { holds, type Permit } from './_nft.ts';
import { onDevice } from './_remark.ts';
import { type Configured, configured, describedOnly, ROOT, textAt } from './_rendered.ts';
import { counted } from './_text.ts';
import { zonesOf } from './_zones.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Devices may open something to somewhere: sideways to each other, or outward. */
const letsDevicesOut = (context: RuleContext, permit: Permit): boolean =>
  !permit.answers && zonesOf(context).devices.some((ip) => holds(permit.source, ip));

const gatewayRemarks = (context: RuleContext, { device, files }: Configured): Remark[] =>
  permitsOf(files, 'forward')
    .filter((permit) => letsDevicesOut(context, permit))
    .map((permit) =>
      onDevice(context, device, {
        what: `lets devices open connections, by "${permit.text}"`,
        expected: 'expected answers of theirs only',
      }),
    );

/** Ports that the design isolates, and the switch's own address, which it isolates as well. */
const shouldBeIsolated = ({ topology }: RuleContext, device: Device): number =>
  device.ports
    .filter((port) => port.kind === 'management' && topology.cableAt(port.id))
    .filter((port) => isIsolated(topology, port.id)).length + 1;

const switchRemarks = (context: RuleContext, { device, files }: Configured): Remark[] => {
  const text = textAt(files, `${ROOT}/network.batch`) ?? '';
  const open = shouldBeIsolated(context, device) - (text.match(/ isolated on$/gm)?.length ?? 0);
  if (open <= 0) return [];
  const what = `lets ${counted(open, 'port')} of devices talk to others`;
  return [onDevice(context, device, { what, expected: 'expected isolated ports' })];
};

const check = (context: RuleContext): Remark[] => [
  ...configured(context, 'gateway').flatMap((host) => gatewayRemarks(context, host)),
  ...configured(context, 'management-switch').flatMap((host) => switchRemarks(context, host)),
];

/** T42: the onionskin principle; permits go inward by one ring, nothing sideways and nothing outward. */
export const onionRings: Rule = {
  id: 'R29',
  name: 'onion-rings',
  title: 'devices reach neither each other nor outward',
  severity: 'error',
  from: 'b',
  sources: ['T42', 'CISA24'],
  profiles: ['talk', 'cisa'],
  needs: ['rendered'],
  check,
  unjudged: (context) => describedOnly(context, 'gateway', 'management-switch'),
};
