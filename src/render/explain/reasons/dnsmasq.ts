import type { Reason } from '../origin.ts';

export const dnsmasq: readonly Reason[] = [
  { match: /^(user|group)=/, why: 'root is given up once the ports are bound' },
  {
    match: /^(pid-file|log-facility|no-poll|cache-size)(=|$)/,
    why: 'nothing is kept, and all is said in the log',
  },
  {
    match: /^(interface|except-interface)=|^bind-dynamic$/,
    why: 'the inside and no other leg',
    sources: ['T42'],
  },
  { match: /^port=0$/, why: 'no names are served here' },
  { match: /^no-(resolv|hosts)$/, why: 'nobody is asked: names of the plan, or a refusal', sources: ['T54'] },
  { match: /^(local|domain)=/, why: 'the names of the management network end here', of: 'site' },
  { match: /^local-ttl=/, why: 'how long a client may remember a name' },
  { match: /^host-record=/, why: 'the name of an address of the plan, and the way back', sources: ['T53'] },
  {
    match: /^dhcp-range=.*,static,/,
    why: 'reservations and no pool: a pair gives the same answer twice',
    sources: ['T43'],
    of: 'site',
  },
  { match: /^dhcp-authoritative$/, why: 'a device that remembers something wrong is told at once' },
  { match: /^dhcp-ignore/, why: 'whom the inventory does not know gets no answer', sources: ['T42'] },
  {
    match: /^(leasefile-ro|no-ping)$/,
    why: 'nothing to remember, nothing to wait for: the inventory says whose it is',
  },
  { match: /^dhcp-option=option:router,/, why: 'the one route out', of: 'pair' },
  { match: /^dhcp-option=option:dns-server/, why: 'the gateways that answer names; none, if none does' },
  {
    match: /^dhcp-host=/,
    why: 'the address of the plan, for as long as the device remembers it',
    sources: ['T53'],
  },
];
