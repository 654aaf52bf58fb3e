import type { Uplink } from '#model/network.ts';
import { describedOnly } from './_rendered.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const LOGINS = ['ssh', 'https', 'http', 'telnet', 'rdp', 'vnc'] as const;

const fault = ({ landlord, open = [] }: Uplink): string | undefined => {
  if (landlord) return "is entered over a landlord's LAN without a tunnel";
  const login = LOGINS.find((protocol) => open.includes(protocol));
  return login === undefined ? undefined : `is entered by "${login}" without a tunnel`;
};

const check = ({ network }: RuleContext): Remark[] =>
  network.uplinks
    .filter(({ purpose }) => purpose === 'management')
    .flatMap((uplink) => {
      const what = fault(uplink);
      if (what === undefined) return [];
      return [
        {
          on: uplink.id,
          place: uplink.place,
          text: `"${uplink.device}" ${what}, expected a VPN or a circuit of your own`,
        },
      ];
    });

/** DISA's Router SRG, SRG-NET-000205: between gateway and NOC a dedicated circuit, MPLS or VPN, or IPsec. */
export const nocTransport: Rule = {
  id: 'R57',
  name: 'noc-transport',
  title: 'operators come to a gateway through a tunnel or a circuit of their own',
  severity: 'error',
  from: 'a',
  sources: ['DISA Router SRG SRG-NET-000205'],
  profiles: ['stig'],
  check,
  unjudged: (context) => describedOnly(context, 'gateway'),
};
