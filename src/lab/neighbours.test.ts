import { describe, expect, it } from 'vitest';
import { labsThatFit, neighbourTable } from './neighbours.ts';

describe('the ARP table of the machine', () => {
  it.each([
    [86, 4, { entries: 0, limit: 1024, refused: 0 }, 2],
    [86, 4, { entries: 700, limit: 1024, refused: 0 }, 1],
    [18, 4, { entries: 0, limit: 1024, refused: 0 }, 4],
    [400, 2, { entries: 0, limit: 1024, refused: 0 }, 1],
    [400, 3, { entries: 0, limit: 8192, refused: 0 }, 3],
  ])('holds, for labs of %i hosts with %i wanted, what fits', (hosts, wanted, table, fits) => {
    expect(labsThatFit(hosts, wanted, table)).toBe(fits);
  });

  it('limits nothing where the kernel does not show it', () => {
    expect(labsThatFit(86, 3, undefined)).toBeGreaterThan(0);
  });

  it('is read where there is one', () => {
    const table = neighbourTable();
    if (table) expect(table.limit).toBeGreaterThan(0);
  });
});
