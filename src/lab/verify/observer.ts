import { endpoints } from '#model/endpoint.ts';
import type { Material } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import type { Hardware } from '../faults/fault.ts';
import type { Attempt } from '../hardware/protocol.ts';
import { type Vantage, vantagesOf } from '../world/world.ts';
import type { Cell } from './observation.ts';

const SSH = 22;

/** How hard a round looks. */
export interface Look {
  /** To connect. */
  readonly timeoutMs: number;
  readonly hostKey: boolean;
  /** Cells that get more time: those that answered a moment ago, on a machine that may be busy. */
  readonly patient?: { readonly cells: readonly Cell[]; readonly timeoutMs: number };
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

  /** Tries some of the addresses from a host; undefined where the vantage point itself has no power. */
  const attempt = async (
    host: string,
    some: readonly string[],
    look: Look,
  ): Promise<Map<string, Attempt> | undefined> => {
    const { timeoutMs, hostKey } = look;
    const targets = some.map((address) => ({ address, port: SSH }));
    const { alive, attempts } = await hardware.observe({ host, targets, timeoutMs, hostKey });
    return alive ? new Map(some.map((ip, at) => [ip, attempts[at]!])) : undefined;
  };

  const from = async ({ id, host }: Vantage, look: Look): Promise<Cell[]> => {
    if (asleep.has(host)) await hardware.observeStart(host).catch(() => undefined);
    const answered = (look.patient?.cells ?? []).filter(
      (cell) => cell.vantage === id && cell.outcome === 'answered',
    );
    const longer = new Set(answered.map((cell) => cell.ip));
    const parts = await Promise.all([
      attempt(
        host,
        ips.filter((ip) => !longer.has(ip)),
        look,
      ),
      attempt(host, [...longer], { ...look, timeoutMs: look.patient?.timeoutMs ?? look.timeoutMs }),
    ]);
    const alive = parts.every((part) => part !== undefined);
    if (alive) asleep.delete(host);
    else asleep.add(host);
    return ips.map((ip): Cell => {
      const seen = alive ? (parts[0]!.get(ip) ?? parts[1]!.get(ip)) : undefined;
      if (!seen) return { vantage: id, ip, outcome: 'no-vantage' };
      const owner = seen.hostKey === undefined ? {} : { host: owners.get(seen.hostKey) ?? 'stranger' };
      return { vantage: id, ip, outcome: seen.outcome, ...owner };
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
