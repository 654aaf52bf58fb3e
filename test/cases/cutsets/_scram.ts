import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactSystem } from '#analysis/facts/system.ts';
import { openPsa } from '#analysis/openpsa.ts';

/** Whether SCRAM (Debian package scram) is here, and what to say where it is not. */
export const scramMissing = (): string | undefined =>
  spawnSync('scram', ['--version']).error ? 'SCRAM is not installed: apt-get install scram' : undefined;

const productsIn = (body: string): number[][] =>
  [...body.matchAll(/<product[^>]*?(?:\/>|>(.*?)<\/product>)/gs)].map((product) =>
    [...(product[1] ?? '').matchAll(/<basic-event name="e(\d+)"/g)].map((event) => Number(event[1])),
  );

/** Cut sets by goal from SCRAM's report; a goal without products is not cut up to the order. */
export const readReport = (report: string, tops: ReadonlyMap<number, string>): Map<number, number[][]> => {
  const bodies = new Map<string, string>();
  for (const found of report.matchAll(
    /<sum-of-products name="(\w+)"[^>]*?(?:\/>|>(.*?)<\/sum-of-products>)/gs,
  ))
    bodies.set(found[1]!, found[2] ?? '');
  return new Map(
    [...tops].map(([goal, top]) => {
      const body = bodies.get(top);
      if (body === undefined) throw new Error(`SCRAM says nothing of ${top}`);
      return [goal, productsIn(body)];
    }),
  );
};

/** Asks SCRAM for the minimal cut sets of the goals. Throws with what it says when it refuses the model. */
export const askScram = (
  system: FactSystem,
  goals: readonly number[],
  order: number,
): Map<number, number[][]> => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-scram-'));
  try {
    const model = openPsa(system, goals);
    writeFileSync(join(folder, 'model.xml'), model.xml);
    const argv = [
      '--mocus',
      '-l',
      String(order),
      '--no-indent',
      '-o',
      join(folder, 'report.xml'),
      join(folder, 'model.xml'),
    ];
    const run = spawnSync('scram', argv, { encoding: 'utf8', timeout: 600_000 });
    if (run.status !== 0) throw new Error(`SCRAM ended with ${run.status ?? run.signal}: ${run.stderr}`);
    return readReport(readFileSync(join(folder, 'report.xml'), 'utf8'), model.tops);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
