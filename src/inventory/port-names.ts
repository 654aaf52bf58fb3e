import type { Port } from '#model/network.ts';
import { type DeviceDraft, type Draft, usePort } from './draft.ts';
import { expectedNearest } from './nearest.ts';
import { expectedDevice } from './nearest-device.ts';
import type { Node } from './node.ts';
import type { At } from './shape.ts';

/** One end of a cable. */
export interface PortEnd {
  readonly device: DeviceDraft;
  readonly port: Port;
}

/** The full id of what a site's section names: `r01/gw1` or `zrh1/r01/gw1`. */
const fullName = (site: string | undefined, name: string): string =>
  site === undefined || name.startsWith(`${site}/`) ? name : `${site}/${name}`;

/** Splits `r01/srv1:bmc`. */
export const splitPort = (name: string): { device: string; port: string | undefined } => {
  const at = name.indexOf(':');
  return at < 0 ? { device: name, port: undefined } : { device: name.slice(0, at), port: name.slice(at + 1) };
};

/** The device that a name means, as seen from a site; reports one that is not there. */
export const findDevice = (
  draft: Draft,
  site: string | undefined,
  name: string,
  node: Node,
): DeviceDraft | undefined => {
  const id = fullName(site, name);
  const device = draft.devices.get(id);
  if (device || draft.broken.has(id)) return device;
  const ids = draft.devices.keys();
  const near =
    expectedDevice(draft.report, name, ids) || expectedDevice(draft.report, id, draft.devices.keys());
  draft.report.errorAtKey('unknown-device', node, `there is no device "${id}"${near}`);
  return undefined;
};

/** The port that a name means; reports one that is not there. */
export const findPort = (draft: Draft, site: string | undefined, name: At<string>): PortEnd | undefined => {
  const { device: deviceName, port: portName } = splitPort(name.value);
  const device = findDevice(draft, site, deviceName, name.node);
  if (!device) return undefined;
  const port = portName === undefined ? undefined : usePort(device, portName);
  if (port) return { device, port };
  const near =
    portName === undefined
      ? ', expected one such as "r01/srv01:eth0"'
      : expectedNearest(portName, device.set.byName.keys());
  const text =
    portName === undefined ? `"${name.value}" names no port` : `${device.id} has no port "${portName}"`;
  draft.report.errorAtKey('unknown-port', name.node, `${text}${near}`);
  return undefined;
};

/** Reports a port that has a cable already. */
export const isTaken = (draft: Draft, port: Port, node: Node): boolean => {
  const before = draft.cabled.get(port.id);
  const open = draft.open.get(port.id);
  const place = before?.place ?? open;
  if (!place) return false;
  const what = port.kind === 'outlet' ? 'outlet' : 'port';
  const text = before
    ? `${what} ${port.id} has a cable already, expected one`
    : `${port.id} is left open on purpose`;
  const related = [{ text: before ? 'the first cable' : 'left open here', place }];
  draft.report.errorAtKey(port.kind === 'outlet' ? 'outlet-taken' : 'port-taken', node, text, {
    related,
    on: port.id,
  });
  return true;
};
