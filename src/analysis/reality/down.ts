import type { PortSeen } from '#model/observed.ts';
import { nearEnd } from './far-end.ts';
import type { Ground } from './ground.ts';

/** Ports that are down although the inventory has a cable there; what no cable is written for may be as it likes. */
export const judgePorts = (ground: Ground, ports: readonly PortSeen[]): void => {
  for (const { device, port, up, by } of ports) {
    const near = up === false ? nearEnd(ground, device, port, by) : undefined;
    const cable = near?.port === undefined ? undefined : ground.cableAt(near.port);
    if (near?.port === undefined || !cable) continue;
    ground.judge(cable, 'different');
    const expected = `up, with ${ground.expected(near.port)}`;
    ground.differ(`down ${near.port}`, {
      kind: 'port-down',
      on: near.port,
      place: cable.place,
      expected,
      seen: 'down',
      by: [by],
    });
  }
};
