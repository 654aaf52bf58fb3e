import type { Reason } from '../origin.ts';

export const wireguard: readonly Reason[] = [
  { match: /^\[(Interface|Peer)\]$/, why: 'a section' },
  { match: /^PrivateKey = /, why: 'the own key of this end', sources: ['T19', 'T31'] },
  {
    match: /^PublicKey = /,
    why: 'whose handshakes are answered; who has no key is no peer',
    sources: ['T31'],
  },
  { match: /^PresharedKey = /, why: 'a secret of these two alone, should a key be broken one day' },
  { match: /^ListenPort = /, why: "the door's port", sources: ['T19'] },
  { match: /^Endpoint = /, why: 'the literal address of the other end: no name is needed', sources: ['T54'] },
  {
    match: /^AllowedIPs = [^,]+\/32$/,
    why: 'believed and answered at its own address only',
    sources: ['T42', 'T53'],
  },
  { match: /^AllowedIPs = /, why: 'the networks behind the door', sources: ['T29'] },
  { match: /^Address = /, why: 'the address that the plan gives', sources: ['T53'] },
  { match: /^MTU = /, why: 'small enough for every line on the way' },
  { match: /^Table = off$/, why: 'routes have metrics of ours, so that two profiles can be up' },
  { match: /^PostUp = ip route /, why: 'the metric says which door goes first', sources: ['T29'] },
  {
    match: /^PersistentKeepalive = /,
    why: 'a NAT on the way does not forget the tunnel',
    timers: ['vpnPing'],
  },
];
