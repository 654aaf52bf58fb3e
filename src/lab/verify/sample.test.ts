import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { failureId } from '#model/failure.ts';
import { labMaterial } from '../world/material.ts';
import { labPlan } from '../world/world.ts';
import { possibleFailures, sampleFailures } from './sample.ts';

const network = loadInventory(join(import.meta.dirname, '../../../examples/full/relaxops.yaml')).network!;
const plan = labPlan(network, await labMaterial(network));
const possible = possibleFailures(network, plan);
const ids = (seed: number, most?: number) => sampleFailures(network, possible, seed, most).map(failureId);

describe('a sample of failures', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });

  it('has every kind, and every role that a kind can hit', () => {
    const drawn = sampleFailures(network, possible, 5);
    const strata = (failures: typeof drawn) =>
      new Set(
        failures.map(({ kind, scope }) => {
          const device = network.devices.find(
            (one) => scope === one.id || scope.startsWith(`${one.id}/`) || scope.startsWith(`${one.id}:`),
          );
          return `${kind} ${device?.role ?? ''}`;
        }),
      );
    expect(strata(drawn)).toEqual(strata(possible));
    expect(new Set(drawn.map(failureId)).size).toBe(drawn.length);
  });

  it('takes kinds in turn when it may not take all', () => {
    const kinds = new Set(possible.map((failure) => failure.kind));
    const few = sampleFailures(network, possible, 3, kinds.size);
    expect(new Set(few.map((failure) => failure.kind))).toEqual(kinds);
  });

  it('breaks only what the lab has: console lines where their daemons are installed', () => {
    const consoles = new Set(
      network.cables.filter((cable) => cable.kind === 'console').map((cable) => cable.id),
    );
    const lines = plan.emulated!.lines.flatMap((line) => line.cable ?? []);
    expect(possible.length).toBeGreaterThan(500);
    expect(
      possible
        .map(({ scope }) => scope)
        .filter((scope) => consoles.has(scope))
        .sort(),
    ).toEqual(lines.sort());
  });
});
