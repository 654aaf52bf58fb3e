import { loginServices } from '#model/login-service.ts';
import type { Network } from '#model/network.ts';
import { LOGIN_UNIT } from '../world/login-service.ts';
import type { Fault } from './fault.ts';

const homes = (network: Network, scope: string): readonly string[] =>
  loginServices(network).find(({ id }) => id === scope)?.on ?? [];

/** SIGKILL to the authentication server, on every device that it runs on: whoever asks hears nothing. */
export const aaaDown: Fault = {
  id: 'aaa-down',
  scopes: (network, { hosts }) => {
    const serving = new Set(
      hosts.flatMap(({ id, files }) =>
        files.some(({ path }) => path.endsWith(`/${LOGIN_UNIT}`)) ? [id] : [],
      ),
    );
    return loginServices(network).flatMap(({ id, on }) =>
      on.every((host) => serving.has(host)) ? [id] : [],
    );
  },
  cause: async (lab, scope, network) => {
    for (const host of homes(network, scope)) await lab.stopService(host, LOGIN_UNIT);
  },
  mend: async (lab, scope, network) => {
    for (const host of homes(network, scope)) await lab.startService(host, LOGIN_UNIT);
    await lab.ready();
  },
};
