import type { WireFault } from '../console/serial-wire.ts';

/**
 * The version of all of this. A lab outlives the build that started it, so whoever attaches asks first. It goes up with every change of this
 * file that the other side would notice.
 */
export const PROTOCOL = 1;

/**
 * What the hardware is asked and answers: JSON lines over one unix socket, `{id, request, ...}` answered by
 * `{id, ok, value | error}`. Mutating requests are done one after the other.
 */
export interface Requests {
  /** The first question, whose answer never changes its form. */
  version: { readonly in: object; readonly out: { readonly protocol: number } };
  state: { readonly in: object; readonly out: LabState };
  cut: { readonly in: { readonly wire: string }; readonly out: Done };
  'mend-cut': { readonly in: { readonly wire: string }; readonly out: Done };
  saturate: { readonly in: { readonly wire: string }; readonly out: Done };
  unsaturate: { readonly in: { readonly wire: string }; readonly out: Done };
  feed: { readonly in: { readonly feed: string; readonly on: boolean }; readonly out: Done };
  outlet: { readonly in: { readonly id: string; readonly on: boolean }; readonly out: Done };
  'kill-chassis': { readonly in: { readonly ids: readonly string[] }; readonly out: Done };
  'revive-chassis': { readonly in: { readonly ids: readonly string[] }; readonly out: Done };
  misconfigure: { readonly in: { readonly host: string }; readonly out: Done };
  restore: { readonly in: { readonly host: string }; readonly out: Done };
  'stop-service': { readonly in: { readonly host: string; readonly unit: string }; readonly out: Done };
  'start-service': { readonly in: { readonly host: string; readonly unit: string }; readonly out: Done };
  'block-forwarding': { readonly in: { readonly host: string }; readonly out: Done };
  'unblock-forwarding': { readonly in: { readonly host: string }; readonly out: Done };
  /** Makes a serial line misbehave, by its cable; without a fault it is whole again. */
  line: { readonly in: { readonly cable: string; readonly fault?: WireFault }; readonly out: Done };
  deafen: { readonly in: { readonly wire: string }; readonly out: Done };
  hear: { readonly in: { readonly wire: string }; readonly out: Done };
  flood: { readonly in: { readonly name: string }; readonly out: Done };
  unflood: { readonly in: { readonly name: string }; readonly out: Done };
  'send-few': { readonly in: { readonly name: string }; readonly out: Done };
  vary: { readonly in: { readonly name: string }; readonly out: Done };
  unvary: { readonly in: { readonly name: string }; readonly out: Done };
  'fail-feed': { readonly in: { readonly feed: string }; readonly out: Done };
  'reset-feed': { readonly in: { readonly feed: string }; readonly out: Done };
  'black-start': { readonly in: BlackStart; readonly out: Done };
  'end-wait': { readonly in: Waiting; readonly out: Done };
  hang: { readonly in: { readonly host: string }; readonly out: Done };
  unhang: { readonly in: { readonly host: string }; readonly out: Done };
  'kill-controller': { readonly in: { readonly host: string }; readonly out: Done };
  'revive-controller': { readonly in: { readonly host: string }; readonly out: Done };
  'break-port': { readonly in: { readonly wire: string }; readonly out: Done };
  'mend-port': { readonly in: { readonly wire: string }; readonly out: Done };
  loop: { readonly in: { readonly host: string }; readonly out: Done };
  unloop: { readonly in: { readonly host: string }; readonly out: Done };
  /** Remembers that a failure was caused, and what it did, for who asks for the state; and that it was mended. */
  'note-caused': { readonly in: Caused; readonly out: Done };
  'note-mended': { readonly in: { readonly failure: string }; readonly out: Done };
  exec: { readonly in: ExecRequest; readonly out: ExecResult };
  /** The command line that enters a host, as the cage's processes see it; for a person at a terminal. */
  entrance: { readonly in: { readonly host: string }; readonly out: { readonly argv: readonly string[] } };
  logs: {
    readonly in: { readonly host: string; readonly unit: string };
    readonly out: { readonly text: string };
  };
  ready: { readonly in: { readonly timeoutMs: number }; readonly out: Readiness };
  'observe-start': { readonly in: { readonly host: string }; readonly out: Done };
  observe: { readonly in: ObserveRequest; readonly out: Observation };
  detach: { readonly in: object; readonly out: Done };
  quit: { readonly in: object; readonly out: Done };
}
export type RequestName = keyof Requests;

/** `changed` is false if it was so already: cutting twice is one cut, and one mending mends it. */
export interface Done {
  readonly changed: boolean;
  readonly durationMs: number;
}

