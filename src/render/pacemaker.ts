import { ownAddresses } from '#addressing/own.ts';
import type { GatewayPair } from '#model/network.ts';
import { secretPlaceholder } from '#model/rendered.ts';
import type { Leg } from './_legs.ts';
import { insideLeg, pairBy } from './_pair.ts';
import { file, header, ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';

/** What a gateway is called in its cluster: its id, as far as a host name takes it. */
const nodeName = (gateway: string): string => gateway.replaceAll('/', '-');

const node = (context: RenderContext, gateway: string, at: number): string[] => [
  '    node {',
  `        ring0_addr: ${ownAddresses(context.network).get(gateway)?.ip}`,
  `        name: ${nodeName(gateway)}`,
  `        nodeid: ${at + 1}`,
  '    }',
];

/**
 * corosync.conf(5). knet speaks UDP, encrypted, between the gateways' own addresses. Of two, each goes on alone (`two_node`, votequorum(5)):
 * an address that is on both for a while is better than one on none.
 */
const corosync = (context: RenderContext, host: Host, pair: GatewayPair): string[] => [
  header(host, 'members of the pair'),
  'totem {',
  '    version: 2',
  `    cluster_name: ${pair.site}`,
  '    transport: knet',
  '    crypto_cipher: aes256',
  '    crypto_hash: sha256',
  `    keyfile: ${ROOT}/pacemaker/authkey`,
  // Milliseconds without the token until it counts as lost: the default of 3 s, as one.
  '    token: 1000',
  '}',
  'nodelist {',
  ...pair.gateways.flatMap((gateway, at) => node(context, gateway, at)),
  '}',
  'quorum {',
  '    provider: corosync_votequorum',
  ...(pair.gateways.length === 2 ? ['    two_node: 1'] : []),
  '    wait_for_all: 0',
  '}',
  'logging {',
  '    to_stderr: yes',
  '    to_syslog: no',
  '}',
];

/** Cluster options, by name (pacemaker-schedulerd(7), pacemaker-controld(7)). */
const OPTIONS: Readonly<Record<string, string>> = {
  // Nothing but an address is at stake: two owners for a while harm less than a gateway that is shot.
  'stonith-enabled': 'false',
  'no-quorum-policy': 'ignore',
  // How long a node that starts waits for others: 20 s by default.
  'dc-deadtime': '2s',
};

const location = (gateway: string, at: number): string =>
  `      <rsc_location id="prefer-${nodeName(gateway)}" rsc="inside" node="${nodeName(gateway)}" score="${200 - 10 * at}"/>`;

/** The address as a resource, whom it prefers, and how it is looked at. It starts as version 0.1: what a running cluster has counts more. */
const cib = (pair: GatewayPair, { iface, length }: Leg): string[] => [
  '<cib validate-with="pacemaker-3.0" admin_epoch="0" epoch="1" num_updates="0">',
  '  <configuration>',
  '    <crm_config>',
  '      <cluster_property_set id="options">',
  ...Object.entries(OPTIONS).map(
    ([name, value]) => `        <nvpair id="option-${name}" name="${name}" value="${value}"/>`,
  ),
  '      </cluster_property_set>',
  '    </crm_config>',
  '    <nodes/>',
  '    <resources>',
  '      <primitive id="inside" class="ocf" provider="heartbeat" type="IPaddr2">',
  '        <instance_attributes id="inside-attributes">',
  `          <nvpair id="inside-ip" name="ip" value="${pair.shared}"/>`,
  `          <nvpair id="inside-cidr_netmask" name="cidr_netmask" value="${length}"/>`,
  `          <nvpair id="inside-nic" name="nic" value="${iface}"/>`,
  '        </instance_attributes>',
  '        <operations>',
  '          <op id="inside-monitor" name="monitor" interval="5s" timeout="20s"/>',
  '        </operations>',
  '      </primitive>',
  '    </resources>',
  '    <constraints>',
  ...pair.gateways.map(location),
  '    </constraints>',
  '  </configuration>',
  '  <status/>',
  '</cib>',
];

/** The inside address that a pair of gateways shares by Pacemaker: the members, what they prove themselves with, and the resource. */
export const pacemaker: Renderer = {
  id: 'pacemaker',
  title: 'shared inside address by Pacemaker',
  appliesTo: (host, context) => pairBy(context, host, 'pacemaker') !== undefined,
  render: (context, host) => {
    const pair = pairBy(context, host, 'pacemaker');
    const inside = insideLeg(context, host);
    if (!pair || !inside) return [];
    return [
      file('pacemaker/corosync.conf', corosync(context, host, pair)),
      file('pacemaker/authkey', [secretPlaceholder(`corosync-key/${pair.site}`)], 0o600),
      file('pacemaker/cib.xml', cib(pair, inside)),
    ];
  },
  check: {
    path: /\/pacemaker\/cib\.xml$/,
    argv: (path) => ['/usr/sbin/crm_verify', '--xml-file', path],
    package: 'pacemaker-cli-utils',
  },
};
