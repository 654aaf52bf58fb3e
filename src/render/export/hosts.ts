import { naturalCompare } from '#base/natural.ts';
import type { ExportFormat } from './document.ts';
import { type Reached, reachedSystems } from './reached.ts';

const line = ({ address, name, id }: Pick<Reached, 'address' | 'name' | 'id'>, width: number): string =>
  `${address.padEnd(width)}  ${name}  # ${id}`;

/** Lines for /etc/hosts (hosts(5)), for when DNS is gone (T54): one a system, by the address that operators use. */
export const hosts: ExportFormat = {
  id: 'hosts',
  files: (network) => {
    const systems = [...reachedSystems(network)].sort((a, b) => naturalCompare(a.address, b.address));
    const shared = network.pairs.flatMap(({ shared: ip, shared6, site }) =>
      [ip, ...(shared6 === undefined ? [] : [shared6])].map(
        (one) => `${one}  gateway.${site}  # shared by the pair`,
      ),
    );
    const second = systems.flatMap(({ address6, ...rest }) =>
      address6 === undefined ? [] : [{ ...rest, address: address6 }],
    );
    const all = [...systems, ...second];
    const width = Math.max(0, ...all.map((system) => system.address.length));
    const lines = [
      '# RelaxOps: names of all systems, by the address that operators use. Made from the inventory; changes here will be lost.',
      ...shared.map((text) => text.toLowerCase()),
      ...all.map((system) => line(system, width)),
    ];
    return [{ name: 'hosts', text: `${lines.join('\n')}\n` }];
  },
};
