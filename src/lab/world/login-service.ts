import { failureId } from '#model/failure.ts';
import { loginServices } from '#model/login-service.ts';
import type { Network } from '#model/network.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { type RenderContext, renderContext } from '#render/context.ts';
import { PAM_FILE } from '#render/pam-radius.ts';
import { renderHost } from '#render/render-host.ts';
import { ASKPASS_FILE, PAM_FILE as LAB_PAM_FILE } from '../hardware/boot-script.ts';
import type { LabVariant } from '../plan.ts';
import type { LabParts } from './parts.ts';

/** Authentication servers in a lab: FreeRADIUS on the devices that the inventory names, asked by real logins. */
const FOLDER = '/etc/relaxops/lab';
export const LOGIN_UNIT = 'relaxops-freeradius.service';

/** The network as this lab plays it: without the daemon and the module, logins ask nobody. */
export const playedLogins = (network: Network, parts: LabParts): Network => {
  if (parts.logins || loginServices(network).length === 0) return network;
  const dependencies = network.dependencies.map((one) => {
    if (one.logins === undefined) return one;
    const { logins: _, ...rest } = one;
    return { ...rest, use: 'comfort' as const };
  });
  return { ...network, dependencies };
};

/** The host's files with that of PAM where a disk of the lab can have it. */
export const placePamFile = (files: readonly RenderedFile[]): RenderedFile[] =>
  files.map((file) => (file.path === PAM_FILE ? { ...file, path: LAB_PAM_FILE } : file));

/** What types an operator's password when a login asks for it (ssh(1), SSH_ASKPASS); nothing where none does. */
export const passwordFiles = (network: Network, operator: string): RenderedFile[] =>
  loginServices(network).length === 0
    ? []
    : [
        { path: ASKPASS_FILE, mode: 0o755, text: `#!/bin/sh\nexec cat ${FOLDER}/password\n` },
        {
          path: `${FOLDER}/password`,
          mode: 0o600,
          text: `${secretPlaceholder(`radius-password/${operator}`)}\n`,
        },
      ];

/** Options of an operator's ssh: no questions, or one, which a program answers. */
export const questionOptions = (network: Network): string[] =>
  loginServices(network).length === 0 ? ['BatchMode yes'] : ['BatchMode no', 'NumberOfPasswordPrompts 1'];

/** A service that refuses everybody: its servers know nobody any more. */
export const rejectingVariants = (context: RenderContext): LabVariant[] => {
  const { network, material, outside } = context;
  const nobody = renderContext({ ...network, operators: [] }, material, outside);
  return loginServices(network).map(({ id, on }) => ({
    name: failureId({ kind: 'aaa-rejecting', scope: id }),
    changes: on.map((host) => ({
      host,
      files: renderHost(nobody, host).filter(({ path }) => path.endsWith('/freeradius/radiusd.conf')),
      restart: [LOGIN_UNIT],
      until: [{ host, unit: LOGIN_UNIT, says: 'Ready to process requests' }],
    })),
  }));
};
