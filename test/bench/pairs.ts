/** How long the inside address of a pair and ssh that needs it are away, by engine and by what strikes the first gateway. Needs root. */
import { fileURLToPath } from 'node:url';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

const ROUNDS = 3;
const BOUND_MS = 30_000;
/** Who asks from another site, so that the answer leaves by the shared address. */
const ENGINES = [
  { engine: 'keepalived', site: 'ber1', octet: 2, from: 'zrh1/r01/jump1', daemon: 'keepalived' },
  { engine: 'ucarp', site: 'zrh1', octet: 1, from: 'ber1/r01/jump1', daemon: 'ucarp' },
  { engine: 'Pacemaker', site: 'gva1', octet: 3, from: 'zrh1/r01/jump1', daemon: 'corosync' },
] as const;
type Engine = (typeof ENGINES)[number];

const STRIKES: readonly {
  readonly name: string;
  strike(lab: Lab, gateway: string, engine: Engine): Promise<unknown>;
  mend(lab: Lab, gateway: string, engine: Engine): Promise<unknown>;
}[] = [
  { name: 'box dead', strike: (lab, gw) => lab.killChassis(gw), mend: (lab, gw) => lab.reviveChassis(gw) },
  {
    name: 'link cut',
    strike: (lab, gw) => lab.cut(`${gw}:inside`),
    mend: (lab, gw) => lab.mendCut(`${gw}:inside`),
  },
  {
    name: 'kill -9',
    strike: (lab, gw, { daemon }) => lab.stopService(gw, daemon),
    mend: (lab, gw, { daemon }) => lab.startService(gw, daemon),
  },
];

const missing = [...preflight(), ...partsOff(['carp', 'pacemaker']).flatMap((part) => part.missing)];
if (missing.length > 0) {
  console.log(`skipped: missing ${missing.map((one) => one.what).join(', ')}`);
  process.exit(0);
}
const { network } = loadInventory(fileURLToPath(new URL('../cases/pairs/relaxops.yaml', import.meta.url)));
if (!network) throw new Error('test/cases/pairs does not load');
const lab = await startLab(labPlan(network, await labMaterial(network), `bench-${process.pid}`));

const holds = async (gateway: string, { octet }: Engine): Promise<boolean> => {
  const { stdout } = await lab.exec({
    host: gateway,
    argv: ['ip', '-4', '-o', 'address', 'show', 'dev', 'inside'],
  });
  return stdout.includes(` 10.${octet}.0.1/16 `);
};
const answers = async ({ from, octet }: Engine): Promise<boolean> => {
  const targets = [{ address: `10.${octet}.1.41`, port: 22 }];
  const { attempts } = await lab.observe({ host: from, targets, timeoutMs: 150, hostKey: false });
  return attempts[0]!.outcome === 'answered';
};
/** Seconds until it holds. */
const until = async (began: number, what: () => Promise<boolean>): Promise<number> => {
  while (!(await what()))
    if (performance.now() - began > BOUND_MS) throw new Error(`not within ${BOUND_MS} ms`);
  return (performance.now() - began) / 1000;
};
const settled = async (engine: Engine): Promise<void> => {
  await until(performance.now(), () => holds(`${engine.site}/r01/gw1`, engine));
  await until(performance.now(), async () => !(await holds(`${engine.site}/r01/gw2`, engine)));
  await until(performance.now(), () => answers(engine));
};
const median = (values: readonly number[]): string =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!.toFixed(2);

try {
  if (!(await lab.ready()).ready) throw new Error('not ready');
  console.log(`median seconds of ${ROUNDS}, adverts of keepalived each ${network.timers.vrrpAdvert} s`);
  console.log('engine      strike     address on the second   ssh answers again');
  for (const engine of ENGINES)
    for (const { name, strike, mend } of STRIKES) {
      const [moved, back]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        const [gw1, gw2] = [`${engine.site}/r01/gw1`, `${engine.site}/r01/gw2`];
        await settled(engine);
        const began = performance.now();
        await strike(lab, gw1, engine);
        moved.push(await until(began, () => holds(gw2, engine)));
        back.push(await until(began, () => answers(engine)));
        await mend(lab, gw1, engine);
      }
      console.log(
        `${engine.engine.padEnd(11)} ${name.padEnd(10)} ${median(moved).padEnd(23)} ${median(back)}`,
      );
    }
} finally {
  await lab.down();
}
