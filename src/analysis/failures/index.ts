import { deviceDead } from './device-dead.ts';
import { feedDown } from './feed-down.ts';
import type { FailureKind } from './kind.ts';
import { linkCut } from './link-cut.ts';
import { linkSaturated } from './link-saturated.ts';
import { misconfiguration } from './misconfiguration.ts';
import { providerDown } from './provider-down.ts';
import { serviceCrash } from './service-crash.ts';

/** Every failure kind, sorted by id. */
export const failureKinds: readonly FailureKind[] = [
  deviceDead,
  feedDown,
  linkCut,
  linkSaturated,
  misconfiguration,
  providerDown,
  serviceCrash,
];
