import { bothOf } from '#addressing/own.ts';
import { type Endpoint, endpoints } from '#model/endpoint.ts';
import type { Device, Operator } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { consoleAliases } from './_console-aliases.ts';
import { linkedSites } from './_routes.ts';
import { file, header, ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import { hasRole, type Renderer } from './renderer.ts';
import { legacyLines } from './ssh-legacy/index.ts';

/** One name for one way to one address. */
export interface SshAlias {
  /** `zrh1/r01/srv02`, `zrh1/r01/srv02:bmc`, `zrh1/r01/srv02.via-ber1`, `zrh1/r01/srv02.via-vpn`, `zrh1/r01/srv02.v6` */
  readonly name: string;
  readonly address: string;
  /** Address of the jumphost to pass through. */
  readonly jump?: string;
  /** Run there instead of a shell, with a terminal: attaches to a serial line. */
  readonly command?: string;
  /** Further lines for this hop alone: what an old platform needs. */
  readonly lines?: readonly string[];
}

const isEntrance = ({ device }: Endpoint): boolean =>
  ['gateway', 'jumphost', 'rendezvous'].includes(device.role);

const isInside = ({ address }: Endpoint): boolean => address.network === 'management';

/** What answers ssh at all: not the outside of gateways and routers, not wires between sites. */
const answers = ({ address, device, port }: Endpoint): boolean => {
  if (address.network === 'management') return true;
  if (address.network === 'production') return device.role === 'server';
  return (
    address.network === 'outside' && (port.kind === 'bmc' || ['server', 'rendezvous'].includes(device.role))
  );
};

interface Jump {
  readonly suffix: string;
  readonly address: string;
}

/** The site's own jumphosts, then those of sites that a wire joins to it: `.via-ber1`, or `.via-ber1-jump2`. */
const jumpsOf = (context: RenderContext, site: string): Jump[] =>
  [site, ...linkedSites(context, site)].flatMap((home) =>
    context.jumphosts
      .filter((jumphost) => jumphost.site === home)
      .map((jumphost, at) => ({
        suffix: `.via-${home}${at === 0 ? '' : `-${jumphost.name}`}`,
        address: context.ownAddress(jumphost.id)?.ip ?? '',
      }))
      .filter((jump) => jump.address !== ''),
  );

/** Where the VPN is another way (`entry: vpn`, T40): past jumphosts. Doors have IPv4 only. */
const throughVpn = (context: RenderContext, name: string, address: string, site: string): SshAlias[] =>
  !address.includes(':') && context.network.sites.some(({ id, entry }) => id === site && entry === 'vpn')
    ? [{ name: `${name}.via-vpn`, address }]
    : [];

/** The plain name goes by the nearest jumphost; each other way has a name that says which. */
const everyWay = (context: RenderContext, name: string, address: string, device: Device): SshAlias[] => {
  const site = device.site ?? '';
  const jumps = jumpsOf(context, site);
  if (jumps.length === 0) return [{ name, address }];
  const through = jumps.map((jump, at) => ({
    name: at === 0 ? name : `${name}${jump.suffix}`,
    address,
    jump: jump.address,
  }));
  return [...through, ...throughVpn(context, name, address, site)];
};

/** The names of one device. Out of band first: in-band has the plain name only where there is nothing else. */
const deviceAliases = (context: RenderContext, own: readonly Endpoint[]): SshAlias[] => {
  const device = own[0]!.device;
  const systems = own.filter((endpoint) => endpoint.port.kind !== 'bmc');
  const outOfBand = systems.filter((e) => isInside(e) || e.address.network === 'outside');
  const inBand = systems.filter((e) => e.address.network === 'production');
  const bmcs = own.filter((endpoint) => endpoint.port.kind === 'bmc');
  const way = (name: string, endpoint: Endpoint): SshAlias[] =>
    isInside(endpoint) && !isEntrance(endpoint)
      ? [
          ...everyWay(context, name, endpoint.address.ip, device),
          // To the jumphost by the door, which is IPv4; from there by the other version.
          ...(endpoint.address.ip6 === undefined
            ? []
            : everyWay(context, `${name}.v6`, endpoint.address.ip6, device)),
        ]
      : [{ name, address: endpoint.address.ip }];
  const lines = legacyLines(device.platform);
  const old = (alias: SshAlias): SshAlias => (lines.length === 0 ? alias : { ...alias, lines });
  const number = (at: number): string => (at === 0 ? '' : `${at + 1}`);
  return [
    ...outOfBand
      .flatMap((endpoint, at) => way(`${device.id}${at === 0 ? '' : `.${at + 1}`}`, endpoint))
      .map(old),
    ...bmcs.flatMap((endpoint) => way(endpoint.port.id, endpoint)),
    ...inBand.flatMap((endpoint, at) => way(`${device.id}.in-band${number(at)}`, endpoint)).map(old),
    ...(outOfBand.length === 0
      ? inBand.slice(0, 1).flatMap((endpoint) => way(device.id, endpoint).map(old))
      : []),
  ];
};

const named = new WeakMap<RenderContext, readonly SshAlias[]>();

/** Every name that an operator can type, with the literal address and jumphost behind it. */
export const sshAliases = (context: RenderContext): readonly SshAlias[] => {
  const before = named.get(context) ?? allAliases(context);
  named.set(context, before);
  return before;
};

const allAliases = (context: RenderContext): SshAlias[] => {
  const byDevice = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints(context.network)) {
    if (!answers(endpoint)) continue;
    const group = byDevice.get(endpoint.device.id);
    if (group) group.push(endpoint);
    else byDevice.set(endpoint.device.id, [endpoint]);
  }
  const aliases = [...byDevice.values()].flatMap((own) => deviceAliases(context, own));
  return [...aliases, ...withLines(context, aliases)];
};

