import { isIsolated } from '#model/isolation.ts';
import { interfaceName } from '../_interface.ts';
import { bridgePorts } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { names, rule } from './ruleset.ts';

/** Frames a second to a group that one port may bring in, and how many may come at once. A device asks for a neighbour now and then. */
const EDGE = 'limit rate over 2/second burst 20 packets';
/** What gateways and jumphosts ask for on behalf of everybody, and the trunks to other switches carry: adverts of a pair among them. */
const INNER = 'limit rate over 100/second burst 200 packets';

/** How long a station counts as where it was heard last. A cable that is plugged elsewhere passes nothing for so long. */
const STAYS = '10s';

const dynamic = (name: string, type: string, timeout?: string): string[] => [
  `    set ${name} {`,
  `        type ${type}`,
  '        size 8192',
  '        flags dynamic',
  ...(timeout === undefined ? [] : [`        timeout ${timeout}`]),
  '    }',
  '',
];

const inner = (ports: string): string[] => [
  `iifname ${ports} update @inner_station { ether saddr }`,
  `iifname ${ports} ether daddr & 01:00:00:00:00:00 == 00:00:00:00:00:00 accept`,
  `iifname ${ports} update @inner { iifname ${INNER} } ${rule('counter drop', 'a storm from gateways, jumphosts or another switch (T57)')}`,
  `iifname ${ports} accept`,
];

const edge = [
  rule(
    'ether saddr @inner_station counter drop',
    'came round by a loop: this station is behind another port (T57)',
  ),
  rule('ether saddr @station ether saddr . iifname != @place counter drop', 'came round by a loop (T57)'),
  'update @station { ether saddr }',
  'update @place { ether saddr . iifname }',
  'ether daddr & 01:00:00:00:00:00 == 00:00:00:00:00:00 accept',
  `update @edge { iifname ${EDGE} } ${rule('counter drop', 'a storm from a device or a loop (T57)')}`,
];

/**
 * Storm control on a Linux bridge, before it learns from a frame or floods it (nft(8), bridge family, `prerouting`). What a port brings in for a
 * group (broadcast, multicast) is counted by port and dropped above a limit. And a frame from a station that was heard at another port is dropped: it
 * came round, and would take the station's address with it. A port that nobody described counts as a device's. Unknown unicast is not limited:
 * what is unknown shows only after the lookup, which nftables does not see; coming round it is dropped all the same.
 */
export const stormRuleset = (context: RenderContext, host: Host): string[] => {
  const ports = bridgePorts(context, host);
  const central = ports.filter((port) => !isIsolated(context.topology, port.id)).map(interfaceName);
  const rules = [...(central.length > 0 ? inner(names(central)) : []), ...edge];
  return [
    'table bridge relaxops {',
    '}',
    'delete table bridge relaxops',
    'table bridge relaxops {',
    ...dynamic('inner', 'ifname'),
    ...dynamic('edge', 'ifname'),
    ...dynamic('inner_station', 'ether_addr', STAYS),
    ...dynamic('station', 'ether_addr', STAYS),
    ...dynamic('place', 'ether_addr . ifname', STAYS),
    '    chain storm {',
    '        type filter hook prerouting priority dstnat; policy accept;',
    ...rules.map((line) => `        ${line}`),
    '    }',
    '}',
  ];
};
