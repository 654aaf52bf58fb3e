import { idsOf } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A BMC hangs. It lives on standby power, so that only taking all power away wakes it (T49). */
export const bmcHung: FailureKind = {
  id: 'bmc-hung',
  title: 'a BMC hangs',
  scope: 'device',
  scopes: ({ network }) =>
    idsOf(network.devices.filter((device) => device.ports.some((port) => port.kind === 'bmc'))),
  takes: (_topology, scope) => [`bmc:${scope}`],
  repair: (_topology, scope) => ({ remote: [{ verb: 'power', device: scope }], otherwise: 'hands' }),
};
