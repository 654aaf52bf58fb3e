import type { Network } from '#model/network.ts';
import type { RequestName, Requests } from '../hardware/protocol.ts';
import type { LabPlan } from '../plan.ts';

/** The hardware of a running lab, as faults see it. */
export interface Hardware {
  request<Name extends RequestName>(name: Name, input: Requests[Name]['in']): Promise<Requests[Name]['out']>;
}

/** How to cause one kind of failure in a lab, and how to undo exactly that. The id is the failure kind's. */
export interface Fault {
  readonly id: string;
  /** Scopes that this lab can break; chosen from inventory and plan alone. */
  scopes(network: Network, plan: LabPlan): string[];
  cause(hardware: Hardware, scope: string): Promise<void>;
  mend(hardware: Hardware, scope: string): Promise<void>;
}
