import { join } from 'node:path';
import { expect } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';

/** A rack with consoles, BMCs and PDUs, up and ready. */
export interface RackLab {
  readonly network: Network;
  readonly made: LabMaterial;
  readonly lab: Lab;
}

const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);

/** Why a rack with all its last resorts cannot be booted here, as the end of a test's name; empty if it can. */
export const noRack = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

/** Boots the example of one rack, under a name of its own. */
export const bootRack = async (name: string): Promise<RackLab> => {
  const file = join(import.meta.dirname, '../../examples/b-one-rack/relaxops.yaml');
  const network = loadInventory(file).network!;
  const made = await labMaterial(network);
  const lab = await startLab(labPlan(network, made, `test-${process.pid}-${name}`));
  expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
  return { network, made, lab };
};
