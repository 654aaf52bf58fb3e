import type { Door } from '#model/network.ts';
import { OOB_TUN } from './_vpn.ts';
import type { RenderContext } from './context.ts';
import { type Host, hasRole, type Renderer } from './renderer.ts';
import { wireguardServer } from './wireguard/server.ts';

/** The door of the host, if WireGuard serves it. */
export const wireguardDoor = (context: RenderContext, host: Host): Door | undefined => {
  const door = hasRole(host, 'gateway') ? context.doorOf(host.device.id) : undefined;
  return door?.engine === 'wireguard' ? door : undefined;
};

/**
 * wg(8) has no dry run: it reads the whole file, and then looks for the interface. So it is given one that is not there; any other complaint is
 * about the file.
 */
const CHECK = `said=$(/usr/bin/wg setconf ${OOB_TUN}-none "$1" 2>&1); case "$said" in "Unable to modify interface"*) exit 0;; esac; echo "$said" >&2; exit 1`;

/** WireGuard at the doors that ask for it: one peer an operator or station, each with its own address and nothing else. */
export const wireguard: Renderer = {
  id: 'wireguard',
  title: 'WireGuard',
  appliesTo: (host, context) => wireguardDoor(context, host) !== undefined,
  render: (context, host) => {
    const door = wireguardDoor(context, host);
    return door ? [wireguardServer(context, host, door)] : [];
  },
  check: {
    path: /\/wireguard\/oob\.conf$/,
    argv: (path) => ['/bin/sh', '-c', CHECK, 'sh', path],
    package: 'wireguard-tools',
  },
};
