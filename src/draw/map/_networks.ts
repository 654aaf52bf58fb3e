import { ok } from '#base/result.ts';
import type { Network } from '#model/network.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn';

/** What a generated inventory is like. */
export interface Shape {
  readonly sites: number;
  readonly racks: number;
  readonly servers: number;
  readonly gateways: number;
  readonly switches: number;
  readonly meta: boolean;
  readonly mobile: boolean;
}

const template = ({ servers, switches, meta }: Shape): string[] => [
  '    msw1: management-switch',
  ...(meta ? ['    bsw1: meta-switch'] : []),
  '    "pdu[1-2]": pdu',
  `    "sw[1-${switches}]": switch`,
  ...(servers > 0 ? [`    "srv[01-${String(servers).padStart(2, '0')}]": server`] : []),
];

const uplink = (site: number, gateway: number, mobile: boolean): string =>
  mobile && gateway > 1
    ? `      r01/gw${gateway}: { provider: four, medium: mobile, rendezvous: rdv1 }`
    : `      r01/gw${gateway}: { provider: three, address: 198.19.${site}.${8 * gateway + 2}/29 }`;

/** 48 ports are too few for a star of many racks. */
const extra = (kind: string): string =>
  Array.from({ length: 200 }, (_, n) => `p${n + 49}: { kind: ${kind} }`).join(', ');

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

/** An inventory of such a shape, as YAML. */
export const inventoryOf = (shape: Shape): string =>
  [
    'relaxops: 1',
    'name: generated',
    'networks: { home: 198.51.100.0/27 }',
    `operators: { alice: { key: ${KEY}, from: [home] } }`,
    'providers: { one: , two: , three: , four: }',
    ...(shape.mobile ? ['rendezvous: { rdv1: { provider: two, address: 203.0.113.66/28 } }'] : []),
    'rack-templates:',
    '  plain:',
    ...template(shape),
    '  main:',
    '    extends: plain',
    `    msw1: { role: management-switch, ports: { ${extra('management')} } }`,
    `    "gw[1-${shape.gateways}]": gateway`,
    '    jump1: jumphost',
    '    cs1: console-server',
    `    "rt[1-${shape.switches}]": { role: router, ports: { ${extra('data')} } }`,
    'sites:',
    ...range(shape.sites).flatMap((site) => [
      `  s${site}:`,
      `    number: ${site}`,
      '    feeds: [A, B]',
      `    racks: { r01: main${shape.racks > 1 ? `, "r[02-${String(shape.racks).padStart(2, '0')}]": plain` : ''} }`,
      '    uplinks:',
      ...range(shape.switches).map((n) => `      r01/rt${n}: { provider: ${['one', 'two'][n % 2]} }`),
      ...range(shape.gateways).map((n) => uplink(site, n, shape.mobile)),
    ]),
    '',
  ].join('\n');

/** A reader of that one text, for the loader. */
export const readerOf = (text: string) => ({
  read: () => ok(text),
  identity: (file: string) => file,
  include: (_from: string, name: string) => ok(name),
});

/** The names of the network replaced by others, ids untouched: what no inventory may say, a caller of the library may. */
export const renamed = (network: Network, name: (old: string) => string): Network => ({
  ...network,
  name: name(network.name),
  racks: network.racks.map((rack) => ({ ...rack, name: name(rack.name) })),
  devices: network.devices.map((device) => ({ ...device, name: name(device.name) })),
  feeds: network.feeds.map((feed) => ({ ...feed, name: name(feed.name) })),
  operators: network.operators.map((operator) => ({ ...operator, id: name(operator.id) })),
});
