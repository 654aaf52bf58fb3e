import type { DeviceType } from './device-type.ts';
import { legalPortName, portProblem } from './names.ts';
import { child, type Node } from './node.ts';

const items = (node: Node | undefined): readonly Node[] =>
  node?.content.type === 'list' ? node.content.items : [];

const scalar = (node: Node | undefined) => (node?.content.type === 'scalar' ? node.content : undefined);

/** Ports' names end up in configuration files, so a library's are made what an inventory could have written. */
const nameOf = (item: Node): string | undefined => {
  const name = legalPortName(scalar(child(item, 'name'))?.text ?? '');
  return portProblem(name) ? undefined : name;
};

const names = (root: Node, key: string): string[] =>
  items(child(root, key)).flatMap((item) => nameOf(item) ?? []);

const draw = (item: Node): number | undefined => {
  const value = scalar(child(item, 'maximum_draw'))?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/** Interfaces that nothing is plugged into: LAGs, VLANs, radio. */
const CABLELESS = /^(virtual|bridge|lag|ieee802\.11|other-wireless|lte|4g|5g)/;

const interfacesOf = (root: Node): DeviceType['interfaces'] =>
  items(child(root, 'interfaces')).flatMap((item) => {
    const name = nameOf(item);
    if (name === undefined || CABLELESS.test(scalar(child(item, 'type'))?.text ?? '')) return [];
    return [{ name, managementOnly: scalar(child(item, 'mgmt_only'))?.value === true }];
  });

const powerPortsOf = (root: Node): DeviceType['powerPorts'] =>
  items(child(root, 'power-ports')).flatMap((item) => {
    const [name, watts] = [nameOf(item), draw(item)];
    return name !== undefined ? [{ name, ...(watts === undefined ? {} : { draw: watts }) }] : [];
  });

/** The ports that a file of the device type library lists; what it gets wrong is left out. */
export const typeFromFile = (root: Node): DeviceType => ({
  interfaces: interfacesOf(root),
  consolePorts: names(root, 'console-ports'),
  consoleServerPorts: names(root, 'console-server-ports'),
  powerPorts: powerPortsOf(root),
  outlets: names(root, 'power-outlets'),
});
