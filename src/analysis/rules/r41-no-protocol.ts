import { onDevice, type Said } from './_remark.ts';
import { type Configured, configured, describedOnly, ROOT, textAt } from './_rendered.ts';
import type { Rule } from './rule.ts';

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
  check: (context) =>
    configured(context, 'gateway', 'jumphost', 'management-switch').flatMap((host) =>
      faults(host).map((said) => onDevice(context, host.device, said)),
    ),
  unjudged: (context) => describedOnly(context, 'gateway', 'management-switch'),
};
