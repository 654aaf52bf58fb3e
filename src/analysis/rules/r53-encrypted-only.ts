import type { ManagementProtocol } from '#model/network.ts';
import { onDevice } from './_remark.ts';
import { counted, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** What passes names, passwords or sessions in the clear, or with authentication that is as good as none. */
const CLEAR: ReadonlySet<ManagementProtocol> = new Set<ManagementProtocol>([
  'http',
  'telnet',
  'ftp',
  'tftp',
  'snmpv1',
  'snmpv2c',
  'ipmi-1.5',
  'vnc',
  'x11',
  'rlogin',
]);

const check = (context: RuleContext): Remark[] =>
  context.network.devices.flatMap((device) => {
    const clear = device.protocols?.filter((protocol) => CLEAR.has(protocol)) ?? [];
    if (clear.length === 0) return [];
    return [
      onDevice(context, device, {
        what: `is managed by ${someOf(clear)} in the clear`,
        expected: 'expected SSH, HTTPS, SNMPv3 or the like',
      }),
    ];
  });

/** NSA 2020: encrypted protocols only. RFC 3871 section 2.3 assumes that an out-of-band network needs no encryption, yet advises it. */
export const encryptedOnly: Rule = {
  id: 'R53',
  name: 'encrypted-only',
  title: 'management speaks encrypted protocols only',
  severity: 'error',
  from: 'a',
  sources: ['NSA20', 'RFC 3871 2.3'],
  profiles: ['nsa', 'cisa', 'stig'],
  check,
  unjudged: ({ network }) => {
    const silent = network.devices.filter(({ protocols, rendered }) => !protocols && !rendered).length;
    return silent === 0 ? [] : [`${counted(silent, 'device')} without "protocols"`];
  },
};
