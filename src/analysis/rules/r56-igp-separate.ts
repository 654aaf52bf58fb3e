import { hasRole } from '#model/device.ts';
import type { Device } from '#model/network.ts';
import { onDevice } from './_remark.ts';
import { counted } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const PRODUCTION = ['router', 'switch'] as const;

const gateways = ({ network }: RuleContext): Device[] =>
  network.devices.filter((device) => hasRole(device, 'gateway'));

/** A protocol that the gateway speaks, and production of its site as well. */
const shared = ({ devicesAt }: RuleContext, gateway: Device): { name: string; other: Device } | undefined => {
  const others = PRODUCTION.flatMap((role) => devicesAt(gateway.site ?? '', role));
  for (const name of gateway.routing ?? []) {
    const other = others.find((one) => one.id !== gateway.id && one.routing?.includes(name));
    if (other) return { name, other };
  }
  return undefined;
};

const check = (context: RuleContext): Remark[] =>
  gateways(context).flatMap((gateway) => {
    const found = shared(context, gateway);
    if (!found) return [];
    return [
      onDevice(context, gateway, {
        what: `speaks "${found.name}", as does production's "${found.other.id}"`,
        expected: 'expected another routing domain, and nothing redistributed',
      }),
    ];
  });

/** DISA's Router SRG, SRG-NET-000019-RTR-000011: the management network may have an IGP, of its own, and no routes pass between the two. */
export const igpSeparate: Rule = {
  id: 'R56',
  name: 'igp-separate',
  title: 'a gateway speaks no routing protocol with production',
  severity: 'error',
  from: 'b',
  sources: ['DISA Router SRG V-207116', 'DISA Router SRG V-207117'],
  profiles: ['stig'],
  check,
  unjudged: (context) => {
    const silent = gateways(context).filter(({ rendered, routing }) => !rendered && !routing).length;
    return silent === 0 ? [] : [`${counted(silent, 'described gateway')} without "routing"`];
  },
};
