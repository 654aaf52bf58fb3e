import { type Device, LINE_DAEMONS, type Network, type Port } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { interfaceName } from '#render/_interface.ts';
import type { RenderContext } from '#render/context.ts';
import { applyLabDifferences } from '#render/lab-diff.ts';
import { renderHost } from '#render/render-host.ts';
import type { LabEnd, LabHost, LabOutlet, LabSupply, LabWire } from '../plan.ts';
import { withBan } from './door-ban.ts';
import { bmcPorts, lastResortFiles } from './emulated.ts';
import type { Internet } from './internet.ts';
import { providerEnd } from './internet-hosts.ts';
import { placePamFile } from './login-service.ts';
import type { LabMaterial } from './material.ts';
import { type LabParts, servesLines } from './parts.ts';

/** The inventory's devices as hosts of the lab, their cables as wires, their power as supplies. */

const WIRED = new Set(['management', 'production', 'meta', 'interlink']);

const supplies = (topology: Topology, device: Device): LabSupply[] =>
  device.ports.flatMap((port) => {
    const cable = port.kind === 'power' ? topology.cableAt(port.id) : undefined;
    if (!cable) return [];
    const other = cable.a === port.id ? cable.b : cable.a;
    const source = other.startsWith('feed:') ? other.slice('feed:'.length) : other;
    return [{ cable: cable.id, source, ...(port.draw === undefined ? {} : { draw: port.draw }) }];
  });

/** What a misconfiguration stops: the bridge of a switch, or every interface that is not apart. */
const dataPlane = (topology: Topology, device: Device): LabHost['dataPlane'] => {
  if (['switch', 'meta-switch', 'management-switch'].includes(device.role)) return { bridge: 'br0' };
  const cabled = (port: Port) =>
    topology.cableAt(port.id) !== undefined &&
    !['power', 'console', 'outlet', 'console-server'].includes(port.kind);
  const own = device.ports.filter((port) => cabled(port) && !port.separate).map(interfaceName);
  const bridged = device.role === 'router' ? ['lan0'] : [];
  return {
    interfaces: [
      ...own,
      ...bridged,
      ...(device.role === 'gateway' || device.role === 'rendezvous' ? ['tun-oob', 'tun-rdv'] : []),
    ],
  };
};

/** The unit of a daemon that is not installed here is left out, and with it the part of the lab that it makes. */
const unitsLeftOut = (parts: LabParts): Set<string> =>
  new Set(
    [
      ...LINE_DAEMONS.filter((daemon) => !servesLines(parts, daemon)),
      ...(parts.bans ? [] : ['fail2ban']),
      ...(parts.names ? [] : ['dnsmasq']),
    ].map((unit) => `/etc/systemd/system/relaxops-${unit}.service`),
  );

/** What bans at a door sleeps on its gateway. */
const guarded = ({ network }: RenderContext, parts: LabParts, host: LabHost): LabHost => {
  const door = network.doors.find(({ gateway }) => gateway === host.id);
  return door && parts.bans ? withBan(host, door) : host;
};

/** Every device, and every BMC in one, with its rendered root; secrets are still placeholders. */
export const deviceHosts = (
  context: RenderContext,
  { sshdPunishes, kernelWireguard, parts }: Pick<LabMaterial, 'sshdPunishes' | 'kernelWireguard' | 'parts'>,
): LabHost[] => {
  const { topology, network } = context;
  const leftOut = unitsLeftOut(parts);
  const files = (id: string): LabHost['files'] =>
    [
      ...placePamFile(applyLabDifferences(renderHost(context, id), sshdPunishes, kernelWireguard)),
      ...lastResortFiles(context, id, parts),
    ].filter((file) => !leftOut.has(file.path));
  return network.devices.flatMap((device) => {
    const power = supplies(topology, device);
    const host = (id: string, plane: LabHost['dataPlane']): LabHost => ({
      id,
      chassis: device.id,
      files: files(id),
      supplies: power,
      dataPlane: plane,
    });
    return [
      guarded(context, parts, host(device.id, dataPlane(topology, device))),
      ...bmcPorts(context, device).map((port) => host(port.id, { interfaces: [] })),
    ];
  });
};

const endOf = (topology: Topology, id: string): LabEnd => {
  const port = topology.port(id);
  return { host: port.kind === 'bmc' ? port.id : port.device, iface: interfaceName(port) };
};

/** Cables that carry packets. Console lines and power are not wires of the lab's network. */
export const deviceWires = ({ topology, network }: RenderContext, internet: Internet): LabWire[] =>
  network.cables.flatMap((cable) => {
    if (cable.kind === 'uplink')
      return [{ id: cable.id, a: endOf(topology, cable.a), b: providerEnd(internet, cable.id) }];
    if (!WIRED.has(cable.kind)) return [];
    return [{ id: cable.id, a: endOf(topology, cable.a), b: endOf(topology, cable.b) }];
  });

export const outlets = (network: Network, topology: Topology): LabOutlet[] =>
  network.devices
    .filter((device) => device.role === 'pdu')
    .flatMap((pdu) =>
      pdu.ports
        .filter((port) => port.kind === 'outlet' && topology.cableAt(port.id))
        .map((port) => ({ id: port.id, pdu: pdu.id })),
    );
