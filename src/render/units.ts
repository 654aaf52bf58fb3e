import { holdsKey } from '#model/break-glass.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { type Service, servicesOf } from '#model/service.ts';
import { confined } from './_confined.ts';
import { CONSOLE_LOGS } from './_console.ts';
import { AFTER, PAIR_DAEMONS, type PairDaemon, pairDaemons, pairService } from './_pair-daemon.ts';
import { NAMESPACE, ROOT, UNITS } from './_text.ts';
import { OOB_TUN } from './_vpn.ts';
import { breakGlassService } from './break-glass.ts';
import type { RenderContext } from './context.ts';
import { freeradiusCommand } from './freeradius.ts';
import { createsLinks } from './network.ts';
import { filters } from './nftables.ts';
import { type Host, hasNamespace, type Renderer } from './renderer.ts';

import { sshdConfigPath } from './sshd.ts';
import { NAMESPACE_SYSCTL, namespaceSettings } from './sysctl.ts';
import { wireguardDoor } from './wireguard.ts';

interface Unit {
  readonly name: string;
  readonly description: string;
  /** Ours, started before this one. */
  readonly after?: readonly string[];
  /** Without which this one must not run. */
  readonly requires?: readonly string[];
  /** Needs the interfaces of the hardware. */
  readonly hardware?: boolean;
  /** Stands before anybody brings an interface up, the distribution's own network included. */
  readonly early?: boolean;
  readonly service: readonly string[];
}

const unitName = (name: string): string => `relaxops-${name}.service`;

/** Reached when every device that was there at boot has its name. */
const SETTLED = 'systemd-udev-settle.service';

/**
 * The order that Debian's own nftables.service has (systemd.special(7), network-pre.target), and after that one: whoever has it enabled
 * begins with its "flush ruleset", which would take our table along.
 */
const EARLY = [
  'After=nftables.service',
  'DefaultDependencies=no',
  'Wants=network-pre.target',
  'Before=network-pre.target shutdown.target',
  'Conflicts=shutdown.target',
];

const unitFile = (unit: Unit): RenderedFile => ({
  path: `${UNITS}/${unitName(unit.name)}`,
  mode: 0o644,
  text: [
    '# RelaxOps. Rendered from the inventory; changes here will be lost.',
    '[Unit]',
    `Description=RelaxOps: ${unit.description}`,
    ...(unit.requires ?? []).map((name) => `Requires=${unitName(name)}`),
    ...(unit.after ?? []).map((name) => `Wants=${unitName(name)}`),
    ...[...(unit.requires ?? []), ...(unit.after ?? [])].map((name) => `After=${unitName(name)}`),
    ...(unit.early ? EARLY : []),
    ...(unit.hardware ? [`Wants=${SETTLED}`, `After=${SETTLED}`] : []),
    '',
    '[Service]',
    ...unit.service,
    '',
    '[Install]',
    `WantedBy=${unit.early ? 'sysinit' : 'multi-user'}.target`,
    '',
  ].join('\n'),
});

const once = (...lines: readonly string[]): string[] => ['Type=oneshot', 'RemainAfterExit=yes', ...lines];

/** A daemon comes back after a while; what keeps failing is left for a person to see. */
const daemon = (...lines: readonly string[]): string[] => [
  'Type=simple',
  ...lines,
  'Restart=on-failure',
  'RestartSec=5',
];

/**
 * OpenVPN 2.6 keeps CAP_NET_ADMIN when it gives up root (openvpn(8), --user), and with that whoever takes it over rewrites the packet filter.
 * Its interface is there already, so it needs to change its user and nothing else (systemd.exec(5), capabilities(7)).
 */
const openvpn = (config: string): string[] =>
  daemon(
    `ExecStart=/usr/sbin/openvpn --config ${ROOT}/openvpn/${config}.conf`,
    ...confined('SETUID', 'SETGID'),
  );

const firewall: Unit = {
  name: 'firewall',
  description: 'packet filter',
  early: true,
  service: once(
    `ExecStart=/usr/sbin/nft -f ${ROOT}/nftables.nft`,
    `ExecReload=/usr/sbin/nft -f ${ROOT}/nftables.nft`,
  ),
};

