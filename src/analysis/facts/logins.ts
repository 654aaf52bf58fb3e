import { askedAtLogin, type LoginService, loginServices, serversFor } from '#model/login-service.ts';
import type { Device } from '#model/network.ts';
import type { Compiling } from './context.ts';
import type { Hits } from './hits.ts';
import { inside } from './reach.ts';
import type { FactRef } from './system.ts';

/**
 * Logins that ask an authentication server (RFC 2865). Only the ssh server asks: a console's login knows local accounts, as RFC 3871 section
 * 2.3.4 wants one way in to be, and BMCs and PDUs prove passwords against keys that they hold themselves (IPMI 2.0 section 13.31, RFC 3414).
 */
export const loginName = (device: string): string => `login:${device}`;

/** The fact that a login at the device is let in, which it needs besides its key; undefined where it asks nobody. */
export const loginOf = ({ topology: { network } }: Compiling, device: string): string | undefined =>
  askedAtLogin(network, device) && loginName(device);

const NEXT = 'its client asks the next one';

/** What the port of a device needs to send and take packets, unless it is apart. */
const planes = (compiling: Compiling, ...devices: readonly string[]): FactRef[] =>
  devices.filter((id) => !compiling.ownEndpoint(id)?.port.separate).map((id) => `data-plane:${id}`);

/** A question from the device gets to the daemon on this server, and the answer back. */
const asks = (compiling: Compiling, service: LoginService, client: string, server: Device): FactRef[] => {
  const { facts } = compiling;
  const way = inside(compiling, client, server.id);
  if (way === undefined) return [];
  const ends = client === server.id ? [] : planes(compiling, client, server.id);
  const at = compiling.ownEndpoint(server.id)?.address.ip ?? '';
  const parts = [way, ...ends, `service:${server.id}/freeradius`];
  const step = `${client} asks ${service.id} about the login, on ${server.id} at ${at}`;
  return [facts.all(facts.ref('asks', `${service.id}~${client}~${server.id}`), parts, step)];
};

const defineLogin = (compiling: Compiling, taken: Hits, service: LoginService, client: string): void => {
  const { facts, topology } = compiling;
  const accepts = `accepts:${service.id}`;
  if (service.fallback !== 'none') {
    // One that refuses has answered: nothing falls back.
    facts.all(
      loginName(client),
      [accepts],
      `${client} asks ${service.id} about the login; silence leaves the key`,
    );
    return;
  }
  const servers = serversFor(topology.network, service, client);
  const asked = facts.any(
    facts.ref('asked', `${service.id}~${client}`),
    servers.flatMap((server) => asks(compiling, service, client, server)),
    NEXT,
  );
  facts.all(loginName(client), [...taken.of('dependency', service.id), asked, accepts]);
};

/** Defines what a login at each device that asks needs. */
export const defineLogins = (compiling: Compiling, taken: Hits): void => {
  for (const service of loginServices(compiling.topology.network))
    for (const client of service.logins) defineLogin(compiling, taken, service, client);
};
