import { perObject } from '#base/memo.ts';
import { hostOf } from '#model/endpoint.ts';
import type { Address, Device, Network } from '#model/network.ts';
import { forwardedAt, zonesOf } from '../permits.ts';
import { denied, fromZone, type PermitRow, row, serviceOf } from './row.ts';

const addressesByDevice = perObject((network: Network) => {
  const found = new Map<string, Address[]>();
  for (const address of network.addresses) {
    if (address.network !== 'management') continue;
    const before = found.get(address.device);
    if (before) before.push(address);
    else found.set(address.device, [address]);
  }
  return found;
});

/** What reaches the management address of any other device, and of its BMC: what gateways pass on to the management network. */
export const managedRows = (network: Network, device: Device): PermitRow[] => {
  const zones = zonesOf(network, device.site ?? '');
  const ports = new Map(device.ports.map((port) => [port.id, port]));
  const addresses = addressesByDevice(network).get(device.id) ?? [];
  const open = network.sites.some(({ id, entry }) => id === device.site && entry === 'vpn');
  const rows = addresses.flatMap(({ ip, ip6, port }) => {
    const destinations = [ip, ...(ip6 === undefined ? [] : [ip6])];
    const host = hostOf(device, ports.get(port)!);
    const permits = forwardedAt(network, device.site ?? '').filter(
      ({ to }) => to === 'management' || (to === 'entered' && open),
    );
    return [
      ...permits.map(({ from, service, why }) =>
        row(host, why, {
          leg: 'inside',
          ...fromZone(zones, from),
          to: host,
          destinations,
          ...serviceOf(service),
        }),
      ),
      row(host, 'default deny', { leg: 'inside', action: 'deny', to: host, destinations, state: '-' }),
    ];
  });
  // T14: production gear keeps its management port apart.
  return device.role === 'router' || device.role === 'switch'
    ? [...rows, denied(device.id, 'through')].map((one) =>
        one.direction === 'through'
          ? { ...one, leg: 'inside', why: 'nothing passes between management and production (T14)' }
          : one,
      )
    : rows;
};
