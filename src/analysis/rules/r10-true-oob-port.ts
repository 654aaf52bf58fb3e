import type { Device, Port } from '#model/network.ts';
import { type Cabled, cabled, writtenAt } from './_cabling.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** The management port that is there and open. */
const openPort = ({ topology }: RuleContext, device: Device): Port | undefined =>
  device.ports.find((port) => port.kind === 'management' && port.separate && !topology.cableAt(port.id));

/** A port for production that leads to a management switch instead. */
const frontPanel = (context: RuleContext, device: Device): Cabled | undefined =>
  cabled(context, device, ['data', 'meta']).find(({ port }) => {
    const peer = context.topology.peer(port.id);
    return peer !== undefined && context.topology.device(peer.device).role === 'management-switch';
  });

const check = (context: RuleContext): Remark[] =>
  context.network.devices
    .filter((device) => device.role !== 'management-switch')
    .flatMap((device) => {
      const open = openPort(context, device);
      const used = open && frontPanel(context, device);
      if (!open || !used) return [];
      const what = `is managed by front port "${used.port.name}", with nothing in "${open.name}"`;
      return [
        {
          on: device.id,
          place: writtenAt(device, [used.cable]),
          text: `"${device.id}" ${what}, expected the cable in the management port`,
        },
      ];
    });

/** T18: the management ports are what is connected. A front port shares the fate of what the device forwards. */
export const trueOobPort: Rule = {
  id: 'R10',
  name: 'true-oob-port',
  title: "a device's own management port is the one that is cabled",
  severity: 'warning',
  from: 'b',
  sources: ['T18', 'L2-STIG SV-19074', 'HPE OOBM'],
  profiles: ['talk', 'stig'],
  after: ['R07'],
  check,
};
