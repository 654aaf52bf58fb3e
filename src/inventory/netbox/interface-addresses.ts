import { grouped } from './grouped.ts';
import type { NetboxData } from './read.ts';

const onInterfaces = (data: NetboxData) =>
  data.ipAddresses.flatMap((ip) =>
    ip.assigned_object_type === 'dcim.interface' && ip.assigned_object_id !== undefined
      ? [{ id: ip.id, address: ip.address, interface: ip.assigned_object_id }]
      : [],
  );

/** Interfaces that carry the out-of-band address of their device. */
export const outOfBand = (data: NetboxData): ReadonlySet<number> => {
  const wanted = new Set(data.devices.map((d) => d.oob_ip?.id).filter((id) => id !== undefined));
  const found = onInterfaces(data).filter((ip) => wanted.has(ip.id));
  return new Set(found.map((ip) => ip.interface));
};

/** The addresses by which NetBox reaches a device over one of its interfaces. */
export interface Reached {
  /** The out-of-band one first. */
  readonly addresses: readonly string[];
  /** `out of band 192.0.2.9/24` */
  readonly note: string;
}

/** By interface: the addresses by which NetBox reaches the device. */
export const addressNotes = (data: NetboxData): ReadonlyMap<number, Reached> => {
  const meaning = new Map<number, string[]>();
  const mean = (id: number | undefined, what: string) => {
    if (id !== undefined) meaning.set(id, [...(meaning.get(id) ?? []), what]);
  };
  for (const device of data.devices) {
    mean(device.oob_ip?.id, 'out of band');
    mean(device.primary_ip4?.id, 'primary');
    mean(device.primary_ip6?.id, 'primary');
  }
  const known = onInterfaces(data).flatMap((ip) => {
    const what = meaning.get(ip.id);
    return what ? [{ ...ip, what: what.join(' and ') }] : [];
  });
  const first = (what: string): number => (what.startsWith('out of band') ? 0 : 1);
  return new Map(
    [...grouped(known, (ip) => ip.interface)].map(([id, list]) => {
      const sorted = list.toSorted((a, b) => first(a.what) - first(b.what));
      const note = sorted.map((ip) => `${ip.what} ${ip.address}`).join(', ');
      return [id, { addresses: sorted.map((ip) => ip.address), note }];
    }),
  );
};
