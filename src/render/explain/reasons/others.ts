import type { Reason } from '../origin.ts';

export const breakGlass: readonly Reason[] = [
  {
    match: /^ecdsa-sha2-nistp256 |^@\{public:/,
    why: "the public half of this jumphost's own key",
    sources: ['T35'],
  },
  {
    match: /^@\{secret:break-glass-key/,
    why: 'the key itself, which its passphrase opens',
    sources: ['T35'],
  },
];

export const sysusers: readonly Reason[] = [
  { match: /^u break-glass /, why: "the account that jumphosts' own keys open", sources: ['T35'] },
  { match: /^[gm] .*relaxops/, why: "operators may read this jumphost's own key", sources: ['T35'] },
  { match: /^u /, why: 'an account without password: keys only', sources: ['T31'] },
];

export const sysctl: readonly Reason[] = [
  { match: /arp_(ignore|announce)/, why: 'an address answers on its own leg only', sources: ['T14'] },
  { match: /redirects|source_route/, why: 'nobody teaches a shortcut', sources: ['T42'] },
  { match: /rp_filter/, why: 'answers may leave by another leg than the main table would choose' },
  { match: /ip_forward = 1/, why: 'a box that passes packets on' },
  {
    match: /ip_forward = 0/,
    why: 'nothing passes through this box but by its sshd',
    sources: ['T37', 'T42'],
  },
  { match: /disable_ipv6 = 0/, why: 'a leg that has IPv6 beside IPv4', sources: ['T52'] },
  { match: /disable_ipv6/, why: 'IPv6 is where the plan gives it, and nowhere else', sources: ['T52'] },
  {
    match: /ipv6.*(accept_ra|autoconf|accept_dad)/,
    why: 'addresses and routes are those of the plan: no router is believed, nobody waits',
    sources: ['T53'],
  },
  { match: /ipv6.*forwarding = 1/, why: 'a box that passes packets on' },
  {
    match: /ipv6.*forwarding = 0/,
    why: 'nothing passes through this box but by its sshd',
    sources: ['T37', 'T42'],
  },
  { match: /bridge-nf-call/, why: "frames between ports are the switch's business" },
];

/** The filter says in its own comments what each rule is for. */
export const nftables: readonly Reason[] = [
  { match: /^\s+(set \w+ \{|type ipv[46]_addr|flags interval|auto-merge)/, why: 'a set of addresses' },
  { match: /^\s+elements = |^\s+[\da-f.:]+\/\d+,/, why: 'its elements' },
  { match: /^\s+chain |^\s+\}$/, why: 'a set or chain, from here or to here' },
  {
    match: /limit rate .* log /,
    why: 'what is denied is logged, so many lines and no more',
    sources: ['T31'],
  },
  { match: /^(delete )?table |^\}$/, why: 'the table is replaced as a whole' },
  { match: /policy drop/, why: 'denied unless permitted', sources: ['T19', 'T42'] },
];
