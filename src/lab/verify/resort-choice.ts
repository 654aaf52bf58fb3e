import { endpoints } from '#model/endpoint.ts';
import type { Failure } from '#model/failure.ts';
import type { LastResort } from '#model/last-resort.ts';
import type { Network } from '#model/network.ts';
import type { Cell } from './observation.ts';

/** Devices that a last resort rests on: its own, and what it leads through. */
const restsOn = (resort: LastResort): string[] => [
  resort.device,
  ...(resort.by === 'line' ? [resort.server] : resort.by === 'outlet' ? [resort.pdu] : []),
];

const answered = (cell: Cell | undefined): boolean => cell?.outcome === 'answered';

/** Devices that some address of is not seen as at the start. */
const changedDevices = (network: Network, cells: readonly Cell[], start: readonly Cell[]): Set<string> => {
  const owners = new Map(endpoints(network).map(({ address, device }) => [address.ip, device.id]));
  const changed = cells.filter((cell, at) => answered(cell) !== answered(start[at]));
  return new Set(changed.flatMap(({ ip }) => owners.get(ip) ?? []));
};

/** Whether a failure's scope is the device, one of its ports, or one of its services. */
const isAt = (scope: string, device: string): boolean =>
  scope === device || scope.startsWith(`${device}:`) || scope.startsWith(`${device}/`);

/**
 * Which last resorts to try while a failure lasts: those that rest on the device that it hits, or on one that is not seen as at the start, and
 * those of every n-th device besides, other ones from failure to failure. All of them at once would cost as much as everything else.
 */
export const resortChoice = (network: Network, every: number) => {
  let turn = 0;
  return (
    { scope }: Failure,
    cells: readonly Cell[],
    start: readonly Cell[],
  ): ((resort: LastResort, at: number) => boolean) => {
    const changed = changedDevices(network, cells, start);
    const now = turn++;
    return (resort, at) =>
      restsOn(resort).some((device) => changed.has(device) || isAt(scope, device)) ||
      (at + now) % every === 0;
  };
};
