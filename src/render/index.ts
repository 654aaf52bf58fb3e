import { breakGlass } from './break-glass.ts';
import { conserver } from './conserver.ts';
import { dnsmasq } from './dnsmasq.ts';
import { fail2ban } from './fail2ban.ts';
import { freeradius } from './freeradius.ts';
import { keepalived } from './keepalived.ts';
import { network } from './network.ts';
import { nftables } from './nftables.ts';
import { openvpn } from './openvpn.ts';
import { pamRadius } from './pam-radius.ts';
import type { Renderer } from './renderer.ts';
import { ser2net } from './ser2net.ts';
import { sshConfig } from './ssh-config.ts';
import { sshd } from './sshd.ts';
import { sysctl } from './sysctl.ts';
import { sysusers } from './sysusers.ts';
import { units } from './units.ts';
import { wireguard } from './wireguard.ts';

/** Every renderer, by id. */
export const renderers: readonly Renderer[] = [
  breakGlass,
  conserver,
  dnsmasq,
  fail2ban,
  freeradius,
  keepalived,
  network,
  nftables,
  openvpn,
  pamRadius,
  ser2net,
  sshConfig,
  sshd,
  sysctl,
  sysusers,
  units,
  wireguard,
];
