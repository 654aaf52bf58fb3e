import { run } from '#host/process.ts';
import { CLEAN_ENV, failureOf, inHost } from '../netns/tools.ts';
import { Observers } from '../observe/observers.ts';
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
    env: CLEAN_ENV,
    cwd: '/',
    timeoutMs: request.timeoutMs ?? EXEC_TIMEOUT_MS,
    stdin: request.stdin ?? '',
  });
  if (result.spawnError) throw new Error(failureOf(argv, result));
  const { ok, exitCode, timedOut, stdout, stderr, durationMs } = result;
  return { ok, exitCode, timedOut, stdout, stderr, durationMs };
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
    saturate: ({ wire }) => timed(() => hardware.setSaturated(wire, true)),
    unsaturate: ({ wire }) => timed(() => hardware.setSaturated(wire, false)),
    feed: ({ feed, on }) => timed(() => hardware.setFeed(feed, on)),
    outlet: ({ id, on }) => timed(() => hardware.setOutlet(id, on)),
    'kill-chassis': ({ id }) => timed(() => hardware.setChassis(id, false)),
    'revive-chassis': ({ id }) => timed(() => hardware.setChassis(id, true)),
    misconfigure: ({ host }) => timed(() => hardware.setMisconfigured(host, true)),
    restore: ({ host }) => timed(() => hardware.setMisconfigured(host, false)),
    'stop-service': ({ host, unit }) => timed(() => hardware.setService(host, unit, false)),
    'start-service': ({ host, unit }) => timed(() => hardware.setService(host, unit, true)),
    'block-forwarding': ({ host }) => timed(() => hardware.setBlocked(host, true)),
    'unblock-forwarding': ({ host }) => timed(() => hardware.setBlocked(host, false)),
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
