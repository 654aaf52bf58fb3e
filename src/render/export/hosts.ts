import { naturalCompare } from '#base/natural.ts';
import type { ExportFormat } from './document.ts';
import { type Reached, reachedSystems } from './reached.ts';

const line = ({ address, name, id }: Reached, width: number): string =>
  `${address.padEnd(width)}  ${name}  # ${id}`;

/** Lines for /etc/hosts (hosts(5)), for when DNS is gone (T54): one a system, by the address that operators use. */
export const hosts: ExportFormat = {
  id: 'hosts',
  files: (network) => {
    const systems = [...reachedSystems(network)].sort((a, b) => naturalCompare(a.address, b.address));
    const shared = network.pairs.map(
      ({ shared: ip, site }) => `${ip}  gateway.${site}  # shared by the pair`,
    );
    const width = Math.max(0, ...systems.map((system) => system.address.length));
    const lines = [
      '# RelaxOps: names of all systems, by the address that operators use. Made from the inventory; changes here will be lost.',
      ...shared.map((text) => text.toLowerCase()),
      ...systems.map((system) => line(system, width)),
    ];
    return [{ name: 'hosts', text: `${lines.join('\n')}\n` }];
  },
};
