import { run } from '#host/process.ts';
import { ddos, sendFew } from '../netns/ddos.ts';
import { deafen } from '../netns/deaf.ts';
import { saturate } from '../netns/saturation.ts';
import { CLEAN_ENV, failureOf, inHost } from '../netns/tools.ts';
import { Observers } from '../observe/observers.ts';
import type { LabFlood } from '../plan.ts';
import { ASKPASS_FILE } from './boot-script.ts';
import type { Hardware } from './hardware.ts';
import type { Done, ExecRequest, ExecResult, RequestName, Requests } from './protocol.ts';
import { whenReady } from './readiness.ts';

type Handler<N extends RequestName> = (input: Requests[N]['in']) => Promise<Requests[N]['out']>;
export type Handlers = { readonly [N in RequestName]: Handler<N> };

/** Requests that change the lab; they wait for each other. The rest goes on beside them. */
export const MUTATING: ReadonlySet<RequestName> = new Set<RequestName>([
  'cut',
  'mend-cut',
  'saturate',
  'unsaturate',
  'feed',
  'outlet',
  'kill-chassis',
  'revive-chassis',
  'misconfigure',
  'restore',
  'stop-service',
  'start-service',
  'block-forwarding',
  'unblock-forwarding',
  'line',
  'deafen',
  'hear',
  'flood',
  'unflood',
  'send-few',
  'vary',
  'unvary',
  'fail-feed',
  'reset-feed',
  'black-start',
  'end-wait',
  'hang',
  'unhang',
  'kill-controller',
  'revive-controller',
  'break-port',
  'mend-port',
  'loop',
  'unloop',
  'note-caused',
  'note-mended',
]);

const timed = async (change: () => Promise<boolean>): Promise<Done> => {
  const began = performance.now();
  return { changed: await change(), durationMs: performance.now() - began };
};

const EXEC_TIMEOUT_MS = 30_000;

const exec = async (hardware: Hardware, request: ExecRequest): Promise<ExecResult> => {
  const holder = hardware.powered(request.host).holder;
  const argv = inHost(holder, request.argv, request.netns);
  const result = await run(argv, {
    env: { ...CLEAN_ENV, SSH_ASKPASS: ASKPASS_FILE, SSH_ASKPASS_REQUIRE: 'force' },
    cwd: '/',
    timeoutMs: request.timeoutMs ?? EXEC_TIMEOUT_MS,
    stdin: request.stdin ?? '',
  });
  if (result.spawnError) throw new Error(failureOf(argv, result));
  const { ok, exitCode, timedOut, stdout, stderr, durationMs } = result;
  return { ok, exitCode, timedOut, stdout, stderr, durationMs };
};

const floodNamed = ({ plan }: Hardware, name: string): LabFlood => {
  const found = plan.floods?.find((one) => one.name === name);
  if (!found) throw new Error(`no flood "${name}" in lab "${plan.name}"`);
  return found;
};

const setFlood = (hardware: Hardware, name: string, on: boolean): Promise<boolean> => {
  const one = floodNamed(hardware, name);
  const { holder } = hardware.powered(one.from);
  return hardware.setWireFault('flooded', one.wire ?? '', on, (index, sides) =>
    ddos(holder, one, index, sides),
  );
};

const fewPackets = async (hardware: Hardware, name: string): Promise<boolean> => {
  const one = floodNamed(hardware, name);
  await sendFew(hardware.powered(one.from).holder, one);
  return true;
};

/** What `detach` and `quit` do to the process itself. */
export interface Life {
  readonly detached: () => boolean;
  readonly detach: () => void;
  readonly quit: () => void;
}

