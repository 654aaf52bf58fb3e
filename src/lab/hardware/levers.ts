import type { LabPlan } from '../plan.ts';
import type { Blackouts } from './blackouts.ts';
import type { Facts } from './facts.ts';
import type { Turn } from './turn.ts';

/** What consoles, BMCs and PDUs may see and move of the hardware. Changes go through `turn`. */
export interface Levers {
  readonly plan: LabPlan;
  readonly facts: Facts;
  readonly turn: Turn;
  /** The process that holds the host's namespaces; throws for a host without power. */
  powered(host: string): { readonly holder: number };
  setOutlet(id: string, on: boolean): Promise<boolean>;
  setSwitchedOff(host: string, off: boolean): Promise<boolean>;
  setHalted(host: string, halted: boolean): Promise<boolean>;
  setBlank(host: string, blank: boolean): boolean;
  readonly blackouts: Pick<Blackouts, 'endWait'>;
  setMisconfigured(host: string, wrong: boolean): Promise<boolean>;
}
