import { type ChangeKind, freePorts, withCable } from './change.ts';

/** A console line for a device whose console port is open. */
export const consoleLine: ChangeKind = {
  id: 'console-line',
  candidates: (topology) => {
    const { network } = topology;
    const servers = network.devices.filter((device) => device.role === 'console-server');
    return network.devices.flatMap((device) =>
      freePorts(topology, device.id, 'console')
        .slice(0, 1)
        .flatMap((port) => {
          const near = servers.filter((server) => server.site === device.site && server.id !== device.id);
          return near.slice(0, 2).flatMap((server) =>
            freePorts(topology, server.id, 'console-server')
              .slice(0, 1)
              .map((free) => ({
                text: `a console cable from ${port.id} to ${free.id}`,
                cables: 1,
                ports: 0,
                boxes: 0,
                apply: () =>
                  withCable(network, { id: port.id, a: port.id, b: free.id, kind: 'console' as const }),
              })),
          );
        }),
    );
  },
};
