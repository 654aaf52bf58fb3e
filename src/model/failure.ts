/** A failure: an event of a failure kind with a scope. */
export interface Failure {
  /** `link-cut`, `device-dead`, … */
  readonly kind: string;
  /** A cable, device, provider, feed; for service-crash `<device>/<service>`. */
  readonly scope: string;
}

/** `misconfiguration:zrh1/r01/sw1`, the way that a person types it. */
export const failureId = (failure: Failure): string => `${failure.kind}:${failure.scope}`;

export const VERBS = ['ssh', 'console', 'power'] as const;
/** What an operator needs from a device. */
export type Verb = (typeof VERBS)[number];

/** `never`: it had none. `other-path`: the first path of the healthy order is gone, another lives. */
export const STATES = ['unaffected', 'other-path', 'lost', 'never'] as const;
export type State = (typeof STATES)[number];

/** A device that has to be mended for itself, and the verb by which somebody gets to it; without one nobody does. */
export interface Treated {
  readonly device: string;
  readonly verb?: Verb;
}

/** How a failure ends. `each` stands where several devices have to be mended one by one. */
export type Recovery = { readonly each?: readonly Treated[] } & (
  | { readonly how: 'itself' }
  | { readonly how: 'remote'; readonly verb: Verb; readonly device: string; readonly path: readonly Step[] }
  | { readonly how: 'third-party'; readonly who: string }
  | { readonly how: 'hands-later' }
  | { readonly how: 'hands-now' }
);
export const RECOVERIES = ['itself', 'remote', 'third-party', 'hands-later', 'hands-now'] as const;

/** One step of a path, and the fact that it rests on. */
export interface Step {
  readonly text: string;
  readonly fact: string;
}
