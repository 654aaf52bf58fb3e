import { each, largestSite, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const aws2021: Replay = {
  id: 'aws-2021',
  incident: 'INC-AWS21',
  title: 'AWS us-east-1, 7 December 2021',
  story:
    'A surge filled the devices that join the internal network to the main one. Monitoring went dark at once, and operators worked from logs.',
  broken: 'the inside links of the gateways of the largest site are full',
  failures: ({ network, cableAt }) => {
    const gateways = withRole(network, 'gateway', largestSite(network)?.id);
    const inside = gateways.flatMap((gateway) => gateway.ports.filter((port) => port.kind === 'management'));
    const cables = inside.map((port) => cableAt(port.id)?.id).filter((cable) => cable !== undefined);
    return each('link-saturated', [...new Set(cables)]);
  },
  savedBy: ['R06', 'R28', 'R60', 'R62'],
};
