import type { Network } from '#model/network.ts';
import type { Lab } from '../cage/lab.ts';
import type { LabPlan } from '../plan.ts';

/** What faults and observers use of a running lab. */
export type Hardware = Pick<
  Lab,
  | 'cut'
  | 'mendCut'
  | 'deafen'
  | 'hear'
  | 'flood'
  | 'unflood'
  | 'sendFew'
  | 'vary'
  | 'unvary'
  | 'saturate'
  | 'unsaturate'
  | 'feed'
  | 'killChassis'
  | 'reviveChassis'
  | 'misconfigure'
  | 'restore'
  | 'stopService'
  | 'startService'
  | 'blockForwarding'
  | 'unblockForwarding'
  | 'failFeed'
  | 'resetFeed'
  | 'blackStart'
  | 'endWait'
  | 'hang'
  | 'unhang'
  | 'killController'
  | 'reviveController'
  | 'breakPort'
  | 'mendPort'
  | 'loop'
  | 'unloop'
  | 'ready'
  | 'state'
  | 'exec'
  | 'logs'
  | 'state'
  | 'observe'
  | 'observeStart'
>;

/** How to cause one kind of failure in a lab, and how to undo exactly that. The id is the failure kind's. */
export interface Fault {
  readonly id: string;
  /** Why this is no natural cause but one that the lab imposes; absent where it is what happens outside. */
  readonly imposed?: string;
  /** Scopes that this lab can break; chosen from inventory and plan alone. */
  scopes(network: Network, plan: LabPlan): string[];
  cause(lab: Hardware, scope: string, network: Network): Promise<void>;
  mend(lab: Hardware, scope: string, network: Network): Promise<void>;
}
