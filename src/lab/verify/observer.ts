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

/** Where a cell is: an address, and the vantage point that tries it. */
export type Place = Pick<Cell, 'vantage' | 'ip'>;

/** Tries every address of the network from every vantage point. Knows no prediction. */
export interface Observer {
  /** Every cell, in the order of a full round. */
  readonly places: readonly Place[];
  /** Addresses tried until now. */
  readonly tries: number;
  /** Tries every cell, or some of them. */
  round(look: Look, some?: ReadonlySet<Place>): Promise<Cell[]>;
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

  const from = async ({ id, host }: Vantage, look: Look, ips: readonly string[]): Promise<Cell[]> => {
    if (ips.length === 0) return [];
    if (asleep.has(host)) await hardware.observeStart(host).catch(() => undefined);
    const answered = (look.patient?.cells ?? []).filter(
      (cell) => cell.vantage === id && cell.outcome === 'answered',
    );
    const longer = new Set(answered.map((cell) => cell.ip).filter((ip) => ips.includes(ip)));
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

  const places = vantages.flatMap(({ id, only }) =>
    (only === undefined ? ips : [only]).map((ip): Place => ({ vantage: id, ip })),
  );
  let tries = 0;
  return {
    places,
    get tries() {
      return tries;
    },
    round: async (look, some) => {
      const wanted = places.filter((place) => some === undefined || some.has(place));
      tries += wanted.length;
      const of = (vantage: string) => wanted.filter((place) => place.vantage === vantage).map(({ ip }) => ip);
      return (await Promise.all(vantages.map((one) => from(one, look, of(one.id))))).flat();
    },
  };
};

/** What makes two rounds equal: who answers, not in which way the others do not. */
export const pattern = (cells: readonly Cell[]): string =>
  cells.map((cell) => (cell.outcome === 'answered' ? '1' : '0')).join('');
