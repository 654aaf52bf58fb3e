import { hasRole } from '#model/device.ts';
import type { Device } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { Role } from '#model/role.ts';
import { counted } from './_text.ts';
import type { RuleContext } from './rule.ts';

/** A device with the files that it gets. */
export interface Configured {
  readonly device: Device;
  readonly files: readonly RenderedFile[];
}

const inRole = ({ network }: RuleContext, roles: readonly Role[]): Device[] =>
  network.devices.filter((device) => hasRole(device, ...roles));

const isOurs = (context: RuleContext): ((device: Device) => boolean) => {
  const hosts = new Set(context.rendered?.hosts);
  return (device) => hosts.has(device.id);
};

/** Devices of these roles that are ours to configure, with their files. */
export const configured = (context: RuleContext, ...roles: readonly Role[]): Configured[] =>
  inRole(context, roles)
    .filter(isOurs(context))
    .map((device) => ({ device, files: context.rendered?.files(device.id) ?? [] }));

/** What is said of devices of these roles that somebody else configures. */
export const describedOnly = (context: RuleContext, ...roles: readonly Role[]): string[] => {
  const ours = isOurs(context);
  return roles.flatMap((role) => {
    const count = inRole(context, [role]).filter((device) => !ours(device)).length;
    return count === 0 ? [] : [`${counted(count, role.replace('-', ' '))} described, not rendered`];
  });
};

/** The text of the file with that path; undefined: it has none. */
export const textAt = (files: readonly RenderedFile[], path: string): string | undefined =>
  files.find((file) => file.path === path)?.text;

export const ROOT = '/etc/relaxops';
export const UNITS = '/etc/systemd/system';
