/**
 * What answers each normative sentence of the talk (T01 to T67, paraphrased). `docs/talk.md` is generated from this list, and the test
 * takes every unit away in turn: the check that is claimed for it has to fail then.
 */
export type Answer =
  /** The rule's wrong inventory has its finding. */
  | { readonly rule: string }
  /** Without the key, the verdict of the rule on one of its two inventories changes. */
  | { readonly fact: string; readonly by: string }
  /** The failure, in the full example, takes at least so many devices' ssh or sends them another way. */
  | { readonly kind: string; readonly scope: string; readonly touches: number }
  /** The rendered file of a host of an example has such a line. */
  | { readonly renderer: string; readonly example: string; readonly host: string; readonly line: RegExp }
  /** The command, on the full example, prints this. */
  | { readonly command: string; readonly args: readonly string[]; readonly prints: RegExp };

export interface Claim {
  readonly id: string;
  readonly says: string;
  readonly answers: readonly Answer[];
  /** What the talk means here and the product does not do yet. */
  readonly open?: string;
}

const rules = (...ids: readonly string[]): Answer[] => ids.map((rule) => ({ rule }));
const fact = (name: string, by: string): Answer => ({ fact: name, by });
/** The rule, and the facts without which it says something else. */
const rests = (rule: string, ...facts: readonly string[]): Answer[] => [
  { rule },
  ...facts.map((name) => fact(name, rule)),
];
const kind = (id: string, scope: string, touches: number): Answer => ({ kind: id, scope, touches });
const renderer = (id: string, host: string, line: RegExp, example = 'full'): Answer => ({
  renderer: id,
  example,
  host,
  line,
});
const command = (name: string, args: readonly string[], prints: RegExp): Answer => ({
  command: name,
  args,
  prints,
});

const GW1 = 'zrh1/r01/gw1';
const JUMP = 'zrh1/r01/jump1';

