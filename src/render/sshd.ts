import { BREAK_GLASS } from '#model/break-glass.ts';
import { endpoints } from '#model/endpoint.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { type Leg, legsOf } from './_legs.ts';
import { linkedSites } from './_routes.ts';
import { file, header, ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import { askedBy } from './pam-radius.ts';
import { type Host, hasNamespace, hasRole, type Renderer } from './renderer.ts';
import {
  authorizedKeys,
  authorizedKeysPath,
  type SshdPart,
  takesBreakGlass,
} from './sshd/authorized-keys.ts';
import { penaltyExemptions } from './sshd/penalties.ts';

const STEM: Readonly<Record<SshdPart, string>> = { main: '', namespace: 'mgmt_' };

export const sshdConfigPath = (part: SshdPart): string => `${ROOT}/${STEM[part]}sshd_config`;
const hostKeyPath = (part: SshdPart): string => `${ROOT}/${STEM[part]}ssh_host_ed25519_key`;

/** Servers and BMCs take logins wherever they have an address, everything else on the management network only. */
const listens = (host: Host, leg: Leg): boolean => {
  if (host.bmc || hasRole(host, 'server', 'rendezvous')) return leg.network !== 'interlink';
  return leg.network === 'management' || leg.uplink?.landlord === true;
};

const listenLegs = (context: RenderContext, host: Host, part: SshdPart): Leg[] =>
  legsOf(context, host, part).filter((leg) => listens(host, leg));

/** Addresses that sshd binds to: those of the plan, which are there from boot on, never one that may move. */
export const listenAddresses = (context: RenderContext, host: Host, part: SshdPart): string[] =>
  listenLegs(context, host, part).flatMap((leg) => [leg.ip, ...(leg.v6 ? [leg.v6.ip] : [])]);

const inside = new WeakMap<RenderContext, ReadonlyMap<string, readonly string[]>>();

/** Management addresses by site, in the plan's order. */
const addressesBySite = (context: RenderContext): ReadonlyMap<string, readonly string[]> => {
  const known = inside.get(context);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const { address } of endpoints(context.network)) {
    if (address.network !== 'management') continue;
    const list = found.get(address.site ?? '');
    const both = [address.ip, ...(address.ip6 === undefined ? [] : [address.ip6])];
    if (list) list.push(...both);
    else found.set(address.site ?? '', both);
  }
  inside.set(context, found);
  return found;
};

/** Port 22 there; an IPv6 address stands in brackets (sshd_config(5)). */
const withPort = (ip: string): string => `${ip.includes(':') ? `[${ip}]` : ip}:22`;

const permitted = new WeakMap<RenderContext, Map<string, string>>();

/** Management addresses of the site and of those that a wire joins to it: where a jumphost leads. */
const destinations = (context: RenderContext, site: string): string => {
  const known = permitted.get(context) ?? new Map<string, string>();
  permitted.set(context, known);
  const before = known.get(site);
  if (before !== undefined) return before;
  const sites = new Set([site, ...linkedSites(context, site)]);
  const all = [...addressesBySite(context)].flatMap(([where, ips]) => (sites.has(where) ? ips : []));
  const text = all.map(withPort).join(' ');
  known.set(site, text);
  return text;
};

const forwarding = (context: RenderContext, host: Host): string[] => {
  if (!hasRole(host, 'jumphost')) return ['AllowTcpForwarding no', 'PermitOpen none'];
  return [
    '# Operators pass through to devices with their own keys (ssh -J); nothing else is passed on.',
    'AllowTcpForwarding local',
    `PermitOpen ${destinations(context, host.device.site ?? '') || 'none'}`,
  ];
};

const who = (context: RenderContext, keyFiles: readonly RenderedFile[]): string[] => {
  const operators = context.network.operators.map((operator) => operator.id);
  const emergency = keyFiles.some(({ path }) => path.endsWith(`/${BREAK_GLASS}`)) ? [BREAK_GLASS] : [];
  const names = [...operators, ...emergency];
  return names.length > 0 ? [`AllowUsers ${names.join(' ')}`] : ['DenyUsers *'];
};

