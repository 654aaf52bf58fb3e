import type { BmcLan } from '#model/network.ts';
import { onEach } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** What a BMC without a port for itself does. */
const WHAT: Readonly<Partial<Record<BmcLan, string>>> = {
  shared: 'has a BMC on a production port ("shared")',
  failover: 'has a BMC that may move to a production port ("failover")',
};

const check = (context: RuleContext): Remark[] =>
  onEach(context, context.network.devices, (device) => {
    const what = WHAT[device.bmc];
    return what === undefined ? what : { what, expected: 'expected "bmc: dedicated", a port of its own' };
  });

/**
 * T09, T10: two connections that fail apart. A BMC on a production port goes with its link, its switch and its flood; one
 * that fails over ends up there on the day its own cable is out, unnoticed.
 */
export const bmcOwnPort: Rule = {
  id: 'R69',
  name: 'bmc-own-port',
  title: 'a BMC has a port of its own, and stays on it',
  severity: 'error',
  from: 'a',
  sources: ['T09', 'T10'],
  profiles: ['talk'],
  check,
};
