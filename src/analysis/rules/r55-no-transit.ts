import type { Device, Port } from '#model/network.ts';
import { cabled, isOnManagement } from './_cabling.ts';
import { onEach } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const FORWARDING: ReadonlySet<string> = new Set(['router', 'switch', 'meta-switch']);

/** The management port on the management network that its device forwards to and from. */
const mixed = (context: RuleContext, device: Device): Port | undefined =>
  cabled(context, device, ['management']).find(({ port }) => !port.separate && isOnManagement(context, port))
    ?.port;

const check = (context: RuleContext): Remark[] =>
  onEach(context, context.network.devices, (device) => {
    const port = FORWARDING.has(device.role) ? mixed(context, device) : undefined;
    return (
      port && {
        what: `may forward between "${port.name}" and what it carries`,
        expected: 'expected the port in a VRF of its own',
        hint: 'write "separate: yes" for the port once it is so on the device',
      }
    );
  });

/** A device must not forward between its management interface and others (RFC 3871 section 2.3.6). */
export const noTransit: Rule = {
  id: 'R55',
  name: 'no-transit',
  title: 'no device forwards between its management port and its other ports',
  severity: 'error',
  from: 'b',
  sources: ['T14', 'RFC 3871 2.3.6', 'DISA Router SRG'],
  profiles: ['talk', 'stig'],
  check,
};
