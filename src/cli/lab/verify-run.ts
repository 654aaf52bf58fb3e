import { resolve } from 'node:path';
import { ok, type Result } from '#base/result.ts';
import { type WriteProblem, writeTextFile } from '#host/write-files.ts';
import type { Lab } from '#lab/cage/lab.ts';
import { labsThatFit } from '#lab/neighbours.ts';
import { observeResorts } from '#lab/observe/resorts.ts';
import type { ObservationFile } from '#lab/verify/observation.ts';
import { type RunResult, runVerify } from '#lab/verify/run.ts';
import { possibleFailures, sampleFailures } from '#lab/verify/sample.ts';
import { labPlan } from '#lab/world/world.ts';
import { type Failure, failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Context } from '../command.ts';
import { bootLab, labName, makeMaterial } from './boot.ts';

export const CONSOLES = ['ends', 'always', 'never'] as const;
export type Consoles = (typeof CONSOLES)[number];

/** What to observe. */
export interface Wanted {
  readonly seed: number;
  readonly labs: number;
  /** Seconds. */
  readonly budget: number;
  readonly all: boolean;
  /** When consoles and power are tried: at the start and the end of each lab, while failures last as well, or never. */
  readonly consoles: Consoles;
  /** Chooses among the possible failures, in place of the sample. */
  readonly choose?: ((possible: readonly Failure[]) => Failure[]) | undefined;
  readonly only?: string | undefined;
}

/** Ends the lab as soon as somebody interrupts: whatever it is being asked then fails. */
const endedBy = (signal: AbortSignal, lab: Lab): Lab => {
  const end = (): void => void lab.down().catch(() => {});
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return lab;
};

/** Boots the labs, breaks them, and returns what was seen, all the failures that were possible, and how many labs fitted. */
export const verifyRun = async (
  context: Context,
  network: Network,
  wanted: Wanted,
): Promise<{ run: RunResult; possible: Failure[]; labs: number }> => {
  const material = await makeMaterial(network);
  const plan = labPlan(network, material, 'plan');
  const possible = possibleFailures(network, plan).filter(
    (f) => (wanted.only === undefined || f.kind === wanted.only) && shows(network, wanted, f),
  );
  const sample = wanted.choose ?? ((all: readonly Failure[]) => sampleFailures(network, all, wanted.seed));
  const failures = wanted.all ? possible : sample(possible);
  const signal = context.interruption();
  const labs = labsThatFit(plan.hosts.length, wanted.labs);
  const run = await runVerify({
    network,
    material: material.material,
    failures,
    seed: wanted.seed,
    labs,
    budget: wanted.budget,
    boot: async (n) => {
      const name = labName(`verify-${process.pid}-${n}-${network.name}`);
      return endedBy(signal, await bootLab(network, material, name, context.progress));
    },
    resortsDuring: wanted.consoles === 'always',
    ...(wanted.consoles === 'never'
      ? {}
      : {
          resorts: (hardware) =>
            observeResorts({ hardware, network, emulated: plan.emulated!, secrets: material.secrets }),
        }),
    progress: (seen, of, failure) =>
      context.progress.show(`verify ${network.name}: ${seen} of ${of} failures, ${failureId(failure)}`),
    signal,
  });
  context.progress.clear();
  return { run, possible, labs };
};

/** A cut console line shows on the console only, so it is no failure to cause where nobody looks there. */
const shows = ({ cables }: Network, { consoles }: Wanted, { scope }: Failure): boolean =>
  consoles === 'always' || !cables.some((cable) => cable.id === scope && cable.kind === 'console');

/** Writes what was seen; returns the file's name. */
export const saveObservations = (
  cwd: string,
  wanted: string | undefined,
  file: ObservationFile,
): Result<string, WriteProblem> => {
  const name = wanted ?? `observations/${labName(file.network)}.json`;
  const written = writeTextFile(resolve(cwd, name), `${JSON.stringify(file)}\n`, { replace: true });
  return written.ok ? ok(name) : written;
};
