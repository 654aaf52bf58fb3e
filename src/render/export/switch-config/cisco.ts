import { netmask } from '../../_prefix.ts';
import { harmless, type SwitchPlan, type SwitchPort, type SwitchVendor } from './switch.ts';

/** Host names are at most 63 letters, digits and hyphens (RFC 1123 section 2.1). */
const hostName = (name: string): string => name.slice(0, 63).replace(/-+$/, '');

const header = ({ id }: SwitchPlan): string[] => [
  `! RelaxOps: ${id}, for Cisco IOS-XE on Catalyst switches. Made from the inventory.`,
  "! Written after the vendor's guides and NOT TRIED ON A REAL DEVICE: enter it at the serial console, and look before you save.",
  '! Not in here: accounts and the enable secret ("username ... secret ...", "login local" needs one), the host key',
  '! ("crypto key generate rsa modulus 3072"), SNMP, time and logging.',
  '! Protected ports reach the switch itself, other than in a Linux bridge of ours: the access list alone keeps devices from logging in,',
  '! and ping is answered to all. A line that your release does not know is one that it does not need.',
];

const globals = (plan: SwitchPlan): string[] => [
  `hostname ${hostName(plan.hostName)}`,
  '! The host key is named after it (RFC 2606: nobody has this domain).',
  'ip domain name oob.invalid',
  '! T54: no name is looked up. T60: nothing that is not needed.',
  'no ip domain lookup',
  'no ip http server',
  'no ip http secure-server',
  'no vstack',
  'no service pad',
  'no cdp run',
  '! relaxops compare reads LLDP.',
  'lldp run',
  '! T55: no spanning tree. R43 holds the star to be free of loops; isolated ports and storm control limit one that is patched by mistake.',
  '! BPDUs are then forwarded like any multicast, so no bpdufilter or bpduguard is of use: both are parts of spanning tree.',
  'no spanning-tree vlan 1-4094',
  'vtp mode off',
  'no ip igmp snooping',
  '!',
];

const portLines = ({ name, to, isolated }: SwitchPort): string[] => {
  if (to === undefined) return [`interface ${name}`, ' description open', ' shutdown', '!'];
  return [
    `interface ${name}`,
    ` description to ${harmless(to)}`,
    ' switchport mode access',
    ' switchport access vlan 1',
    ' switchport nonegotiate',
    // An isolated port reaches those that are not, and nothing sideways (T42).
    isolated ? ' switchport protected' : ' no switchport protected',
    ...(isolated ? [' storm-control broadcast level 1.00', ' storm-control multicast level 1.00'] : []),
    ' no shutdown',
    '!',
  ];
};

const access = ({ jumphosts }: SwitchPlan): string[] => [
  '! T33: logins by jumphosts only. A switch may have vty lines beyond 15 ("show line"): they need the same.',
  'ip access-list standard RELAXOPS-JUMPHOSTS',
  ...jumphosts.map((ip) => ` permit ${ip}`),
  ' deny any log',
  '!',
  'ip ssh version 2',
  'line vty 0 15',
  ' access-class RELAXOPS-JUMPHOSTS in',
  ' transport input ssh',
  ' login local',
  ' exec-timeout 10 0',
  '!',
];

const address = ({ ip, length, gateway }: SwitchPlan): string[] => [
  'no ip routing',
  'interface Vlan1',
  ' description management',
  ` ip address ${ip} ${netmask(length)}`,
  ' no ip redirects',
  ' no ip proxy-arp',
  ' no shutdown',
  '!',
  `ip default-gateway ${gateway}`,
  '!',
];

/** Cisco IOS-XE on Catalyst switches: protected ports, one VLAN, SSH from jumphosts. */
export const cisco: SwitchVendor = {
  id: 'cisco',
  title: 'Cisco IOS-XE',
  portName:
    /^(?:Fast|Gigabit|TwoGigabit|FiveGigabit|TenGigabit)Ethernet\d+(?:\/\d+){0,2}$|^TwentyFiveGigE\d+(?:\/\d+){0,2}$/,
  pattern: 'GigabitEthernet1/0/%n',
  render: (plan) => [
    ...header(plan),
    '!',
    ...globals(plan),
    ...address(plan),
    ...plan.ports.flatMap(portLines),
    ...access(plan),
    'end',
  ],
};