export const claims: readonly Claim[] = [
  { id: 'T01', says: 'out-of-band reaches all network gear', answers: rules('R01') },
  {
    id: 'T02',
    says: 'you should not have to drive to the datacentre',
    answers: [command('survive', [], /HANDS NOW \d+/)],
  },
  {
    id: 'T03',
    says: 'what fails: DDoS, misconfiguration, software bugs, saturated links, third parties, your own story',
    answers: [
      kind('ddos', 'zrh1/r01/gw1:wan', 20),
      kind('misconfiguration', 'zrh1/r01/msw1', 20),
      kind('device-hung', 'zrh1/r01/sw1', 1),
      kind('link-saturated', 'zrh1/r01/gw1:inside', 1),
      kind('provider-down', 'gas-and-co', 20),
      command('replay', ['optus'], /Nobody has to drive/),
    ],
  },
  {
    id: 'T04',
    says: 'a DDoS also eats the resources needed to fight it',
    answers: [kind('ddos', 'zrh1/r01/gw1:wan', 20), ...rules('R09')],
  },
  {
    id: 'T05',
    says: 'links are always overbooked',
    answers: [kind('link-saturated', 'zrh1/r02/msw1:p1', 1), ...rules('R09')],
  },
  {
    id: 'T06',
    says: 'you depend on third parties',
    answers: [kind('provider-down', 'sunrise', 0), ...rules('R12'), fact('upstream', 'R12')],
  },
  {
    id: 'T07',
    says: 'from server to rack to racks to datacentre',
    answers: [
      kind('device-dead', 'zrh1/r01/sw1', 1),
      kind('rack-down', 'zrh1/r01', 20),
      kind('site-down', 'zrh1', 25),
      kind('campus-down', 'zurich', 25),
    ],
  },
  { id: 'T08', says: 'a server never has just one connection', answers: rules('R02') },
  { id: 'T09', says: 'at least production and IPMI', answers: rules('R03') },
  { id: 'T10', says: 'not on the same switch, nor in the same network', answers: rules('R04') },
  {
    id: 'T11',
    says: 'no BMC: build it otherwise, with Linux network namespaces',
    answers: [...rules('R05'), renderer('units', 'zrh1/r01/srv2', /NetworkNamespacePath=/, 'a-one-server')],
  },
  {
    id: 'T12',
    says: 'a network of its own for backup and other meta traffic',
    answers: rests('R06', 'flows'),
  },
  { id: 'T13', says: 'think of all devices in the management domain', answers: rules('R01') },
  { id: 'T14', says: 'completely separate from production', answers: rules('R07') },
  { id: 'T15', says: 'dedicated equipment', answers: rules('R08') },
  {
    id: 'T16',
    says: 'VLANs on production gear make no sense for this',
    answers: [...rules('R08', 'R09'), fact('carries', 'R09')],
  },
  {
    id: 'T17',
    says: 'a saturated uplink hurts every VLAN on that port',
    answers: [...rules('R09'), kind('link-saturated', 'zrh1/r02/msw1:p1', 1)],
  },
  { id: 'T18', says: 'connect all management ports', answers: rules('R01', 'R10') },
  {
    id: 'T19',
    says: 'protected by a firewall, reached through a VPN gateway',
    answers: [
      ...rules('R20', 'R21'),
      renderer('nftables', GW1, /policy drop/),
      renderer('openvpn', GW1, /^remote-cert-tls client$/m),
    ],
  },
  { id: 'T20', says: 'do not enter over the main network', answers: rules('R11') },
  { id: 'T21', says: 'a dedicated out-of-band uplink', answers: rules('R11') },
  { id: 'T22', says: 'best from another provider', answers: rules('R12') },
  {
    id: 'T23',
    says: 'providers offer out-of-band connections',
    answers: [command('plan', [], /management .*gas-and-co/)],
  },
  {
    id: 'T24',
    says: 'or a mobile modem, independent of the datacentre',
    answers: [...rules('R13'), fact('medium', 'R13'), kind('modem-dead', 'zrh1/r01/gw2:wan', 0)],
  },
  { id: 'T25', says: 'one management switch per rack', answers: rules('R14') },
  { id: 'T26', says: 'linked to a main rack with uplink and VPN gateway', answers: rules('R15') },
  {
    id: 'T27',
    says: 'by separate patching, never on inter-rack links of production',
    answers: rests('R16', 'route'),
  },
  { id: 'T28', says: 'a separate management network in each datacentre', answers: rules('R17') },
  { id: 'T29', says: 'an interconnect only for when local access fails', answers: rules('R18') },
  { id: 'T30', says: 'the interconnect must not be needed', answers: rules('R18') },
  { id: 'T31', says: 'it is an attack target: protect it well', answers: rules('R20', 'R21', 'R22', 'R29') },
  { id: 'T32', says: 'keep it patched', answers: rests('R30', 'reviewed') },
  {
    id: 'T33',
    says: 'consider an SSH jumphost for all devices',
    answers: [...rules('R22'), renderer('sshd', JUMP, /^AllowTcpForwarding local$/m)],
  },
  { id: 'T34', says: 'the jumphost is the only way in', answers: rules('R22') },
  {
    id: 'T35',
    says: 'the jumphost may hold a key with a passphrase',
    answers: [...rules('R24'), renderer('break-glass', 'zrh1/r01/jump1', /secret:break-glass-key/)],
  },
  {
    id: 'T36',
    says: "that key is tied to the jumphost's address",
    answers: [
      ...rules('R25'),
      renderer('sshd', 'zrh1/r01/cs1', /^from="10\.1\.0\.11,.*",restrict,pty ecdsa/m),
    ],
  },
  { id: 'T37', says: 'only sshd runs there', answers: rules('R23') },
  {
    id: 'T38',
    says: 'fail2ban or the like',
    answers: [
      ...rules('R26'),
      kind('operators-banned', 'office@zrh1/r01/gw1', 0),
      renderer('fail2ban', JUMP, /^ignoreip = .*10\.102\.1\.0\/24/m),
    ],
  },
  {
    id: 'T39',
    says: 'firewall rules ready for attacks, such as a country block',
    answers: [
      ...rules('R27'),
      renderer('nftables', GW1, /^add rule inet relaxops entry ip saddr @operator_networks return/m),
      renderer('nftables', GW1, /jump country comment "country block/, 'test/cases/countries'),
    ],
  },
  {
    id: 'T40',
    says: 'OpenVPN is another way in',
    answers: [...rules('R19'), renderer('openvpn', GW1, /^proto udp4?$/m)],
  },
  {
    id: 'T41',
    says: 'a static tunnel for monitoring and tools',
    answers: [...rules('R28'), renderer('openvpn', GW1, /mon1/)],
  },
  { id: 'T42', says: 'onion skin: who may reach which segment', answers: rules('R29') },
  { id: 'T43', says: 'it must always be available', answers: rules('R31') },
  {
    id: 'T44',
    says: 'with CARP, keepalived or Pacemaker',
    answers: [
      ...rules('R31', 'R67'),
      renderer('keepalived', GW1, /vrrp_instance/),
      renderer('ucarp', GW1, /ip address replace/, 'test/cases/pairs'),
      renderer('pacemaker', 'gva1/r01/gw1', /IPaddr2/, 'test/cases/pairs'),
      fact('failover', 'R67'),
    ],
  },
  { id: 'T45', says: 'redundant power supplies', answers: [...rules('R32'), kind('feed-down', 'zrh1/A', 1)] },
  { id: 'T46', says: 'management interfaces fail too: a serial terminal server', answers: rules('R33') },
  {
    id: 'T47',
    says: 'serial for factory reset and rebuild',
    answers: [...rules('R33'), command('paths', ['zrh1/r01/sw1', '--verb', 'console'], /console line/)],
  },
  { id: 'T48', says: 'serial to see the boot', answers: rests('R36', 'boot') },
  {
    id: 'T49',
    says: 'sometimes only a hard reset helps: switched PDUs',
    answers: [...rules('R34'), command('paths', ['zrh1/r01/sw1', '--verb', 'power'], /outlet/)],
  },
  { id: 'T50', says: 'power and serial together solve the nasty cases', answers: rules('R35') },
  { id: 'T51', says: 'no public addresses: RFC 1918 and VPN', answers: rules('R37') },
  {
    id: 'T52',
    says: 'IPv6 where supported, IPv4 for odd devices',
    answers: [
      ...rules('R38'),
      renderer('network', 'zrh1/r01/rt1', /^address replace fd12:3456:789a:1::1:31\/64 /m, 'test/cases/ipv6'),
      renderer(
        'nftables',
        GW1,
        /ip6 saddr @jumphosts6 ip6 daddr @management6 tcp dport 22/,
        'test/cases/ipv6',
      ),
    ],
  },
  {
    id: 'T53',
    says: 'plan the scheme; an address tells type and place',
    answers: [
      ...rules('R39'),
      command('where', ['10.1.2.41'], /site 1, rack 2, switch 40 \+ 1/),
      fact('address', 'R39'),
    ],
  },
  {
    id: 'T54',
    says: 'DNS, hosts and ssh_config may be gone',
    answers: [...rules('R40'), command('where', ['zrh1/r02/sw1'], /10\.1\.2\.41/)],
  },
  {
    id: 'T55',
    says: 'no routing protocols, no spanning tree',
    answers: rests('R41', 'spanning-tree'),
  },
  {
    id: 'T56',
    says: 'know what goes on, no magic',
    answers: [...rules('R42'), command('plan', [], /wired/)],
  },
  {
    id: 'T57',
    says: 'know your failure domain: a loop',
    answers: [...rules('R43'), kind('switch-loop', 'zrh1/r03/msw1', 20)],
  },
  {
    id: 'T58',
    says: 'other vendors in management than in production',
    answers: rests('R44', 'vendor'),
  },
  { id: 'T59', says: 'or at least other firmware', answers: rests('R45', 'version') },
  { id: 'T60', says: 'no need for the newest features', answers: rests('R46', 'train') },
  { id: 'T61', says: 'documentation is current', answers: rules('R47') },
  { id: 'T62', says: 'everybody knows where it is', answers: rests('R47', 'known') },
  {
    id: 'T63',
    says: 'it can be read while the network is down',
    answers: rests('R48', 'documents'),
    open: 'the handbook itself is not written yet (`relaxops docs`)',
  },
  { id: 'T64', says: 'admins are trained', answers: rests('R49', 'trained') },
  {
    id: 'T65',
    says: 'ssh config prepared, keys deployed',
    answers: [...rules('R50'), renderer('ssh-config', JUMP, /^Host /m)],
  },
  { id: 'T66', says: 'tested regularly', answers: rules('R51') },
  { id: 'T67', says: 'use it daily', answers: rules('R52') },
];
