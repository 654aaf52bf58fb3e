import type { Device } from '#model/network.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Without BMC, and with a management port that lives in the same network stack as what the server does. */
const isExposed = (device: Device): boolean =>
  device.role === 'server' && device.bmc === 'none' && device.management === 'port';

const check = (context: RuleContext): Remark[] =>
  context.network.devices.filter(isExposed).map((device) =>
    onDevice(context, device, {
      what: 'is managed without BMC by a port in the same network stack as all else',
      expected: 'expected a namespace of its own',
      hint: 'write "management: namespace": a port, routes and sshd that a change of the rest does not touch',
    }),
  );

/** T11: without a BMC, real out of band is built another way, with network namespaces for example. */
export const bmcSubstitute: Rule = {
  id: 'R05',
  name: 'bmc-substitute',
  title: 'a server without BMC is managed in a network namespace of its own',
  severity: 'warning',
  from: 'a',
  sources: ['T11'],
  profiles: ['talk'],
  check,
};
