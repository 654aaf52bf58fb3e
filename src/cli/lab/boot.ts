import { LabError } from '#lab/cage/client.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import type { Phase } from '#lab/hardware/protocol.ts';
import { kernelLacks, probeKernel } from '#lab/kernel.ts';
import { limitsTooLow, sizeOf } from '#lab/limits.ts';
import { preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';
import type { Outcome } from '../command.ts';
import { cannot } from '../outcome.ts';
import type { Progress } from '../output/progress.ts';

/** Answers with what is missing here, all of it, or undefined when a lab can run. */
export const cannotRun = (): Outcome | undefined => {
  const missing = preflight();
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.flatMap((one) => (one.package ? [one.package] : [])))];
  const others = missing.filter((one) => !one.package).map((one) => one.remedy);
  const remedies = [...(packages.length > 0 ? [`apt-get install ${packages.join(' ')}`] : []), ...others];
  return cannot(
    `a lab cannot run here, missing ${missing.map((one) => one.what).join(', ')}`,
    remedies.join('; '),
  );
};

/** A lab name from anything: letters, digits and dashes. */
export const labName = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 30) || 'lab';

const PHASES = { cage: 'a cage', namespaces: 'namespaces', wires: 'wires', boot: 'hosts boot' } as const;

/** A lab that does not come up, with what the kernel lacks, if that is why. */
const withReasons = async (error: unknown): Promise<never> => {
  if (!(error instanceof LabError)) throw error;
  const lacks = kernelLacks(await probeKernel(process.getuid?.() === 0));
  const lines = lacks.map(({ what, remedy }) => `this kernel has no ${what}: ${remedy}`);
  throw new LabError([error.message, ...lines].join('\n'));
};

/** Boots the lab of a network and waits until its daemons serve. Throws `LabError` with what is wrong. */
export const bootLab = async (
  network: Network,
  material: LabMaterial,
  name: string,
  progress: Progress,
  racks?: readonly string[],
): Promise<Lab> => {
  const plan = { ...labPlan(network, material, name), ...(racks && { racks }) };
  const low = limitsTooLow(sizeOf(plan)).filter((one) => one.without === undefined);
  if (low.length > 0)
    throw new LabError(
      `this machine is set too small: ${low.map(({ what, remedy }) => `${what}: ${remedy}`).join('; ')}`,
    );
  const size = `${plan.hosts.length} hosts, ${plan.wires.length} wires`;
  const show = (phase: Phase): void => progress.show(`lab ${name} (${size}): ${PHASES[phase]}`);
  const lab = await startLab(plan, show).catch(withReasons);
  progress.show(`lab ${name} (${size}): waiting for daemons`);
  const { ready, missing } = await lab.ready();
  progress.clear();
  const wrong = [
    ...lab.failures,
    ...missing.filter((one) => !lab.failures.some((f) => f.host === one.host && f.unit === one.unit)),
  ];
  if (ready && wrong.length === 0) return lab;
  await lab.down();
  const lines = wrong.slice(0, 5).map((one) => `${one.host} ${one.unit} ${one.why}: ${one.log.trim()}`);
  throw new LabError(`${wrong.length} daemons of the lab do not serve\n${lines.join('\n')}`);
};

/** Makes the lab's keys and certificates. */
export const makeMaterial = (network: Network): Promise<LabMaterial> => labMaterial(network);
