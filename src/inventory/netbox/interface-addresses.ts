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

/** By interface: the addresses by which NetBox reaches the device, `out of band 192.0.2.9/24`. */
export const addressNotes = (data: NetboxData): ReadonlyMap<number, string> => {
  const notes = new Map<number, string[]>();
  const meaning = new Map<number, string[]>();
  const mean = (id: number | undefined, what: string) => {
    if (id !== undefined) meaning.set(id, [...(meaning.get(id) ?? []), what]);
  };
  for (const device of data.devices) {
    mean(device.oob_ip?.id, 'out of band');
    mean(device.primary_ip4?.id, 'primary');
    mean(device.primary_ip6?.id, 'primary');
  }
  for (const ip of onInterfaces(data)) {
    const what = meaning.get(ip.id);
    if (what)
      notes.set(ip.interface, [...(notes.get(ip.interface) ?? []), `${what.join(' and ')} ${ip.address}`]);
  }
  return new Map([...notes].map(([id, list]) => [id, list.join(', ')]));
};
