import { type Device, hasRole } from '#model/device.ts';
import { onDevice, type Said } from './_remark.ts';
import { type Configured, configured, ROOT, textAt } from './_rendered.ts';
import { counted, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Daemons that speak a routing protocol or spanning tree. */
const DAEMONS = /\b(frr|bird6?|quagga|zebra|ospf6?d|bgpd|ripd|isisd|babeld|mstpd)\b/;

const faults = ({ files }: Configured): Said[] => {
  const daemon = files.find(
    ({ path, text }) => DAEMONS.test(path) || /^ExecStart=.*/m.exec(text)?.[0].match(DAEMONS),
  );
  const tree = /stp_state [1-9]/.test(textAt(files, `${ROOT}/network.batch`) ?? '');
  return [
    ...(daemon
      ? [{ what: `runs a routing protocol, "${daemon.path}"`, expected: 'expected static routes' }]
      : []),
    ...(tree ? [{ what: 'runs spanning tree', expected: 'expected a tree that needs none' }] : []),
  ];
};

const gear = ({ network }: RuleContext): Device[] =>
  network.devices.filter((device) => hasRole(device, 'gateway', 'jumphost', 'management-switch'));

/** What nobody rendered, and of which nobody said what it speaks. */
const isSilent = ({ rendered, routing, spanningTree }: Device): boolean =>
  !rendered && (routing === undefined || spanningTree === undefined);

/** What the inventory says of boxes that others configure. */
const told = (context: RuleContext): Remark[] =>
  gear(context).flatMap((device) => {
    const { routing = [], spanningTree = false } = device;
    return [
      ...(routing.length > 0
        ? [{ what: `runs ${someOf(routing)}`, expected: 'expected static routes' }]
        : []),
      ...(spanningTree ? [{ what: 'runs spanning tree', expected: 'expected a tree that needs none' }] : []),
    ].map((said) => onDevice(context, device, said));
  });

/**
 * T55: no routing protocols nor spanning tree, which can fail or be misconfigured. DISA's Router SRG permits an IGP of the
 * management network's own, so `stig` does not ask this.
 */
export const noProtocol: Rule = {
  id: 'R41',
  name: 'no-protocol',
  title: 'the management network runs neither spanning tree nor a routing protocol',
  severity: 'warning',
  from: 'b',
  sources: ['T55'],
  profiles: ['talk'],
  needs: ['rendered'],
  check: (context) => [
    ...told(context),
    ...configured(context, 'gateway', 'jumphost', 'management-switch').flatMap((host) =>
      faults(host).map((said) => onDevice(context, host.device, said)),
    ),
  ],
  unjudged: (context) => {
    const silent = gear(context).filter(isSilent).length;
    return silent === 0
      ? []
      : [`${counted(silent, 'described device')} without "routing" and "spanning-tree"`];
  },
};
