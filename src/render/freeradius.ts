import { clientsOf, RADIUS_PORT, servesLogins } from '#model/login-service.ts';
import { secretPlaceholder } from '#model/rendered.ts';
import { uniqueNames } from './_host-names.ts';
import { file, header, ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import { sharedSecret } from './pam-radius.ts';
import type { Host, Renderer } from './renderer.ts';

const FOLDER = `${ROOT}/freeradius`;

/** One file, which the daemon reads before it gives up root; in the foreground, with its log on stdout (radiusd(8)). */
export const freeradiusCommand = (folder = FOLDER): string[] => [
  '/usr/sbin/freeradius',
  '-f',
  '-l',
  'stdout',
  '-n',
  'radiusd',
  '-d',
  folder,
];

/** Debian's paths and user; few threads, since people log in one by one. Passwords are never logged. */
const DAEMON = [
  'name = radiusd',
  'libdir = /usr/lib/freeradius',
  'max_request_time = 5',
  'cleanup_delay = 5',
  'max_requests = 1024',
  'hostname_lookups = no',
  'log {',
  '    destination = stdout',
  '    auth = yes',
  '    auth_badpass = no',
  '    auth_goodpass = no',
  '}',
  'security {',
  '    user = freerad',
  '    group = freerad',
  '    allow_core_dumps = no',
  '    max_attributes = 200',
  '    reject_delay = 1',
  '    status_server = no',
  '}',
  'thread pool {',
  '    start_servers = 1',
  '    max_servers = 4',
  '    min_spare_servers = 1',
  '    max_spare_servers = 2',
  '    max_requests_per_server = 0',
  '}',
  'modules {',
  '    pap {',
  '    }',
  '}',
];

/** Whoever asks, by the address that the plan has and a secret of its own (RFC 2865 section 3). */
const clients = (context: RenderContext, host: Host): string[] => {
  const asking = clientsOf(context.network, host.device.id);
  const names = uniqueNames(asking.map(({ id }) => id));
  return asking.flatMap(({ id }) => {
    const ip = context.ownAddress(id)?.ip;
    return ip === undefined
      ? []
      : [`client ${names.get(id)} {`, `    ipaddr = ${ip}`, `    secret = "${sharedSecret(id)}"`, '}'];
  });
};

const known = (name: string | undefined, attribute: string): string[] => [
  `            case ${name === undefined ? '' : `"${name}" `}{`,
  '                update control {',
  `                    ${attribute}`,
  '                }',
  '            }',
];

/** The operators; whoever is none of them is refused. */
const people = ({ network }: RenderContext): string[] => [
  ...network.operators.flatMap(({ id }) =>
    known(id, `&Cleartext-Password := "${secretPlaceholder(`radius-password/${id}`)}"`),
  ),
  ...known(undefined, '&Auth-Type := Reject'),
];

const server = (context: RenderContext, ip: string): string[] => [
  'server relaxops {',
  '    listen {',
  '        type = auth',
  `        ipaddr = ${ip}`,
  `        port = ${RADIUS_PORT}`,
  '    }',
  '    authorize {',
  '        switch &User-Name {',
  ...people(context),
  '        }',
  '        pap',
  '    }',
  '    authenticate {',
  '        Auth-Type PAP {',
  '            pap',
  '        }',
  '    }',
  '}',
];

/** The authentication server: operators of the inventory, clients of the inventory, the inside address. */
export const freeradius: Renderer = {
  id: 'freeradius',
  title: 'authentication server',
  appliesTo: (host, { network }) => host.bmc === undefined && servesLogins(network, host.device.id),
  render: (context, host) => {
    const ip = context.ownAddress(host.device.id)?.ip;
    if (ip === undefined) return [];
    const lines = [...DAEMON, ...clients(context, host), ...server(context, ip)];
    return [file('freeradius/radiusd.conf', [header(host, 'authentication server'), ...lines], 0o600)];
  },
  check: {
    path: /\/freeradius\/radiusd\.conf$/,
    argv: (path) => [...freeradiusCommand(path.replace(/\/[^/]*$/, '')), '-C'],
    package: 'freeradius',
  },
};
