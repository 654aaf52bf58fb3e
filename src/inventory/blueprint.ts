import type { Attributes, DeviceEntry } from './device-shape.ts';
import type { Named } from './named.ts';
import { expectedNearest } from './nearest.ts';
import type { Node } from './node.ts';
import type { Report } from './report.ts';
import type { At } from './shape.ts';

type Merged = { -readonly [K in keyof Omit<Attributes, 'node'>]?: Attributes[K] };

/** A device of a template or rack as written, before it stands in a rack. */
export interface Blueprint {
  readonly name: string;
  readonly node: Node;
  readonly attributes: Merged;
  /** What is wrong with it is reported; whoever names it is not at fault. */
  readonly broken: boolean;
}

export type Blueprints = ReadonlyMap<string, Blueprint>;

type Role = NonNullable<Attributes['role']>;
const isRole = (value: At<unknown> | Attributes): value is Role => 'value' in value;

const attributesOf = (value: NonNullable<DeviceEntry>): Merged => {
  if (isRole(value)) return { role: value };
  const { node: _, ...attributes } = value;
  return attributes;
};

const writtenOnly = (attributes: Merged): Merged =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

const wroteRole = (node: Node): boolean => node.content.type === 'map' && node.content.entries.has('role');

const merge = (base: Blueprint | undefined, entry: Named<DeviceEntry>): Blueprint => {
  const value = entry.value;
  if (!value) return { name: entry.name, node: entry.node, attributes: base?.attributes ?? {}, broken: true };
  const own = attributesOf(value);
  const ports = [...(base?.attributes.ports ?? []), ...(own.ports ?? [])];
  const attributes: Merged = {
    ...base?.attributes,
    ...writtenOnly(own),
    ...(ports.length > 0 ? { ports } : {}),
  };
  const broken = (base?.broken ?? false) || (own.role === undefined && wroteRole(entry.node));
  return { name: entry.name, node: entry.node, attributes, broken };
};

const remove = (all: Map<string, Blueprint>, entry: Named<DeviceEntry>, report: Report): void => {
  if (all.delete(entry.name)) return;
  const near = expectedNearest(entry.name, all.keys());
  report.errorAtKey('unknown-device', entry.node, `"${entry.name}" is nothing to remove${near}`);
};

/** The base's devices with these entries added, merged over or removed (`null`). */
export const applyEntries = (
  base: Blueprints,
  entries: readonly Named<DeviceEntry>[],
  report: Report,
): Blueprints => {
  const all = new Map(base);
  for (const entry of entries) {
    if (entry.value === null) remove(all, entry, report);
    else all.set(entry.name, merge(base.get(entry.name), entry));
  }
  return all;
};
