import { must } from '#base/result.ts';
import { outletName } from '#model/last-resort.ts';
import type { Secrets } from '#model/material.ts';
import type { Device, Port } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { lineDaemonOf } from '#model/service.ts';
import type { Topology } from '#model/topology.ts';
import { consoleLines, USUAL_SPEED } from '#render/_console.ts';
import { legsOf, wired } from '#render/_legs.ts';
import type { RenderContext } from '#render/context.ts';
import { hostNamed } from '#render/renderer.ts';
import type { LabBmc, LabConsole, LabEmulated, LabLine, LabPdu } from '../plan.ts';
import { mibOf } from '../power/mibs.ts';
import { BMC_USER, bmcFiles, SOL_PORT } from './bmc.ts';
import { failoverFiles } from './bmc-failover.ts';
import { type LabParts, servesLines } from './parts.ts';
import { pduFiles, type SnmpClients } from './pdu.ts';

/** The last resorts of a lab: whose console is where, which BMC switches what, which outlets a PDU has. */

/** The local account on every console. */
export const CONSOLE_USER = 'admin';

/** BMCs that are plugged in, or share a port that is: they are hosts of their own. */
export const bmcPorts = (context: RenderContext, device: Device): Port[] =>
  device.ports.filter((port) => port.kind === 'bmc' && wired(context, port));

const consoleOf = (device: Device, secrets: Secrets): LabConsole => ({
  host: device.id,
  role: device.role,
  ...(device.vendor === undefined ? {} : { vendor: device.vendor }),
  ...(device.platform === undefined ? {} : { platform: device.platform }),
  ...(device.version === undefined ? {} : { version: device.version }),
  speed: device.console?.speed ?? USUAL_SPEED,
  user: CONSOLE_USER,
  password: must(secrets[`console-password/${device.id}`], `console password of ${device.id}`).reveal(),
});

const serialLines = (context: Pick<RenderContext, 'topology'>, server: Device): LabLine[] =>
  consoleLines(context, server).map((line) => ({
    cable: must(context.topology.cableAt(line.port.id), `cable at ${line.port.id}`).id,
    console: line.far.device,
    server: server.id,
    port: String(line.number),
  }));

const serialOverLan = (bmcs: readonly LabBmc[]): LabLine[] =>
  bmcs.map(({ host, board }) => ({ console: board, server: host, port: SOL_PORT }));

/** By the number that ends its name, `o3` is 3; by position where names have none. */
const outletNumbers = (ports: readonly Port[]): number[] => {
  const written = ports.map((port) => Number(/\d{1,3}$/.exec(port.name)?.[0] ?? 0));
  return written.every((n) => n > 0) && new Set(written).size === ports.length
    ? written
    : ports.map((_, at) => at + 1);
};

/** Watts of a port whose device type does not say them. */
const UNKNOWN_WATTS = 100;

const pduOf = ({ topology }: RenderContext, device: Device): LabPdu => {
  const ports = device.ports.filter((port) => port.kind === 'outlet');
  const numbers = outletNumbers(ports);
  const ranks = [...numbers.keys()].sort((a, b) => numbers[a]! - numbers[b]!);
  const outlets = ports.flatMap((port, at) => {
    const fed = topology.peer(port.id);
    return fed
      ? [
          {
            number: numbers[at]!,
            id: port.id,
            label: outletName(topology, port.id, fed.id),
            watts: fed.draw ?? UNKNOWN_WATTS,
            ...(device.powerOnDelay && { onAfter: device.powerOnDelay * ranks.indexOf(at) }),
          },
        ]
      : [];
  });
  return { host: device.id, mib: mibOf(device.vendor).id, outlets };
};

/** The serial lines of every console server, as far as the daemons for them are installed. */
export const linesIn = (topology: Topology, parts: LabParts): LabLine[] =>
  topology.network.devices
    .filter((device) => servesLines(parts, lineDaemonOf(device)))
    .flatMap((device) => serialLines({ topology }, device));

/** What the hardware plays in this lab, as far as the daemons for it are installed. */
export const emulatedIn = (context: RenderContext, secrets: Secrets, parts: LabParts): LabEmulated => {
  const { devices } = context.network;
  const bmcs = parts.bmc
    ? devices.flatMap((device) =>
        bmcPorts(context, device).map((port) => ({
          host: port.id,
          board: device.id,
          user: BMC_USER,
          password: must(secrets[`ipmi-password/${port.id}`], `password of ${port.id}`).reveal(),
        })),
      )
    : [];
  const lines = [...linesIn(context.topology, parts), ...serialOverLan(bmcs)];
  const ends = new Set(lines.map((line) => line.console));
  return {
    consoles: devices.filter(({ id }) => ends.has(id)).map((device) => consoleOf(device, secrets)),
    lines,
    bmcs,
    modems: parts.serial
      ? context.network.uplinks.flatMap(({ id, device, simPin }) =>
          simPin ? [{ host: device, uplink: id }] : [],
        )
      : [],
    pdus: parts.pdu
      ? devices.filter((device) => device.role === 'pdu').map((device) => pduOf(context, device))
      : [],
  };
};

const snmpClients = (context: RenderContext): SnmpClients => ({
  writers: context.jumphosts.flatMap((jumphost) => context.ownAddress(jumphost.id)?.ip ?? []),
  // Of a pool, gateways let the stations' addresses through and no others.
  readers: context.network.stations.length > 0 ? context.network.doors.map((door) => door.pool) : [],
});

/** Files that a BMC or a PDU has in the lab besides its rendered stand-in; secrets are still placeholders. */
export const lastResortFiles = (context: RenderContext, id: string, parts: LabParts): RenderedFile[] => {
  const host = hostNamed(context, id);
  const address = legsOf(context, host)[0]?.ip;
  if (address === undefined) return [];
  if (host.bmc) return [...failoverFiles(context, host.bmc), ...(parts.bmc ? bmcFiles(id, address) : [])];
  const isPdu = host.device.role === 'pdu';
  return isPdu && parts.pdu ? pduFiles(host.device, address, snmpClients(context)) : [];
};
