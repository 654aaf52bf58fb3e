import type { Reason } from '../origin.ts';

export const keepalived: readonly Reason[] = [
  { match: /^(global_defs|vrrp_instance|\s+virtual_ipaddress) .*\{$/, why: 'a section', sources: ['T44'] },
  { match: /^\s*\}$/, why: 'the end of a section' },
  { match: /^global_defs/, why: 'a section' },
  { match: /virtual_router_id /, why: 'one VRRP router a site, by its number', sources: ['T53'], of: 'site' },
  { match: /router_id /, why: 'who says it in the log' },
  { match: /vrrp_version 3/, why: 'timers below a second need version 3 (RFC 5798 section 5.2.7)' },
  { match: /enable_script_security/, why: 'no script of anybody else is run as root' },
  { match: /state BACKUP/, why: 'both start so: the address never has two owners while they come up' },
  { match: /^\s+interface /, why: 'adverts go where the devices are', sources: ['T44'] },
  {
    match: /priority \d+/,
    why: 'in the order of the pair: the first has the address while it lives',
    of: 'pair',
  },
  { match: /advert_int /, why: 'how soon the partner knows', sources: ['T43'], timers: ['vrrpAdvert'] },
  { match: /mcast_src_ip /, why: 'adverts come from the address that the filter knows' },
  { match: /garp_master_(delay|refresh) /, why: 'a healed segment learns without help' },
  {
    match: /\d+\.\d+\/\d+ dev |[\da-f]*::\S*\/\d+ dev /,
    why: 'the route out of every device',
    sources: ['T43', 'T44'],
  },
];
