import { setTimeout as pause } from 'node:timers/promises';
import { must } from '#base/result.ts';
import type { Secrets } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import { topologyOf } from '#model/topology.ts';
import type { Lab } from '../cage/lab.ts';
import { faults } from '../faults/index.ts';
import type { LabPlan } from '../plan.ts';
import { dialogueScript, type Said, saidIn } from './dialogue.ts';
import { type Drill, type Event, isTyped, type Step, type Typed } from './drill.ts';

/** One step as it went. */
export interface Played {
  readonly why: string;
  /** Whose keyboard, and what was typed there; or what happened to the network. */
  readonly at?: string;
  readonly command: string;
  readonly said: string;
  readonly seconds: number;
  readonly ok: boolean;
  /** What should have come, where it did not. */
  readonly expected?: string;
}

export interface DrillResult {
  readonly drill: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** Up to the first that was not as expected. */
  readonly steps: readonly Played[];
  /** Steps that were left out because of it. */
  readonly left: number;
}

export interface DrillOptions {
  readonly lab: Lab;
  readonly network: Network;
  readonly plan: LabPlan;
  readonly secrets: Secrets;
  readonly onStep?: (step: Played) => void;
  readonly signal?: AbortSignal;
}

/** On top of what a script bounds itself. */
const BOUND_MS = 90_000;
const AGAIN_MS = 500;

const splitFailure = (text: string): [kind: string, scope: string] => [
  text.slice(0, text.indexOf(':')),
  text.slice(text.indexOf(':') + 1),
];

/** Causes or mends what an event is about; the words say it as a person would write it. */
const happen = async ({ lab, network }: DrillOptions, event: Event): Promise<string> => {
  const [verb, failure] =
    'breaks' in event ? (['break', event.breaks] as const) : (['mend', event.mends] as const);
  const [kind, scope] = splitFailure(failure);
  const fault = must(
    faults.find(({ id }) => id === kind),
    `fault ${kind}`,
  );
  await (verb === 'break' ? fault.cause(lab, scope, network) : fault.mend(lab, scope, network));
  return `relaxops lab ${verb} ${failure}`;
};

const problem = ({ expect, dialogue }: Typed, said: Said): string | undefined => {
  if (said.missed > 0) return `to see "${dialogue?.[said.missed - 1]?.sees}"`;
  if (expect.says !== undefined && !new RegExp(expect.says, 'm').test(said.text))
    return `to say "${expect.says}"`;
  if (expect.exit === 'succeeds' && said.exitCode !== 0) return `to succeed, not exit code ${said.exitCode}`;
  if (expect.exit === 'fails' && said.exitCode === 0) return 'to fail';
  return undefined;
};

/** Types until it comes out as expected, or the time is over. */
const type = async ({ lab, secrets, signal }: DrillOptions, step: Typed) => {
  const script = dialogueScript(step, (name) => must(secrets[name], name).reveal());
  const until = performance.now() + (step.within ?? 0) * 1000;
  for (;;) {
    const { stdout } = await lab.exec({ host: step.at, argv: ['sh'], stdin: script, timeoutMs: BOUND_MS });
    const said = saidIn(stdout);
    const wrong = problem(step, said);
    if (wrong === undefined || performance.now() >= until || signal?.aborted) return { said, wrong };
    await pause(AGAIN_MS);
  }
};

const play = async (options: DrillOptions, step: Step): Promise<Played> => {
  const began = performance.now();
  const seconds = (): number => Math.round(performance.now() - began) / 1000;
  if (!isTyped(step)) {
    const command = await happen(options, step);
    return { why: step.why, command, said: '', seconds: seconds(), ok: true };
  }
  const { said, wrong } = await type(options, step);
  const { why, at, command } = step;
  const played = { why, at, command, said: said.text, seconds: seconds(), ok: wrong === undefined };
  return wrong === undefined ? played : { ...played, expected: wrong };
};

/** What the network lacks for a drill; undefined: it can be played. */
export const lacks = (drill: Drill, network: Network, plan: LabPlan): string | undefined => {
  const steps = drill.on({ network, topology: topologyOf(network), plan });
  return typeof steps === 'string' ? steps : undefined;
};

/** Plays a drill in a lab of its own, up to its end or to the first step that does not come out as it must. */
export const runDrill = async (drill: Drill, options: DrillOptions): Promise<DrillResult> => {
  const { network, plan, signal } = options;
  const steps = drill.on({ network, topology: topologyOf(network), plan });
  if (typeof steps === 'string') throw new Error(`${drill.id}: ${steps}`);
  const began = performance.now();
  const played: Played[] = [];
  for (const step of steps) {
    if (signal?.aborted) break;
    const one = await play(options, step);
    played.push(one);
    options.onStep?.(one);
    if (!one.ok) break;
  }
  const ok = played.length === steps.length && played.every((one) => one.ok);
  const seconds = Math.round(performance.now() - began) / 1000;
  return { drill: drill.id, ok, seconds, steps: played, left: steps.length - played.length };
};
