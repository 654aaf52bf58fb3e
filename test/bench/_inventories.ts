/** Inventories of any size, by rack templates or written out device by device. */

/** Each site: a main rack of 11 devices with the gateways and routers, and nine racks of 25, 19 of them servers. */
const RACKS_PER_SITE = 10;
const SERVERS = 19;
const DEVICES_PER_SITE = 11 + 9 * 25;

const SERVER_NUMBERS = Array.from({ length: SERVERS }, (_, i) => String(i + 1).padStart(2, '0'));
const BASE = [
  'msw1: management-switch',
  'cs1: console-server',
  'pdu[1-2]: pdu',
  'sw[1-2]: { role: switch, vendor: juniper }',
];
const MAIN = ['gw[1-2]: { role: gateway, vendor: pcengines }', 'jump1: jumphost'];
const ROUTERS = ['rt[1-2]: { role: router, vendor: juniper }'];

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);

const templates = (): string[] => [
  'rack-templates:',
  '  base:',
  ...indent(BASE, 4),
  '  plain:',
  ...indent(['extends: base', `srv[01-${SERVERS}]: { role: server, vendor: dell }`], 4),
  '  main:',
  ...indent(['extends: base', ...MAIN, ...ROUTERS], 4),
];

/** One line a device, with what an inventory that was written by hand or exported says of it. */
const writtenRack = (site: number, rack: number): string[] => {
  const device = (name: string, role: string, vendor: string) =>
    `${name}: { role: ${role}, vendor: ${vendor}, platform: linux, version: "12.${site % 7}" }`;
  return [
    device('msw1', 'management-switch', 'mikrotik'),
    ...['pdu1', 'pdu2'].map((name) => device(name, 'pdu', 'apc')),
    ...['sw1', 'sw2'].map((name) => device(name, 'switch', 'juniper')),
    device('cs1', 'console-server', 'opengear'),
    ...(rack === 1
      ? [
          ...['gw1', 'gw2'].map((name) => device(name, 'gateway', 'pcengines')),
          device('jump1', 'jumphost', 'pcengines'),
          ...['rt1', 'rt2'].map((name) => device(name, 'router', 'juniper')),
        ]
      : SERVER_NUMBERS.map((n) => device(`srv${n}`, 'server', 'dell'))),
  ];
};

const rackName = (rack: number): string => `r${String(rack).padStart(2, '0')}`;

const racks = (site: number, count: number, written: boolean): string[] => {
  if (!written) {
    return [
      `    racks: { r01: main${count > 1 ? `, "r[02-${String(count).padStart(2, '0')}]": plain` : ''} }`,
    ];
  }
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return [
    '    racks:',
    ...numbers.flatMap((rack) => [
      `      ${rackName(rack)}:`,
      '        devices:',
      ...indent(writtenRack(site, rack), 10),
    ]),
  ];
};

const site = (number: number, racksHere: number, written: boolean): string[] => [
  `  s${number}:`,
  `    number: ${number}`,
  '    feeds: [A, B]',
  ...racks(number, racksHere, written),
  '    uplinks:',
  `      r01/rt1: { provider: init7, prefix: 100.64.${number}.0/24 }`,
  `      r01/rt2: { provider: green, prefix: 100.65.${number}.0/24 }`,
  `      r01/gw1: { provider: oob, address: 203.0.113.${(number - 1) * 4 + 2}/30 }`,
  `      r01/gw2: { provider: salt, medium: mobile, rendezvous: rdv1 }`,
];

const HEAD = [
  'relaxops: 1',
  'name: bench',
  'networks: { home: 198.51.100.0/27 }',
  'operators:',
  '  alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn, from: [home] }',
  'providers: { init7:, green:, oob:, salt:, hetzner: }',
  'rendezvous: { rdv1: { provider: hetzner, address: 192.0.2.66/28 } }',
];

/** An inventory of about so many devices. */
export const inventoryOf = (devices: number, written: boolean): string => {
  const sites = Math.max(1, Math.round(devices / DEVICES_PER_SITE));
  const numbers = Array.from({ length: sites }, (_, i) => i + 1);
  return [
    ...HEAD,
    ...(written ? [] : templates()),
    'sites:',
    ...numbers.flatMap((n) => site(n, RACKS_PER_SITE, written)),
    '',
  ].join('\n');
};
