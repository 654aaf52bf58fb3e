import { deviceDead } from './device-dead.ts';
import type { Fault } from './fault.ts';
import { feedDown } from './feed-down.ts';
import { linkCut } from './link-cut.ts';
import { linkSaturated } from './link-saturated.ts';
import { misconfiguration } from './misconfiguration.ts';
import { providerDown } from './provider-down.ts';
import { serviceCrash } from './service-crash.ts';

/** Every fault that a lab can cause, sorted by id. */
export const faults: readonly Fault[] = [
  deviceDead,
  feedDown,
  linkCut,
  linkSaturated,
  misconfiguration,
  providerDown,
  serviceCrash,
];
