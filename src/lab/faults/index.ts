import { certificateExpired } from './certificate-expired.ts';
import { clockWrong } from './clock-wrong.ts';
import { crlExpired } from './crl-expired.ts';
import { ddos } from './ddos.ts';
import { deviceDead } from './device-dead.ts';
import { dnsDown } from './dns-down.ts';
import type { Fault } from './fault.ts';
import { feedDown } from './feed-down.ts';
import { keyLost } from './key-lost.ts';
import { linkCut } from './link-cut.ts';
import { linkSaturated } from './link-saturated.ts';
import { misconfiguration } from './misconfiguration.ts';
import { modemDead } from './modem-dead.ts';
import { operatorsBanned } from './operators-banned.ts';
import { providerDown } from './provider-down.ts';
import { serviceCrash } from './service-crash.ts';

/** Every fault that a lab can cause, sorted by id. */
export const faults: readonly Fault[] = [
  certificateExpired,
  clockWrong,
  crlExpired,
  ddos,
  deviceDead,
  dnsDown,
  feedDown,
  keyLost,
  linkCut,
  linkSaturated,
  misconfiguration,
  modemDead,
  operatorsBanned,
  providerDown,
  serviceCrash,
];
