import { endpoints } from '#model/endpoint.ts';
import type { Material } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import type { Hardware } from '../faults/fault.ts';
import { type Vantage, vantagesOf } from '../world/world.ts';
import type { Cell } from './observation.ts';

const SSH = 22;

/** How hard a round looks. */
export interface Look {
  /** For one address, all steps together. */
  readonly timeoutMs: number;
  readonly hostKey: boolean;
}

/** Tries every address of the network from every vantage point. Knows no prediction. */
export interface Observer {
  readonly cells: number;
  round(look: Look): Promise<Cell[]>;
}

/** Starts observing in a lab that is up. */
export const observe = async (
  hardware: Hardware,
  network: Network,
  material: Material,
): Promise<Observer> => {
  const vantages = vantagesOf(network);
  const ips = endpoints(network).map((endpoint) => endpoint.address.ip);
  const owners = new Map(Object.entries(material.hostKeys).map(([host, key]) => [key, host]));
  await Promise.all(vantages.map(({ host }) => hardware.observeStart(host)));
  const asleep = new Set<string>();

  const from = async ({ id, host }: Vantage, look: Look): Promise<Cell[]> => {
    if (asleep.has(host)) await hardware.observeStart(host).catch(() => undefined);
    const targets = ips.map((address) => ({ address, port: SSH }));
    const { alive, attempts } = await hardware.observe({ host, targets, ...look });
    if (alive) asleep.delete(host);
    else asleep.add(host);
    return ips.map((ip, at): Cell => {
      const attempt = alive ? attempts[at] : undefined;
      if (!attempt) return { vantage: id, ip, outcome: 'no-vantage' };
      const owner = attempt.hostKey === undefined ? {} : { host: owners.get(attempt.hostKey) ?? 'stranger' };
      return { vantage: id, ip, outcome: attempt.outcome, ...owner };
    });
  };

  return {
    cells: vantages.length * ips.length,
    round: async (look) => (await Promise.all(vantages.map((vantage) => from(vantage, look)))).flat(),
  };
};

/** What makes two rounds equal: who answers, not in which way the others do not. */
export const pattern = (cells: readonly Cell[]): string =>
  cells.map((cell) => (cell.outcome === 'answered' ? '1' : '0')).join('');
