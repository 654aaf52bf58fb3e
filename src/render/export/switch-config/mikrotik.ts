import { harmless, type SwitchPlan, type SwitchPort, type SwitchVendor } from './switch.ts';

const BRIDGE = 'relaxops';
/** Ports of one horizon send each other nothing; any number does. */
const HORIZON = 1;

/** RouterOS reads `\`, `"` and `$` inside quotes; `harmless` leaves none of them. */
const quoted = (text: string): string => `"${harmless(text)}"`;

const header = ({ id }: SwitchPlan): string[] => [
  `# RelaxOps: ${id}, for MikroTik RouterOS 7. Made from the inventory.`,
  "# Written after the vendor's manual and NOT TRIED ON A REAL DEVICE: import it at the serial console, on a switch without any",
  '# configuration (/system reset-configuration no-defaults=yes), and look before you leave.',
  '# Not in here: accounts and passwords, SNMP, time and logging.',
  '# A bridge horizon is made in software and switches hardware offloading off: every frame passes the CPU, which is enough for',
  '# management. Isolated ports reach the switch itself, other than in a Linux bridge of ours: the input chain keeps devices out.',
  '# Where the CPU is not enough: /interface ethernet switch port-isolation, on ports of one switch chip.',
];

const bridge = (plan: SwitchPlan): string[] => [
  '# T55: no spanning tree. R43 holds the star to be free of loops; isolated ports and storm control limit one patched by mistake.',
  '/interface bridge',
  `add name=${BRIDGE} protocol-mode=none igmp-snooping=no comment=${quoted(plan.id)}`,
  '/interface bridge port',
  ...plan.ports
    .filter((port) => port.to !== undefined)
    .map(
      ({ name, to, isolated }) =>
        // An isolated port reaches those that are not, and nothing sideways (T42).
        `add bridge=${BRIDGE} interface=${name}${isolated ? ` horizon=${HORIZON}` : ''} comment=${quoted(`to ${to}`)}`,
    ),
];

const openPorts = (ports: readonly SwitchPort[]): string[] => {
  const open = ports.filter((port) => port.to === undefined);
  if (open.length === 0) return [];
  return [
    '/interface ethernet',
    ...open.map(({ name }) => `set [ find default-name=${name} ] disabled=yes comment="open"`),
  ];
};

const addressing = ({ ip, length, gateway, hostName }: SwitchPlan): string[] => [
  '/ip address',
  `add address=${ip}/${length} interface=${BRIDGE}`,
  '/ip route',
  `add dst-address=0.0.0.0/0 gateway=${gateway}`,
  '/ip dns',
  'set servers="" allow-remote-requests=no',
  '/system identity',
  `set name=${quoted(hostName)}`,
];

const filter = ({ jumphosts, stations }: SwitchPlan): string[] => [
  '/ip firewall address-list',
  ...jumphosts.map((element) => `add list=jumphosts address=${element}`),
  ...stations.map((element) => `add list=stations address=${element}`),
  '/ip firewall filter',
  'add chain=input action=accept connection-state=established,related',
  'add chain=input action=accept protocol=tcp dst-port=22 src-address-list=jumphosts comment="T33"',
  'add chain=input action=accept protocol=icmp src-address-list=stations comment="T41"',
  'add chain=input action=accept protocol=udp dst-port=161 src-address-list=stations comment="T41"',
  'add chain=input action=drop',
  'add chain=forward action=drop',
];

const services = (jumphosts: readonly string[]): string[] => [
  '/ip service',
  ...['telnet', 'ftp', 'www', 'www-ssl', 'api', 'api-ssl', 'winbox'].map(
    (name) => `set ${name} disabled=yes`,
  ),
  // An empty list of addresses would mean any.
  jumphosts.length === 0
    ? 'set ssh disabled=yes'
    : `set ssh disabled=no port=22 address=${jumphosts.map((ip) => `${ip}/32`).join(',')}`,
  '/ip ssh',
  'set strong-crypto=yes forwarding-enabled=no',
  '/tool mac-server',
  'set allowed-interface-list=none',
  '/tool mac-server mac-winbox',
  'set allowed-interface-list=none',
  '/tool mac-server ping',
  'set enabled=no',
  '/tool bandwidth-server',
  'set enabled=no',
  '/tool romon',
  'set enabled=no',
  '# relaxops compare reads LLDP.',
  '/ip neighbor discovery-settings',
  'set discover-interface-list=all protocol=lldp',
  '/ipv6 settings',
  'set disable-ipv6=yes',
];

/** Only some switch chips (CRS3xx, CRS5xx) can; on others the line says so and the import goes on. */
const storms = (ports: readonly SwitchPort[]): string[] =>
  ports
    .filter((port) => port.isolated && port.to !== undefined)
    .map(
      ({ name }) =>
        `:do { /interface ethernet switch port set ${name} storm-rate=1 limit-broadcasts=yes limit-unknown-multicasts=yes } on-error={ :put "no storm control on ${name}" }`,
    );

/** MikroTik RouterOS 7: one bridge with a horizon, SSH from jumphosts. */
export const mikrotik: SwitchVendor = {
  id: 'mikrotik',
  title: 'MikroTik RouterOS',
  portName: /^(?:ether|sfp|sfpplus|sfp-sfpplus|sfp28-|qsfpplus|combo)\d+(?:-\d+)?$/,
  pattern: 'ether%n',
  render: (plan) => [
    ...header(plan),
    ...bridge(plan),
    ...openPorts(plan.ports),
    ...addressing(plan),
    ...filter(plan),
    ...services(plan.jumphosts),
    '# 1 % of the line for broadcasts and multicasts that nobody asked for.',
    ...storms(plan.ports),
  ],
};
