import { aaaDown } from './aaa-down.ts';
import { aaaRejecting } from './aaa-rejecting.ts';
import { bmcHung } from './bmc-hung.ts';
import { breakerTripped } from './breaker-tripped.ts';
import { campusDown } from './campus-down.ts';
import { certificateExpired } from './certificate-expired.ts';
import { clockWrong } from './clock-wrong.ts';
import { consoleServerDead } from './console-server-dead.ts';
import { crlExpired } from './crl-expired.ts';
import { ddos } from './ddos.ts';
import { deviceDead } from './device-dead.ts';
import { deviceHung } from './device-hung.ts';
import { dnsDown } from './dns-down.ts';
import type { Fault } from './fault.ts';
import { feedDown } from './feed-down.ts';
import { keyLost } from './key-lost.ts';
import { linkCut } from './link-cut.ts';
import { linkSaturated } from './link-saturated.ts';
import { managementPortDead } from './management-port-dead.ts';
import { misconfiguration } from './misconfiguration.ts';
import { modemDead } from './modem-dead.ts';
import { operatorsBanned } from './operators-banned.ts';
import { pduControllerDead } from './pdu-controller-dead.ts';
import { pduDead } from './pdu-dead.ts';
import { powerReturned } from './power-returned.ts';
import { providerDown } from './provider-down.ts';
import { rackDown } from './rack-down.ts';
import { serviceCrash } from './service-crash.ts';
import { siteDown } from './site-down.ts';
import { softwareBug } from './software-bug.ts';
import { switchLoop } from './switch-loop.ts';

/** Every fault that a lab can cause, sorted by id. */
export const faults: readonly Fault[] = [
  aaaDown,
  aaaRejecting,
  bmcHung,
  breakerTripped,
  campusDown,
  certificateExpired,
  clockWrong,
  consoleServerDead,
  crlExpired,
  ddos,
  deviceDead,
  deviceHung,
  dnsDown,
  feedDown,
  keyLost,
  linkCut,
  linkSaturated,
  managementPortDead,
  misconfiguration,
  modemDead,
  operatorsBanned,
  pduControllerDead,
  pduDead,
  powerReturned,
  providerDown,
  rackDown,
  serviceCrash,
  siteDown,
  softwareBug,
  switchLoop,
];