/** `zrh1/r01/sw1.console`, and `zrh1/r01/sw1.console.via-ber1`: every way to the console server is one to its lines. */
const withLines = (context: RenderContext, aliases: readonly SshAlias[]): SshAlias[] =>
  consoleAliases(context).flatMap(({ server, device, command }) =>
    aliases
      .filter(({ name }) => name === server || name.startsWith(`${server}.via-`))
      .map((alias) => ({ ...alias, name: `${device}.console${alias.name.slice(server.length)}`, command })),
  );

const known = new WeakMap<RenderContext, readonly string[]>();

/** Host keys by literal address: no name is needed to know a host (T54). */
export const knownHosts = (context: RenderContext): readonly string[] => {
  const before = known.get(context) ?? keysByAddress(context);
  known.set(context, before);
  return before;
};

const knownTexts = new WeakMap<RenderContext, string>();

/** Those as the text of a file. */
const knownText = (context: RenderContext): string => {
  const before = knownTexts.get(context) ?? text(knownHosts(context));
  knownTexts.set(context, before);
  return before;
};

const keysByAddress = (context: RenderContext): string[] =>
  endpoints(context.network)
    .filter(answers)
    .flatMap(({ address, host }) => {
      const key = context.material.hostKeys[host];
      return key === undefined ? [] : [`${bothOf(address).join(',')} ${key}`];
    });

/** ssh_config(5): the first value wins, so what all hosts share comes last. */
const shared = ({ network }: RenderContext, user: string | undefined, directory: string): string[] => [
  'Host *',
  ...(user === undefined ? [] : [`  User ${user}`, '  IdentitiesOnly yes']),
  '  Port 22',
  `  AddressFamily ${network.ipv6 ? 'any' : 'inet'}`,
  '  ConnectTimeout 5',
  '  ConnectionAttempts 1',
  '  ServerAliveInterval 5',
  '  ServerAliveCountMax 3',
  '  CanonicalizeHostname no',
  '  CheckHostIP no',
  '  HashKnownHosts no',
  '  StrictHostKeyChecking yes',
  `  UserKnownHostsFile ${directory}/ssh_known_hosts`,
  '  GlobalKnownHostsFile none',
  '  UpdateHostKeys no',
  '  ForwardAgent no',
];

const stanza = ({ name, address, jump, command, lines = [] }: SshAlias): string[] => [
  `Host ${name}`,
  `  HostName ${address}`,
  // The literal address: in ProxyJump a name may hold neither a colon nor a slash.
  ...(jump === undefined ? [] : [`  ProxyJump ${jump}`]),
  ...lines.map((line) => `  ${line}`),
  ...(command === undefined ? [] : ['  RequestTTY force', `  RemoteCommand ${command}`]),
];

/** What an operator puts on a laptop: `ssh -F <directory>/ssh_config zrh1/r01/srv02`. */
export const renderOperatorSsh = (
  context: RenderContext,
  operator: Operator,
  directory = ROOT,
): RenderedFile[] => {
  const lines = [...sshAliases(context).flatMap(stanza), '', ...shared(context, operator.id, directory)];
  const owner = { id: operator.id };
  return [
    { path: `${directory}/ssh_config`, mode: 0o644, text: text([header(owner, 'ssh client'), ...lines]) },
    { path: `${directory}/ssh_known_hosts`, mode: 0o644, text: knownText(context) },
  ];
};

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const direct = new WeakMap<RenderContext, readonly string[]>();

/** Every name without the jumphost before it; the same on each of them. */
const directLines = (context: RenderContext): readonly string[] => {
  const before =
    direct.get(context) ??
    sshAliases(context)
      .filter((alias) => !alias.name.includes('.via-'))
      .flatMap(({ jump: _, ...alias }) => stanza(alias));
  direct.set(context, before);
  return before;
};

/** On a jumphost: the same names without jumphosts, for whoever has no configuration at hand. */
export const sshConfig: Renderer = {
  id: 'ssh-config',
  title: 'SSH client',
  appliesTo: (host) => hasRole(host, 'jumphost'),
  render: (context, host) => {
    const lines = [...directLines(context), '', ...shared(context, undefined, ROOT)];
    return [
      file('ssh_config', [header(host, 'ssh client'), ...lines]),
      { path: `${ROOT}/ssh_known_hosts`, mode: 0o644, text: knownText(context) },
    ];
  },
  check: {
    path: /\/ssh_config$/,
    argv: (path) => ['/usr/bin/ssh', '-F', path, '-G', 'none'],
    package: 'openssh-client',
  },
};
