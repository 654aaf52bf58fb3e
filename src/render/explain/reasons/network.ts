import type { Reason } from '../origin.ts';

export const network: readonly Reason[] = [
  { match: /^netns add /, why: 'a server without BMC is managed in a namespace', sources: ['T11', 'R05'] },
  { match: /^link set dev \S+ netns /, why: 'the management port lives in the namespace', sources: ['T11'] },
  { match: /^link add name \S+ type bridge$/, why: 'the ports of the box as one segment' },
  {
    match: /^link add name \S+ address \S+ type veth/,
    why: "the switch's own address hangs on a port like any device; its MAC stays over a boot",
    sources: ['T42'],
  },
  {
    match: / stp_state 0 mcast_snooping 0$/,
    why: 'no spanning tree; multicast is flooded, because VRRP adverts must pass',
    sources: ['T55', 'R43'],
  },
  {
    match: / isolated on$/,
    why: 'an isolated port reaches gateways and jumphosts, and nothing sideways',
    sources: ['T42', 'R29'],
  },
  { match: / isolated off$/, why: 'gateways, jumphosts and the way to the middle are reached by all' },
  { match: /^link set dev \S+ master /, why: 'a wired port of the switch', sources: ['T18'] },
  {
    match: / addrgenmode none$/,
    why: 'its link-local address is of the plan as well',
    sources: ['T52'],
  },
  { match: /^link set dev \S+ mtu \d+ up$/, why: 'up, with the MTU of the line or tunnel' },
  { match: /^link set dev \S+ up$/, why: 'a wired port is up' },
  { match: /^tuntap add /, why: 'the tunnel is there from boot, and waits for no daemon', sources: ['T43'] },
  { match: /^address replace /, why: 'the address that the plan gives', sources: ['T53'] },
  {
    match: /^route replace default \S.* table \d+$/,
    why: 'what came in by this leg is answered by it',
  },
  { match: /^route replace default /, why: 'the one route out' },
  {
    match: /^route replace \S+\/32 via \S+ dev /,
    why: "the tunnel leaves by the door's own uplink",
    sources: ['T21'],
  },
  {
    match: /^route replace /,
    why: 'behind another gateway of ours: pools by their owner, sites by the wire',
  },
  { match: /^rule flush /, why: 'our rules are said anew, those of others stay' },
  { match: /^rule add pref \d+ lookup main suppress/, why: 'known networks come before default routes' },
  { match: /^rule add pref \d+ from /, why: 'what starts from this address leaves by its own leg' },
];
