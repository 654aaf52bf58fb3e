import type { Reason } from '../origin.ts';

export const openvpn: readonly Reason[] = [
  {
    match: /^ifconfig-push /,
    why: 'one file and one address each, or nobody gets in',
    sources: ['T19', 'T53'],
  },
  { match: /^-----BEGIN X509 CRL/, why: 'who has a certificate that counts no more', sources: ['T31'] },
  { match: /^<(ca|cert|key|tls-crypt)>$/, why: 'keys and certificates of this end', sources: ['T19'] },
  { match: /^<\//, why: 'the end of a key' },
  { match: /^(mode server|tls-server|client)$/, why: 'which end of the VPN this is', sources: ['T40'] },
  { match: /^port /, why: "the door's port, or the rendezvous' for tunnels", sources: ['T19'] },
  { match: /^remote /, why: 'the literal address of the other end: no name is needed', sources: ['T54'] },
  { match: /^multihome$/, why: 'answers leave from the address that was asked' },
  { match: /^(proto|dev-type|topology|disable-dco)\b/, why: 'what both ends agree on' },
  {
    match: /^(tls-version-min|data-ciphers|dh|remote-cert-tls|verify-x509-name) ?/,
    why: 'who is believed, and with what ciphers',
    sources: ['T31'],
  },
  { match: /^crl-verify /, why: 'a revoked certificate is refused', sources: ['T31'] },
  { match: /^dev /, why: 'the tunnel that is there from boot' },
  { match: /^ifconfig /, why: 'the own end of the tunnel', sources: ['T53'] },
  {
    match: /^(ifconfig-noexec|route-noexec|persist-tun|persist-key|user |group )/,
    why: 'network.batch has set all of it, so that the daemon can give up root',
  },
  { match: /^(tun-mtu|mssfix) /, why: 'small enough for every line on the way' },
  { match: /^(client-config-dir|ccd-exclusive)/, why: 'nobody without a file of their own' },
  { match: /^keepalive /, why: 'how soon an end is taken for dead', timers: ['vpnPing', 'vpnRestart'] },
  {
    match: /^push "route \d/,
    why: 'the networks behind the door; the metric says which tunnel goes first',
    sources: ['T29'],
  },
  { match: /^push /, why: 'what every client is told' },
  {
    match: /^(nobind|connect-retry|server-poll-timeout|hand-window|resolv-retry)\b/,
    why: 'gives up early: the other door is the better answer; no name is looked up',
    sources: ['T54'],
  },
  { match: /^(explicit-exit-notify|verb) /, why: 'said when it ends, and in the log' },
];