/** What exists already may not be made again, so this line may fail; the next one says so when it does. */
const createLinks = (stem: string): string =>
  `ExecStartPre=-/usr/sbin/ip -force -batch ${ROOT}/${stem}-links.batch`;

const networkUnit = (context: RenderContext, host: Host): Unit => ({
  name: 'network',
  description: 'addresses, bridges and routes',
  hardware: true,
  // Packets are passed on only once the filter stands.
  ...(filters(host) ? { requires: ['firewall'] } : {}),
  ...(hasNamespace(host) ? { after: ['management'] } : {}),
  ...(wireguardDoor(context, host) ? { after: ['wireguard'] } : {}),
  service: once(
    ...(createsLinks(context, host) ? [createLinks('network')] : []),
    `ExecStartPre=/usr/sbin/sysctl -e -q -p ${ROOT}/sysctl.conf`,
    // A line that fails, say for a dead interface, stops none of those after it; the unit still counts as failed.
    `ExecStart=/usr/sbin/ip -force -batch ${ROOT}/network.batch`,
  ),
});

/** The interface and its peers; the address and the MTU come with the network. */
const wireguardUnit: Unit = {
  name: 'wireguard',
  description: "operators' VPN",
  requires: ['firewall'],
  service: once(
    `ExecStartPre=-/usr/sbin/ip link add dev ${OOB_TUN} type wireguard`,
    `ExecStart=/usr/bin/wg setconf ${OOB_TUN} ${ROOT}/wireguard/oob.conf`,
    `ExecReload=/usr/bin/wg syncconf ${OOB_TUN} ${ROOT}/wireguard/oob.conf`,
  ),
};

/** The namespace of a server without BMC: there before production's network, and independent of it (T11). */
const managementUnit = (context: RenderContext, host: Host): Unit => ({
  name: 'management',
  description: 'management namespace',
  hardware: true,
  service: once(
    createLinks('management'),
    ...(namespaceSettings(context, host).length > 0
      ? [
          `ExecStartPre=/usr/sbin/ip netns exec ${NAMESPACE} /usr/sbin/sysctl -e -q -p ${ROOT}/${NAMESPACE_SYSCTL}`,
        ]
      : []),
    `ExecStart=/usr/sbin/ip -n ${NAMESPACE} -force -batch ${ROOT}/management.batch`,
  ),
});

const users: Unit = {
  name: 'users',
  description: "operators' accounts",
  service: once(`ExecStart=/usr/bin/systemd-sysusers ${ROOT}/sysusers.conf`),
};

/** Nothing waits for it: who logs in meanwhile uses a key of their own. */
const breakGlassUnit: Unit = {
  name: 'break-glass',
  description: "a jumphost's own key",
  after: ['users'],
  service: once(...breakGlassService),
};

const sshdLines = (path: string): string[] => [
  // The folder for privilege separation, which the distribution's own unit would make (sshd(8)).
  'ExecStartPre=/usr/bin/install -d -m 0755 /run/sshd',
  `ExecStart=/usr/sbin/sshd -D -e -f ${path}`,
  'KillMode=process',
];

/** What shares the inside address of the host's pair. */
const pairUnit = (context: RenderContext, host: Host, name: PairDaemon): Unit => ({
  name,
  description: 'shared inside address',
  after: ['network'],
  ...(AFTER[name] ? { requires: [AFTER[name]] } : {}),
  service: pairService(context, host, name),
});

