import type { PortKind } from '#model/network.ts';

/** A port that devices of a kind have. */
export interface PortSpec {
  readonly name: string;
  readonly kind: PortKind;
  readonly separate: boolean;
  /** Watts. */
  readonly draw?: number;
  readonly label?: string;
  /** A management address that it keeps. */
  readonly address?: string;
  readonly mac?: string;
  readonly ipv6?: boolean;
  /** One of many alike: in the network only when something is plugged in. */
  readonly pool: boolean;
  /** Lies inside the device and takes no cable. */
  readonly internal?: boolean;
}

/** The ports of a device, found by name and by kind. Devices that are alike share one. */
export interface PortSet {
  readonly list: readonly PortSpec[];
  readonly byName: ReadonlyMap<string, PortSpec>;
  readonly byKind: ReadonlyMap<PortKind, readonly PortSpec[]>;
}

const groupByKind = (list: readonly PortSpec[]): Map<PortKind, PortSpec[]> => {
  const groups = new Map<PortKind, PortSpec[]>();
  for (const spec of list) {
    const group = groups.get(spec.kind);
    if (group) group.push(spec);
    else groups.set(spec.kind, [spec]);
  }
  return groups;
};

/** Indexes the ports. */
export const portSet = (list: readonly PortSpec[]): PortSet => ({
  list,
  byName: new Map(list.map((spec) => [spec.name, spec])),
  byKind: groupByKind(list),
});