/** Everything about the lab that is not as it was planned, and who lives. */
export interface LabState {
  readonly name: string;
  /** Ids of the racks of the network that are in it; absent: all. */
  readonly racks?: readonly string[];
  readonly poweredHosts: readonly string[];
  readonly cut: readonly string[];
  readonly saturated: readonly string[];
  /** Wires that are filled from outside. */
  readonly flooded: readonly string[];
  /** Wires that have carrier and pass nothing. */
  readonly deaf: readonly string[];
  /** Names of the variants that disks are in. */
  readonly varied: readonly string[];
  readonly feedsOff: readonly string[];
  readonly outletsOff: readonly string[];
  /** Outlets whose PDU has power again and has not come to them yet. */
  readonly outletsWaiting: readonly string[];
  readonly deadChassis: readonly string[];
  readonly misconfigured: readonly string[];
  readonly blocked: readonly string[];
  /** `host unit`, killed by `stop-service`. */
  readonly stopped: readonly string[];
  /** Hosts that their BMC, or a person in their boot menu, switched off or halted. */
  readonly switchedOff: readonly string[];
  readonly halted: readonly string[];
  /** Hosts whose configuration was erased by hand. */
  readonly blank: readonly string[];
  readonly hung: readonly string[];
  /** PDUs whose computer is dead while their outlets live. */
  readonly deadControllers: readonly string[];
  /** Wires with a broken port. */
  readonly deadPorts: readonly string[];
  /** Switches with a loop. */
  readonly looped: readonly string[];
  /** Hosts that wait for a passphrase, and uplinks whose modem waits for its PIN. */
  readonly asking: readonly string[];
  readonly lockedModems: readonly string[];
  readonly caused: readonly Caused[];
  /** `cable fault`: serial lines that misbehave. */
  readonly lineFaults: readonly string[];
  readonly detached: boolean;
}

/** What waits for somebody once it has power again: hosts that stay off or ask for a passphrase, uplinks whose modem wants a PIN. */
export interface Waiting {
  readonly off: readonly string[];
  readonly asking: readonly string[];
  readonly modems: readonly string[];
}
export interface BlackStart extends Waiting {
  readonly feeds: readonly string[];
}

/** A failure as somebody named it who caused it, with the failures of one thing that it came to. */
export interface Caused {
  readonly failure: string;
  readonly parts: readonly string[];
}

export interface ExecRequest {
  readonly host: string;
  readonly argv: readonly string[];
  readonly timeoutMs?: number;
  readonly stdin?: string;
  /** A network namespace inside the host, by the name of its file in /run/netns. */
  readonly netns?: string;
}

export interface ExecResult {
  readonly ok: boolean;
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface Readiness {
  readonly ready: boolean;
  readonly durationMs: number;
  readonly missing: readonly NotReady[];
}

/** A unit that is not what it should be: `failed` and `died` are final, `waiting` may become ready. */
export interface NotReady {
  readonly host: string;
  readonly unit: string;
  readonly why: 'failed' | 'died' | 'waiting';
  /** The last 400 bytes that it said. */
  readonly log: string;
}

/** How an attempt at an address ended. */
export const OUTCOMES = ['answered', 'refused', 'unreachable', 'timeout', 'closed', 'garbled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Target {
  readonly address: string;
  readonly port: number;
}

export interface ObserveRequest {
  readonly host: string;
  readonly targets: readonly Target[];
  /** To connect; who has connected gets longer to answer. */
  readonly timeoutMs: number;
  /** Whether to do a key exchange and return the server's host key. */
  readonly hostKey: boolean;
}

export interface Observation {
  /** False: the vantage point itself has no power, so nothing was tried. */
  readonly alive: boolean;
  /** In the order of the targets. */
  readonly attempts: readonly Attempt[];
  readonly durationMs: number;
}

export interface Attempt {
  readonly outcome: Outcome;
  /** `ssh-ed25519 AAAA…`, proven by its signature. */
  readonly hostKey?: string;
  readonly banner?: string;
  readonly durationMs: number;
}

/** What the hardware says to its starter, one JSON line each, until the lab is up. */
export type StartMessage =
  | { readonly say: 'hello' }
  | { readonly say: 'phase'; readonly phase: Phase; readonly durationMs: number }
  | { readonly say: 'up'; readonly failures: readonly NotReady[] }
  | { readonly say: 'error'; readonly text: string };
export const PHASES = ['cage', 'namespaces', 'wires', 'boot'] as const;
export type Phase = (typeof PHASES)[number];
