import { askedAtLogin, type LoginService, RADIUS_PORT, serversFor } from '#model/login-service.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { secretPlaceholder } from '#model/rendered.ts';
import { file, header, ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import { type Host, hasNamespace, type Renderer } from './renderer.ts';
import type { SshdPart } from './sshd/authorized-keys.ts';

/** PAM knows sshd by this name; where ours would be called otherwise, OpenSSH older than 9.8 could not say so (sshd_config(5), PAMServiceName). */
export const PAM_FILE = '/etc/pam.d/sshd';
const SERVERS = 'pam_radius_auth.conf';

/** Seconds for an answer: the least that pam_radius_auth takes. A server that is silent costs each login as much. */
const PATIENCE = 3;

/** What the two servers of a login share, by the client: one that is taken over knows nothing of the others'. */
export const sharedSecret = (client: string): string => secretPlaceholder(`radius-secret/${client}`);

/** The service that logins at this sshd ask. Only the one of the management network does: from production no server is reached. */
export const askedBy = ({ network }: RenderContext, host: Host, part: SshdPart): LoginService | undefined => {
  if (host.bmc || (part === 'main' && hasNamespace(host))) return undefined;
  return askedAtLogin(network, host.device.id);
};

const part = (host: Host): SshdPart => (hasNamespace(host) ? 'namespace' : 'main');

const servers = (context: RenderContext, host: Host, service: LoginService): string[] =>
  serversFor(context.network, service, host.device.id).flatMap(({ id }) => {
    const ip = context.ownAddress(id)?.ip;
    return ip === undefined ? [] : [`${ip}:${RADIUS_PORT} ${sharedSecret(host.device.id)} ${PATIENCE}`];
  });

const RADIUS = `pam_radius_auth.so conf=${ROOT}/${SERVERS}`;

/**
 * The question, and what silence means (pam.conf(5)). `authinfo_unavail` is what the module says when no server has answered; a refusal is
 * another word, and never falls back.
 */
const question = ({ fallback }: LoginService): string[] =>
  fallback === 'none'
    ? [`auth required ${RADIUS}`]
    : [
        `auth [success=done authinfo_unavail=ignore default=die] ${RADIUS}`,
        '# No server has answered. sshd asks only after a key (AuthenticationMethods); without that, this would let anybody in.',
        'auth required pam_permit.so',
      ];

/** Accounts and sessions as Debian's own file has them, without mail and message of the day. */
const REST = [
  'account required pam_nologin.so',
  '@include common-account',
  'session required pam_loginuid.so',
  'session optional pam_keyinit.so force revoke',
  '@include common-session',
  'session required pam_limits.so',
  'session required pam_env.so',
];

const stack = (host: Host, service: LoginService): RenderedFile => ({
  path: PAM_FILE,
  mode: 0o644,
  text: `${[header(host, 'logins by ssh'), ...question(service), ...REST].join('\n')}\n`,
});

/** The RADIUS client of ssh logins (RFC 2865), by libpam-radius-auth. */
export const pamRadius: Renderer = {
  id: 'pam-radius',
  title: 'logins ask an authentication server',
  appliesTo: (host, context) => askedBy(context, host, part(host)) !== undefined,
  render: (context, host) => {
    const service = askedBy(context, host, part(host));
    if (!service) return [];
    return [
      file(SERVERS, [header(host, `servers of ${service.id}`), ...servers(context, host, service)], 0o600),
      stack(host, service),
    ];
  },
};
