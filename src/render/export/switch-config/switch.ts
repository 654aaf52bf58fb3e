import { zonesOf } from '#analysis/permits.ts';
import { naturalCompare } from '#base/natural.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { type Device, hasRole } from '#model/device.ts';
import { isIsolated } from '#model/isolation.ts';
import type { Network, Port } from '#model/network.ts';
import { type RenderContext, renderContext } from '../../context.ts';

/** A port of the switch under the name that the vendor gives it. */
export interface SwitchPort {
  readonly name: string;
  /** The other end of its cable; an open port has none, and is switched off. */
  readonly to?: string;
  readonly isolated: boolean;
}

/** What a management switch of any vendor has to do. */
export interface SwitchPlan {
  readonly id: string;
  readonly hostName: string;
  /** `10.1.1.1` with its length. */
  readonly ip: string;
  readonly length: number;
  /** The one route out: the address that the gateways share. */
  readonly gateway: string;
  readonly ports: readonly SwitchPort[];
  /** Who may log in, and who may ping: addresses, and ranges `first-last`. */
  readonly jumphosts: readonly string[];
  readonly stations: readonly string[];
}

/** A vendor's configuration language. Pure. */
export interface SwitchVendor {
  readonly id: string;
  /** `Cisco IOS-XE` */
  readonly title: string;
  /** What its ports are called. */
  readonly portName: RegExp;
  /** A pattern for `--ports`, as an example. */
  readonly pattern: string;
  readonly render: (plan: SwitchPlan) => string[];
}

/** Why there is no configuration, and what would help. */
export interface SwitchProblem {
  readonly text: string;
  readonly hint: string;
}

const FRAMES: ReadonlySet<Port['kind']> = new Set<Port['kind']>(['data', 'management', 'meta']);

/** Names and remarks go into command lines: what no vendor's parser reads as anything else. */
export const harmless = (text: string): string => text.replace(/[^A-Za-z0-9 _./:+()-]/g, '_').slice(0, 200);

const NOTHING = { hostKeys: {}, certificates: {}, breakGlassKeys: {}, crl: '' };

/** The vendor's name of a port: its own where it fits, else the pattern with the number that the name ends in. */
const nameOf = (port: Port, vendor: SwitchVendor, pattern: string | undefined): string | undefined => {
  if (vendor.portName.test(port.name)) return port.name;
  const number = port.name.match(/\d+$/)?.[0];
  return pattern === undefined || number === undefined
    ? undefined
    : pattern.replaceAll('%n', String(Number(number)));
};

const farEnd = ({ topology }: RenderContext, port: Port): { readonly to?: string } => {
  const cable = topology.cableAt(port.id);
  return cable ? { to: cable.a === port.id ? cable.b : cable.a } : {};
};

const misnamed = (device: Device, port: Port, vendor: SwitchVendor): SwitchProblem => ({
  text: `${device.id} has a port "${port.name}", which is no name of ${vendor.title}`,
  hint: `give the device its type, or say what p1 is called: --ports "${vendor.pattern}"`,
});

const portsOf = (
  context: RenderContext,
  device: Device,
  own: string,
  vendor: SwitchVendor,
  pattern: string | undefined,
): Result<SwitchPort[], SwitchProblem> => {
  const found: SwitchPort[] = [];
  for (const port of device.ports) {
    if (port.id === own || port.separate || !FRAMES.has(port.kind)) continue;
    const name = nameOf(port, vendor, pattern);
    if (name === undefined || !vendor.portName.test(name)) return fail(misnamed(device, port, vendor));
    if (found.some((other) => other.name === name))
      return fail({ text: `two ports of ${device.id} would be "${name}"`, hint: 'give the device its type' });
    found.push({ name, isolated: isIsolated(context.topology, port.id), ...farEnd(context, port) });
  }
  return ok(found.sort((a, b) => naturalCompare(a.name, b.name)));
};

/** What the switch has to do, in the vendor's names; or why that cannot be said. */
export const switchPlan = (
  network: Network,
  device: Device,
  vendor: SwitchVendor,
  pattern: string | undefined,
): Result<SwitchPlan, SwitchProblem> => {
  const context = renderContext(network, NOTHING);
  const own = context.ownAddress(device.id);
  const gateway = device.site === undefined ? undefined : context.pairOf(device.site)?.shared;
  if (!hasRole(device, 'management-switch') || !own || gateway === undefined)
    return fail({
      text: `"${device.id}" is not a management switch with an address behind gateways`,
      hint: `relaxops plan --permits --device ${device.id}`,
    });
  if (context.topology.cableAt(own.port) !== undefined)
    return fail({
      text: `${device.id} has its address on the cabled port "${own.port}", expected one inside the switch`,
      hint: 'leave its management port without a cable: the address then lies on the bridge',
    });
  const ports = portsOf(context, device, own.port, vendor, pattern);
  if (!ports.ok) return ports;
  const zones = zonesOf(network, device.site ?? '');
  const elements = (name: string) => zones.find((zone) => zone.name === name)?.elements ?? [];
  return ok({
    id: device.id,
    hostName: device.id.replaceAll('/', '-'),
    ip: own.ip,
    length: own.length,
    gateway,
    ports: ports.value,
    jumphosts: elements('jumphosts'),
    stations: elements('stations'),
  });
};
