import { defined } from './defined.ts';
import type { PortOverride } from './device-shape.ts';
import { expectedNearest } from './nearest.ts';
import { child } from './node.ts';
import type { PortSpec } from './port-set.ts';
import type { Report } from './report.ts';

type Specs = Map<string, PortSpec>;

const remove = (all: Specs, { name, node }: PortOverride, report: Report): void => {
  if (all.delete(name)) return;
  const near = report.full ? '' : expectedNearest(name, all.keys());
  report.errorAtKey('unknown-port', node, `port "${name}" is nothing to remove${near}`);
};

/** What a port of the kind has nothing to do with. */
const checkKind = ({ name, node, value }: PortOverride, kind: PortSpec['kind'], report: Report): void => {
  const wrong = (key: string, expected: string) =>
    report.errorAtKey(
      'bad-value',
      child(node, key) ?? node,
      `${kind} port "${name}" has no "${key}", ${expected}`,
    );
  if (value?.draw && kind !== 'power') wrong('draw', 'expected it at a port of kind "power"');
  if (value?.ipv6 !== undefined && kind !== 'management' && kind !== 'bmc')
    wrong('ipv6', 'expected it at a port of kind "management" or "bmc"');
  if (value?.address && kind !== 'management' && kind !== 'bmc')
    wrong('address', 'expected it at a port of kind "management" or "bmc"');
};

const change = (all: Specs, entry: PortOverride, report: Report): void => {
  const { name, node, value } = entry;
  const old = all.get(name);
  const kind = value?.kind ?? old?.kind;
  if (!value) return;
  if (kind === undefined) {
    if (!child(node, 'kind'))
      report.errorAtKey('missing-key', node, `port "${name}" is new, so it needs "kind"`);
    return;
  }
  checkKind(entry, kind, report);
  const {
    separate = old?.separate ?? kind === 'bmc',
    label = old?.label,
    mac = old?.mac,
    ipv6 = old?.ipv6,
  } = value;
  const draw = value.draw?.value ?? old?.draw;
  const address = value.address?.value ?? old?.address;
  all.set(name, { name, kind, separate, pool: false, ...defined({ draw, label, address, mac, ipv6 }) });
};

/** The ports with what is written added, changed and removed (`null`). */
export const overridden = (
  ports: readonly PortSpec[],
  changes: readonly PortOverride[],
  report: Report,
): PortSpec[] => {
  const all: Specs = new Map(ports.map((port) => [port.name, port]));
  for (const entry of changes) {
    if (entry.value === null) remove(all, entry, report);
    else change(all, entry, report);
  }
  return [...all.values()];
};
