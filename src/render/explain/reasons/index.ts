import type { Reason } from '../origin.ts';
import { conserver, ser2net } from './consoles.ts';
import { dnsmasq } from './dnsmasq.ts';
import { keepalived } from './keepalived.ts';
import { freeradius, pamRadius } from './logins.ts';
import { network } from './network.ts';
import { openvpn } from './openvpn.ts';
import { breakGlass, nftables, sysctl, sysusers } from './others.ts';
import { sshConfig } from './ssh-config.ts';
import { sshd } from './sshd.ts';
import { units } from './units.ts';
import { wireguard } from './wireguard.ts';

/** Why lines are there, by renderer. The first that matches counts. */
export const REASONS: Readonly<Record<string, readonly Reason[]>> = {
  'break-glass': breakGlass,
  conserver,
  dnsmasq,
  freeradius,
  keepalived,
  network,
  nftables,
  openvpn,
  'pam-radius': pamRadius,
  ser2net,
  'ssh-config': sshConfig,
  sshd,
  sysctl,
  sysusers,
  units,
  wireguard,
};

/** Renderers of which every form of line has a reason; a test holds them to it. */
export const COMPLETE: readonly string[] = [
  'break-glass',
  'conserver',
  'dnsmasq',
  'freeradius',
  'keepalived',
  'network',
  'openvpn',
  'pam-radius',
  'ser2net',
  'ssh-config',
  'sysusers',
  'units',
  'wireguard',
];
