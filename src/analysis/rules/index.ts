import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { oobCoverage } from './r01-oob-coverage.ts';
import { noSingleNic } from './r02-no-single-nic.ts';
import { prodPlusBmc } from './r03-prod-plus-bmc.ts';
import { nicDiverse } from './r04-nic-diverse.ts';
import { dedicatedGear } from './r08-dedicated-gear.ts';
import { oobUplink } from './r11-oob-uplink.ts';
import { ispDiverse } from './r12-isp-diverse.ts';
import { rackSwitch } from './r14-rack-switch.ts';
import { siteAutonomy } from './r17-site-autonomy.ts';
import { dualPsuAb } from './r32-dual-psu-ab.ts';
import { serialLastResort } from './r33-serial-last-resort.ts';
import { switchedPower } from './r34-switched-power.ts';
import { loopFree } from './r43-loop-free.ts';
import type { Rule } from './rule.ts';
import { applyRules } from './run.ts';

/** Every rule, sorted by id. */
export const rules: readonly Rule[] = [
  oobCoverage,
  noSingleNic,
  prodPlusBmc,
  nicDiverse,
  dedicatedGear,
  oobUplink,
  ispDiverse,
  rackSwitch,
  siteAutonomy,
  dualPsuAb,
  serialLastResort,
  switchedPower,
  loopFree,
];

/** What the rules find in the network on a day, which is an ISO date. */
export const runRules = (network: Network, today: string): Finding[] => applyRules(rules, network, today);