/** The listening lines; a host without an address keeps its daemon, on the loopback. */
const where = (addresses: readonly string[]): string[] => [
  `AddressFamily ${addresses.some((ip) => ip.includes(':')) ? 'any' : 'inet'}`,
  ...(addresses.length > 0 ? addresses : ['127.0.0.1']).map((ip) => `ListenAddress ${withPort(ip)}`),
];

/** A key, and where logins ask a server, what it says besides: neither a stolen key nor a password that was seen is enough. */
const methods = (asks: boolean): string[] => [
  `AuthenticationMethods publickey${asks ? ',keyboard-interactive:pam' : ''}`,
  'PubkeyAuthentication yes',
];

/** The jumphosts' own account asks nobody: it is for when nothing else lets anybody in. Last, since a block lasts to the end. */
const withoutAsking = (asks: boolean, keyFiles: readonly RenderedFile[]): string[] =>
  asks && keyFiles.some(({ path }) => path.endsWith(`/${BREAK_GLASS}`))
    ? ['', `Match User ${BREAK_GLASS}`, 'AuthenticationMethods publickey']
    : [];

const configuration = (
  context: RenderContext,
  host: Host,
  part: SshdPart,
  keyFiles: readonly RenderedFile[],
): string[] => [
  ...where(listenAddresses(context, host, part)),
  `HostKey ${hostKeyPath(part)}`,
  'HostKeyAlgorithms ssh-ed25519',
  'PidFile none',
  '',
  ...who(context, keyFiles),
  ...methods(askedBy(context, host, part) !== undefined),
  `AuthorizedKeysFile ${authorizedKeysPath(part)}`,
  'PasswordAuthentication no',
  `KbdInteractiveAuthentication ${askedBy(context, host, part) ? 'yes' : 'no'}`,
  'HostbasedAuthentication no',
  'PermitEmptyPasswords no',
  'PermitRootLogin no',
  'PermitUserEnvironment no',
  'UsePAM yes',
  'StrictModes yes',
  '',
  ...forwarding(context, host),
  'AllowAgentForwarding no',
  'AllowStreamLocalForwarding no',
  'X11Forwarding no',
  'PermitTunnel no',
  'GatewayPorts no',
  '',
  '# No name service is asked (T54). Many come at once when something burns.',
  'UseDNS no',
  'MaxStartups 100:30:200',
  ...penaltyExemptions(context, host),
  'MaxAuthTries 6',
  'LoginGraceTime 30',
  'ClientAliveInterval 15',
  'ClientAliveCountMax 4',
  'LogLevel VERBOSE',
  'PrintMotd no',
  'Subsystem sftp internal-sftp',
  ...withoutAsking(askedBy(context, host, part) !== undefined, keyFiles),
];

const part = (context: RenderContext, host: Host, which: SshdPart, owner: string): RenderedFile[] => {
  const keys = authorizedKeys(context, host, which, listenLegs(context, host, which));
  const lines = configuration(context, host, which, keys);
  return [
    file(`${STEM[which]}sshd_config`, [header({ id: owner }, 'sshd'), ...lines]),
    file(`${STEM[which]}ssh_host_ed25519_key`, [secretPlaceholder(`ssh-host-key/${owner}`)], 0o600),
    ...keys,
  ];
};

/** Whether the host has the account that jumphosts' own keys open. */
export const hasBreakGlassAccount = (context: RenderContext, host: Host): boolean =>
  (['main', 'namespace'] as const)
    .filter((which) => which === 'main' || hasNamespace(host))
    .some((which) => takesBreakGlass(context, host, listenLegs(context, host, which)));

/** Who owns the key of the namespace's sshd: the management port. */
const namespaceOwner = (host: Host): string =>
  host.device.ports.find((port) => port.kind === 'management')?.id ?? host.id;

/** The SSH server: keys only, operators only, literal addresses. */
export const sshd: Renderer = {
  id: 'sshd',
  title: 'SSH server',
  appliesTo: () => true,
  render: (context, host) => [
    ...part(context, host, 'main', host.id),
    ...(hasNamespace(host) ? part(context, host, 'namespace', namespaceOwner(host)) : []),
  ],
  check: {
    path: /sshd_config$/,
    argv: (path) => ['/usr/sbin/sshd', '-t', '-f', path],
    package: 'openssh-server',
  },
};
