import { bridgeFdb } from './bridge-fdb.ts';
import { eosLldp } from './eos-lldp.ts';
import { eosMac } from './eos-mac.ts';
import type { Format } from './format.ts';
import { ipLink } from './ip-link.ts';
import { ipNeigh } from './ip-neigh.ts';
import { junosLldp } from './junos-lldp.ts';
import { junosMac } from './junos-mac.ts';
import { librenmsDevices } from './librenms-devices.ts';
import { librenmsLinks } from './librenms-links.ts';
import { librenmsPorts } from './librenms-ports.ts';
import { librenmsSensors } from './librenms-sensors.ts';
import { lldpd } from './lldpd.ts';
import { lldpdJson0 } from './lldpd-json0.ts';
import { netboxCables } from './netbox-cables.ts';
import { netboxPorts } from './netbox-ports.ts';
import { nxosLldp } from './nxos-lldp.ts';
import { outlets } from './outlets.ts';

/** All formats, sorted. One line a format. */
export const formats: readonly Format[] = [
  bridgeFdb,
  eosLldp,
  eosMac,
  ipLink,
  ipNeigh,
  junosLldp,
  junosMac,
  librenmsDevices,
  librenmsLinks,
  librenmsPorts,
  librenmsSensors,
  lldpd,
  lldpdJson0,
  netboxCables,
  netboxPorts,
  nxosLldp,
  outlets,
];