/** The answer to every request. */
export const handlers = (hardware: Hardware, life: Life): Handlers => {
  const observers = new Observers(hardware);
  return {
    state: async () => ({ ...hardware.state(), detached: life.detached() }),
    cut: ({ wire }) => timed(() => hardware.setCut(wire, true)),
    'mend-cut': ({ wire }) => timed(() => hardware.setCut(wire, false)),
    saturate: ({ wire }) => timed(() => hardware.setWireFault('saturated', wire, true, saturate)),
    unsaturate: ({ wire }) => timed(() => hardware.setWireFault('saturated', wire, false)),
    deafen: ({ wire }) => timed(() => hardware.setWireFault('deaf', wire, true, deafen)),
    hear: ({ wire }) => timed(() => hardware.setWireFault('deaf', wire, false)),
    flood: ({ name }) => timed(() => setFlood(hardware, name, true)),
    unflood: ({ name }) => timed(() => setFlood(hardware, name, false)),
    'send-few': ({ name }) => timed(() => fewPackets(hardware, name)),
    vary: ({ name }) => timed(() => hardware.setVariant(name, true)),
    unvary: ({ name }) => timed(() => hardware.setVariant(name, false)),
    feed: ({ feed, on }) => timed(() => hardware.setFeed(feed, on)),
    outlet: ({ id, on }) => timed(() => hardware.setOutlet(id, on)),
    'kill-chassis': ({ ids }) => timed(() => hardware.setChassis(ids, false)),
    'revive-chassis': ({ ids }) => timed(() => hardware.setChassis(ids, true)),
    misconfigure: ({ host }) => timed(() => hardware.setMisconfigured(host, true)),
    restore: ({ host }) => timed(() => hardware.setMisconfigured(host, false)),
    'stop-service': ({ host, unit }) => timed(() => hardware.setService(host, unit, false)),
    'start-service': ({ host, unit }) => timed(() => hardware.setService(host, unit, true)),
    'block-forwarding': ({ host }) => timed(() => hardware.setBlocked(host, true)),
    'unblock-forwarding': ({ host }) => timed(() => hardware.setBlocked(host, false)),
    'fail-feed': ({ feed }) => timed(() => hardware.blackouts.setFailedFeed(feed, true)),
    'reset-feed': ({ feed }) => timed(() => hardware.blackouts.setFailedFeed(feed, false)),
    'black-start': (request) => timed(() => hardware.blackouts.start(request)),
    'end-wait': (request) => timed(() => hardware.blackouts.endWait(request)),
    hang: ({ host }) => timed(() => hardware.setHung(host, true)),
    unhang: ({ host }) => timed(() => hardware.setHung(host, false)),
    'kill-controller': ({ host }) => timed(() => hardware.setController(host, false)),
    'revive-controller': ({ host }) => timed(() => hardware.setController(host, true)),
    'break-port': ({ wire }) => timed(() => hardware.setPort(wire, false)),
    'mend-port': ({ wire }) => timed(() => hardware.setPort(wire, true)),
    loop: ({ host }) => timed(() => hardware.setLooped(host, true)),
    unloop: ({ host }) => timed(() => hardware.setLooped(host, false)),
    'note-caused': ({ failure, parts }) =>
      timed(async () => hardware.facts.caused.set(failure, parts).size > 0),
    'note-mended': ({ failure }) => timed(async () => hardware.facts.caused.delete(failure)),
    line: ({ cable, fault }) => timed(() => hardware.emulation.setLine(cable, fault)),
    exec: (request) => exec(hardware, request),
    entrance: async ({ host }) => ({ argv: inHost(hardware.powered(host).holder, []) }),
    logs: async ({ host, unit }) => ({ text: hardware.powered(host).log(unit) }),
    ready: ({ timeoutMs }) => whenReady(hardware.runningHosts(), timeoutMs),
    'observe-start': ({ host }) => timed(() => observers.start(host)),
    observe: (request) => observers.observe(request),
    detach: async () => {
      const changed = !life.detached();
      life.detach();
      return { changed, durationMs: 0 };
    },
    quit: async () => {
      life.quit();
      return { changed: true, durationMs: 0 };
    },
  };
};
