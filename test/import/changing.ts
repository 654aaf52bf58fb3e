import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Mapping } from '#inventory/netbox/mapping.ts';
import { type Changed, importChanged } from './changed.ts';
import { MISSING, type StandIn, startStandIn } from './stand-in.ts';

/** Imports the stand-in's NetBox with rows laid over its data. */
export type Changing = (tables: object, mapping?: Partial<Mapping>) => Promise<Changed>;

/** A stand-in for the tests of a file, as it was again after each; without its data they are skipped and say so. */
export const changingStandIn = (): Changing => {
  let standIn: StandIn;
  beforeAll(async () => {
    if (!MISSING) standIn = await startStandIn();
  }, 60_000);
  afterAll(() => standIn?.stop());
  beforeEach((ctx) => {
    if (MISSING) ctx.skip(MISSING);
  });
  afterEach(async () => {
    if (!MISSING) await standIn.control('reset');
  });
  return (tables, mapping = {}) => importChanged(standIn, tables, mapping);
};
