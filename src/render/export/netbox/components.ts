import type { Network, Port, PortKind } from '#model/network.ts';
import type { ExportFile } from '../document.ts';
import { page, placed } from './table.ts';

/** NetBox's name of what a port is there, as its cables say it. */
export const TERMINATION: Readonly<Record<PortKind, string>> = {
  data: 'dcim.interface',
  management: 'dcim.interface',
  bmc: 'dcim.interface',
  meta: 'dcim.interface',
  uplink: 'dcim.interface',
  interlink: 'dcim.interface',
  console: 'dcim.consoleport',
  'console-server': 'dcim.consoleserverport',
  power: 'dcim.powerport',
  outlet: 'dcim.poweroutlet',
};

type Describe = (port: Port) => string;

/** Ends that a cable cannot have in NetBox's CSV import: a feed, which is no device, and a provider's network. */
const elsewhere = (network: Network): Describe => {
  const far = new Map(
    network.cables
      .filter((cable) => /^(feed|provider):/.test(cable.b))
      .map((cable) => [cable.a, cable.b.replace(':', ' ')]),
  );
  return (port) => (far.has(port.id) ? `to ${far.get(port.id)}` : '');
};

const plain = (name: string, ports: readonly Port[], describe: Describe): ExportFile =>
  page(
    name,
    [
      ['device', (p) => p.device],
      ['name', (p) => p.name],
      ['label', (p) => p.label ?? ''],
      ['description', describe],
    ],
    ports,
  );

const interfaces = (ports: readonly Port[], describe: Describe): ExportFile =>
  page(
    '08-interfaces',
    [
      ['device', (p) => p.device],
      ['name', (p) => p.name],
      ['label', (p) => p.label ?? ''],
      // What the medium is, the inventory does not say.
      ['type', () => 'other'],
      ['mgmt_only', (p) => (p.kind === 'bmc' || p.kind === 'management' ? 'true' : 'false')],
      ['description', describe],
    ],
    ports,
  );

const powerPorts = (ports: readonly Port[], describe: Describe): ExportFile =>
  page(
    '11-power-ports',
    [
      ['device', (p) => p.device],
      ['name', (p) => p.name],
      ['label', (p) => p.label ?? ''],
      ['maximum_draw', (p) => (p.draw === undefined ? '' : String(Math.ceil(p.draw)))],
      ['description', describe],
    ],
    ports,
  );

/** Ports: interfaces, console ports, console server ports, power ports, outlets. */
export const components = (network: Network): ExportFile[] => {
  const ports = placed(network.devices).flatMap((device) => device.ports);
  const of = (termination: string): Port[] => ports.filter((p) => TERMINATION[p.kind] === termination);
  const describe = elsewhere(network);
  return [
    interfaces(of('dcim.interface'), describe),
    plain('09-console-ports', of('dcim.consoleport'), describe),
    plain('10-console-server-ports', of('dcim.consoleserverport'), describe),
    powerPorts(of('dcim.powerport'), describe),
    plain('12-power-outlets', of('dcim.poweroutlet'), describe),
  ];
};
