import { perObject } from '#base/memo.ts';
import type { Dependency } from './dependency.ts';
import { type Device, hasRole } from './device.ts';
import type { Network } from './network.ts';

/** A service whose clients the inventory names: it is known who asks, and what happens when it is silent. */
export interface LoginService extends Dependency {
  readonly logins: readonly string[];
}

/** Authentication, not accounting (RFC 2865 section 3). */
export const RADIUS_PORT = 1812;

const isLoginService = (one: Dependency): one is LoginService =>
  one.kind === 'aaa' && one.logins !== undefined;

/** The services that logins ask, as far as the inventory says whose. */
export const loginServices = ({ dependencies }: Network): LoginService[] =>
  dependencies.filter(isLoginService);

const byClient = perObject(
  (network: Network): ReadonlyMap<string, LoginService> =>
    new Map(loginServices(network).flatMap((one) => one.logins.map((id) => [id, one] as const))),
);

/** The service that logins at this device ask; undefined where they ask nobody. A device asks one at most. */
export const askedAtLogin = (network: Network, device: string): LoginService | undefined =>
  byClient(network).get(device);

/** Whether the device runs such a service. */
export const servesLogins = (network: Network, device: string): boolean =>
  loginServices(network).some(({ on }) => on.includes(device));

/**
 * Whether a question from one device's management port gets to the other's. Management switches let devices reach gateways, and gateways and
 * jumphosts reach devices; a jumphost has one job and answers ssh only (T37).
 */
export const mayAsk = (client: Device, server: Device): boolean => {
  if (client.id === server.id) return true;
  if (client.site === undefined || client.site !== server.site || hasRole(server, 'jumphost')) return false;
  return hasRole(server, 'gateway') || hasRole(client, 'gateway', 'jumphost');
};

const deviceById = perObject(
  ({ devices }: Network): ReadonlyMap<string, Device> => new Map(devices.map((one) => [one.id, one])),
);

/** The devices that this one asks, in the order written; the next one when one is silent. */
export const serversFor = (network: Network, { on }: LoginService, client: string): Device[] => {
  const devices = deviceById(network);
  const asking = devices.get(client);
  return on.flatMap((id) => {
    const server = devices.get(id);
    return asking && server && mayAsk(asking, server) ? [server] : [];
  });
};

/** The devices that ask this one, in the order of the network. */
export const clientsOf = (network: Network, server: string): Device[] =>
  network.devices.filter(({ id }) => {
    const service = askedAtLogin(network, id);
    return service !== undefined && serversFor(network, service, id).some((one) => one.id === server);
  });
