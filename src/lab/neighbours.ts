import { readFileSync } from 'node:fs';

/**
 * Linux counts ARP entries of all network namespaces in one table of `gc_thresh3` entries (arp(7)); when it is full, new
 * neighbours are unreachable. A lab must not change that setting of the machine, so it must stay below it.
 */
export interface NeighbourTable {
  readonly entries: number;
  readonly limit: number;
  /** How often an entry was refused since the machine started. */
  readonly refused: number;
}

const COUNTERS = '/proc/net/stat/arp_cache';
const LIMIT = '/proc/sys/net/ipv4/neigh/default/gc_thresh3';
/** Entries that a host of a lab needs while everything is tried from everywhere, as counted in the full example. */
const PER_HOST = 4.8;
/** Share of the table that labs may fill; the rest is the machine's. */
const SHARE = 0.9;

/** The table as it is now; undefined where the kernel does not show it. */
export const neighbourTable = (): NeighbourTable | undefined => {
  try {
    const [head, ...rows] = readFileSync(COUNTERS, 'utf8').trim().split('\n');
    const columns = head!.trim().split(/\s+/);
    const values = rows.map((row) =>
      row
        .trim()
        .split(/\s+/)
        .map((cell) => Number.parseInt(cell, 16)),
    );
    const fulls = columns.indexOf('table_fulls');
    return {
      entries: values[0]?.[columns.indexOf('entries')] ?? 0,
      limit: Number(readFileSync(LIMIT, 'utf8')),
      refused: values.reduce((sum, row) => sum + (row[fulls] ?? 0), 0),
    };
  } catch {
    return undefined;
  }
};

/** Entries that a lab of so many hosts needs while everything is tried, with what the machine keeps for itself. */
export const neighboursFor = (hosts: number): number => Math.ceil((PER_HOST * hosts) / SHARE);

/** How many labs with so many hosts the machine's table can hold side by side; at least one. */
export const labsThatFit = (hosts: number, wanted: number, table = neighbourTable()): number =>
  table === undefined
    ? wanted
    : Math.max(1, Math.min(wanted, Math.floor((SHARE * table.limit - table.entries) / (PER_HOST * hosts))));
