import type { Device, Port } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { RenderContext } from './context.ts';

/** A system that gets a configuration: a device, or the BMC in it, which is a host of its own. */
export interface Host {
  /** `zrh1/r01/srv01` or `zrh1/r01/srv01:bmc`. */
  readonly id: string;
  readonly device: Device;
  /** Set when this is the BMC behind that port. */
  readonly bmc?: Port;
}

/** How the daemon itself judges a rendered file. */
export interface RendererCheck {
  /** Matches the paths of the files that the command reads, wherever the host's root has been put. */
  readonly path: RegExp;
  /** The command, given where the file lies. */
  readonly argv: (file: string) => readonly string[];
  /** Debian package that brings the command. */
  readonly package: string;
  /**
   * Set where the command looks at the network: it wants a namespace of its own (`unshare --net`), with interfaces
   * of these names, so that nothing depends on the machine that checks.
   */
  readonly interfaces?: (text: string) => readonly string[];
}

/** One kind of configuration: which hosts have it, and what it says there. Pure. */
export interface Renderer {
  readonly id: string;
  readonly title: string;
  readonly appliesTo: (host: Host, context: RenderContext) => boolean;
  readonly render: (context: RenderContext, host: Host) => RenderedFile[];
  readonly check?: RendererCheck;
}

/** The host of that id; an unknown one is a programmer's mistake and throws. */
export const hostNamed = (context: RenderContext, id: string): Host => {
  const at = id.lastIndexOf(':');
  if (at < 0) return { id, device: context.topology.device(id) };
  const bmc = context.topology.port(id);
  if (bmc.kind !== 'bmc') throw new Error(`"${id}" is not a host: its port is no BMC`);
  return { id, device: context.topology.device(bmc.device), bmc };
};

/** Whether the host is a device with this role, and not the BMC in it. */
export const hasRole = (host: Host, ...roles: Device['role'][]): boolean =>
  host.bmc === undefined && roles.includes(host.device.role);

/** Whether part of the host lives in a management namespace. */
export const hasNamespace = (host: Host): boolean =>
  host.bmc === undefined && host.device.management === 'namespace';
