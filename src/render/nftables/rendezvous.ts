import { RENDEZVOUS_PORT, serverPort } from '#addressing/pools.ts';
import type { Door } from '#model/network.ts';
import { uplinkInterfaces } from '../_legs.ts';
import { RDV_TUN, rendezvousTunnel, tunnelAddress } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { entryChain, entryJump, entrySets } from './attack.ts';
import { countryChains, countryJump } from './country.ts';
import { askedRules, askedSets, outputChain } from './output.ts';
import { denied, forged, forgedChain, type NftChain, names, reversePath, rule, ruleset } from './ruleset.ts';

const target = (context: RenderContext, door: Door): string => `${tunnelAddress(context, door)}`;

const input = (context: RenderContext, host: Host, wan: string): NftChain => ({
  name: 'input',
  hook: 'type filter hook input priority filter; policy drop;',
  rules: [
    'iif "lo" accept',
    forged(
      `iifname ${wan} fib daddr . iif type != { local, broadcast, multicast }`,
      'an address answers on its own leg only',
    ),
    rule('ct state established,related accept', 'answers to this host'),
    ...(context.doorsThrough(host.device.id).length > 0
      ? [rule(`iifname ${wan} udp dport ${RENDEZVOUS_PORT} accept`, "gateways' tunnels")]
      : []),
    ...countryJump(context, `iifname ${wan} tcp dport 22 `),
    rule(`iifname ${wan} ip saddr @operator_networks tcp dport 22 accept`, "operators' networks only"),
    rule(
      `iifname ${wan} ip saddr @operator_networks icmp type echo-request limit rate 50/second accept`,
      'ping',
    ),
    ...denied('input'),
  ],
});

/** Forwards UDP to gateways' own VPN servers; sessions end there, so nothing can be read here. */
const forward = (context: RenderContext, doors: readonly Door[], wan: string): NftChain => ({
  name: 'forward',
  hook: 'type filter hook forward priority filter; policy drop;',
  rules: [
    forged(`iifname "${RDV_TUN}" ip saddr != @tunnels`, 'a gateway sends from its own address'),
    rule('ct state established,related accept', "answers of gateways' VPN servers"),
    ...countryJump(context, `iifname ${wan} `),
    entryJump(`iifname ${wan} `),
    ...doors.map((door) =>
      rule(
        `iifname ${wan} oifname "${RDV_TUN}" ct status dnat ip daddr ${target(context, door)} udp dport ${serverPort(door)} accept`,
        `door ${door.id}`,
      ),
    ),
    ...denied('forward'),
  ],
});

const nat = (context: RenderContext, doors: readonly Door[], wan: string): NftChain => ({
  name: 'prerouting',
  hook: 'type nat hook prerouting priority dstnat; policy accept;',
  rules: doors.map((door) =>
    rule(
      `iifname ${wan} ip daddr ${door.address} udp dport ${door.port} dnat ip to ${target(context, door)}:${serverPort(door)}`,
      `door ${door.id}`,
    ),
  ),
});

/** The packet filter of a rendezvous: gateways' tunnels, forwarded doors, and its own sshd for operators' networks. */
export const rendezvousRuleset = (context: RenderContext, host: Host): string[] => {
  const wan = names(uplinkInterfaces(context, host).length > 0 ? uplinkInterfaces(context, host) : ['wan']);
  const doors = context.doorsThrough(host.device.id);
  const tunnels = doors.length > 0 ? [rendezvousTunnel(context, host.device.id).network] : [];
  return ruleset(
    [
      ...entrySets(context),
      ...askedSets(context, host.device.site),
      { name: 'tunnels', comment: "gateways' tunnels", elements: tunnels },
    ],
    [
      entryChain,
      forgedChain,
      ...countryChains(context),
      reversePath(wan),
      input(context, host, wan),
      forward(context, doors, wan),
      outputChain(askedRules(context, host.device.site)),
      nat(context, doors, wan),
    ],
  );
};