const SERVICE_UNITS: Readonly<Record<Exclude<Service, PairDaemon>, Omit<Unit, 'name'>>> = {
  sshd: {
    description: 'SSH server',
    after: ['network', 'users'],
    service: daemon(...sshdLines(sshdConfigPath('main'))),
  },
  'sshd-mgmt': {
    description: 'SSH server of the management namespace',
    after: ['management', 'users'],
    service: daemon(
      `NetworkNamespacePath=/run/netns/${NAMESPACE}`,
      ...sshdLines(sshdConfigPath('namespace')),
    ),
  },
  'openvpn-oob': {
    description: "operators' VPN",
    after: ['network'],
    service: openvpn('oob'),
  },
  'openvpn-rdv': {
    description: 'rendezvous tunnel',
    after: ['network'],
    service: openvpn('rdv'),
  },
  dnsmasq: {
    description: 'names and reservations',
    after: ['network'],
    // It keeps the first three when it becomes nobody: for leases, and for interfaces that come and go (dnsmasq.c, `main`).
    service: daemon(
      `ExecStart=/usr/sbin/dnsmasq --keep-in-foreground --conf-file=${ROOT}/dnsmasq.conf`,
      ...confined('NET_ADMIN', 'NET_RAW', 'NET_BIND_SERVICE', 'SETUID', 'SETGID'),
    ),
  },
  freeradius: {
    description: 'authentication server',
    after: ['network'],
    service: daemon(`ExecStart=${freeradiusCommand().join(' ')}`, ...confined('SETUID', 'SETGID')),
  },
  ser2net: {
    description: 'serial lines',
    after: ['network'],
    // -d says on stdout what else would go to syslog.
    service: daemon(
      `ExecStartPre=/usr/bin/install -d -m 0750 ${CONSOLE_LOGS}`,
      `ExecStart=/usr/sbin/ser2net -n -d -u -c ${ROOT}/ser2net.yaml`,
      // It stays root, to whom lines belong; that is all it needs.
      ...confined(),
    ),
  },
  conserver: {
    description: 'serial lines',
    after: ['network'],
    // It looks its own hostname up before it serves: 20 s with a dead resolver. Here its hostname is localhost (T54).
    service: daemon(
      `ExecStartPre=/usr/bin/install -d -m 0750 ${CONSOLE_LOGS} /run/conserver`,
      `ExecStart=/usr/bin/unshare --uts /bin/sh -c "hostname localhost && exec /usr/sbin/conserver -C ${ROOT}/conserver.cf -M 127.0.0.1"`,
    ),
  },
};

/** In a management namespace, which is where the address is, where there is one. */
const inNamespace = (name: Exclude<Service, PairDaemon>, host: Host): Omit<Unit, 'name'> => {
  const unit = SERVICE_UNITS[name];
  if (name !== 'freeradius' || !hasNamespace(host)) return unit;
  return {
    ...unit,
    after: ['management'],
    service: [`NetworkNamespacePath=/run/netns/${NAMESPACE}`, ...unit.service],
  };
};

const isPairDaemon = (name: Service): name is PairDaemon =>
  (PAIR_DAEMONS as readonly Service[]).includes(name);

/** The host's daemons, with that of its pair where the network counts none: a stand-in has one. */
const serviceUnits = (context: RenderContext, host: Host): Unit[] => {
  const own = services(context, host).flatMap((name) =>
    isPairDaemon(name) ? [] : [{ name, ...inNamespace(name, host) }],
  );
  return [...own, ...pairDaemons(context, host).map((name) => pairUnit(context, host, name))];
};

const services = (context: RenderContext, host: Host): Service[] =>
  host.bmc ? ['sshd'] : servicesOf(context.network, host.device);

/** systemd units, plain enough that the lab boots from them too. */
export const units: Renderer = {
  id: 'units',
  title: 'systemd units',
  appliesTo: () => true,
  render: (context, host) =>
    [
      ...(filters(host) ? [firewall] : []),
      ...(hasNamespace(host) ? [managementUnit(context, host)] : []),
      ...(wireguardDoor(context, host) ? [wireguardUnit] : []),
      networkUnit(context, host),
      users,
      ...(holdsKey(host.device) ? [breakGlassUnit] : []),
      ...serviceUnits(context, host),
    ].map(unitFile),
  check: {
    path: /\/relaxops-[a-z-]+\.service$/,
    argv: (path) => ['/usr/bin/systemd-analyze', 'verify', path],
    package: 'systemd',
  },
};
