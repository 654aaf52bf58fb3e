import { type RunResult, run } from '#host/process.ts';
import { namespaces } from './cage/namespaces.ts';
import { CLEAN_ENV } from './netns/tools.ts';
import type { Missing } from './preflight.ts';

/** Something that the kernel does for a lab, and how one finds out: by doing it once, in namespaces that are gone at once. */
export interface Feature {
  readonly what: string;
  /** Shell commands that fail where it is not there. */
  readonly tries: string;
  /** What builds it into a kernel, and the module that brings it to a running one. */
  readonly config: string;
  readonly module?: string;
  /** What a lab does without it; absent: there is no lab. */
  readonly without?: string;
}

const VETH = 'ip link add name v0 type veth peer name v1';
const filter = (body: string): string => `echo 'table inet t { chain c { ${body} }; }' | nft -f -`;

/** Every kind of thing that a lab makes. Each is tried alone, so that all that is missing is said at once. */
export const FEATURES: readonly Feature[] = [
  {
    what: 'namespaces inside namespaces',
    tries: 'unshare --net --mount --pid --uts --fork --kill-child --mount-proc true',
    config: 'CONFIG_NET_NS, CONFIG_PID_NS, CONFIG_UTS_NS',
  },
  { what: 'tmpfs', tries: 'mount -t tmpfs lab /mnt', config: 'CONFIG_TMPFS' },
  { what: 'wires (veth)', tries: VETH, config: 'CONFIG_VETH', module: 'veth' },
  {
    what: 'bridges with isolated ports',
    tries: `ip link add name br0 type bridge && ip link add name t0 type veth peer name t1 && ip link set dev t0 master br0 && ip link set dev t0 type bridge_slave isolated on`,
    config: 'CONFIG_BRIDGE',
    module: 'bridge',
  },
  {
    what: 'tunnels (tun)',
    tries: 'ip tuntap add dev tun0 mode tun',
    config: 'CONFIG_TUN',
    module: 'tun',
  },
  {
    what: 'joined wires (ingress, u32, mirred)',
    tries: `${VETH}; tc qdisc add dev v0 ingress && tc filter add dev v0 parent ffff: protocol all u32 match u32 0 0 action mirred egress redirect dev v1`,
    config: 'CONFIG_NET_SCH_INGRESS, CONFIG_NET_CLS_U32, CONFIG_NET_ACT_MIRRED',
    module: 'act_mirred',
  },
  {
    what: 'slow wires (tbf)',
    tries: `${VETH}; tc qdisc add dev v0 root tbf rate 500kbit burst 5k limit 4m`,
    config: 'CONFIG_NET_SCH_TBF',
    module: 'sch_tbf',
  },
  {
    what: 'packet filters (nf_tables)',
    tries: filter('type filter hook forward priority 0; policy drop;'),
    config: 'CONFIG_NF_TABLES, CONFIG_NF_TABLES_INET',
    module: 'nf_tables',
  },
  {
    what: 'filters with connection state',
    tries: filter('type filter hook input priority 0; ct state established accept;'),
    config: 'CONFIG_NFT_CT, CONFIG_NF_CONNTRACK',
    module: 'nft_ct',
  },
  {
    what: 'address translation',
    tries: filter('type nat hook postrouting priority 100; masquerade;'),
    config: 'CONFIG_NFT_NAT, CONFIG_NFT_MASQ',
    module: 'nft_masq',
  },
  {
    what: 'several routing tables',
    tries: 'ip rule add from 192.0.2.1 lookup 100',
    config: 'CONFIG_IP_MULTIPLE_TABLES',
  },
  {
    what: 'forwarding that can be switched on',
    tries: 'echo 1 >/proc/sys/net/ipv4/ip_forward',
    config: 'CONFIG_SYSCTL; in a container, a /proc/sys that may be written',
  },
  {
    what: 'WireGuard in the kernel',
    tries: 'ip link add name wg0 type wireguard',
    config: 'CONFIG_WIREGUARD',
    module: 'wireguard',
    without: 'doors with "vpn: wireguard" run wireguard-go: apt-get install wireguard-go',
  },
];

/** How one feature came out. */
export interface Probed {
  readonly feature: Feature;
  readonly works: boolean;
  /** What the first failing program said. */
  readonly said: string;
}

/** What was found: features one by one, or why not even the namespaces could be made. */
export type Kernel = { readonly features: readonly Probed[] } | { readonly refused: string };

const PROBE_TIMEOUT_MS = 20_000;
const OUTER = 'ip link set dev lo up';

/** One line each: its number, how it ended, what it said. Every one in a network of its own, so that none is in another's way. */
const script = (features: readonly Feature[]): string =>
  [
    OUTER,
    'try() { said=$(unshare --net --mount --propagation private sh -c "$2" 2>&1); echo "$1 $? $(echo "$said" | head -n 1)"; }',
    ...features.map(({ tries }, at) => `try ${at} ${quote(tries)}`),
    '',
  ].join('\n');

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

type RunScript = (argv: readonly string[]) => Promise<Pick<RunResult, 'stdout' | 'stderr' | 'timedOut'>>;

const runScript: RunScript = (argv) => run(argv, { timeoutMs: PROBE_TIMEOUT_MS, env: CLEAN_ENV, cwd: '/' });

/** Tries every feature, as this user. */
export const probeKernel = async (root: boolean, execute = runScript): Promise<Kernel> => {
  const { stdout, stderr, timedOut } = await execute([...namespaces(root), 'sh', '-c', script(FEATURES)]);
  const ends = new Map(
    [...stdout.matchAll(/^(\d+) (\d+) ?(.*)$/gm)].map((match) => [Number(match[1]), match] as const),
  );
  if (ends.size === 0)
    return { refused: timedOut ? 'it took too long' : stderr.trim().split('\n')[0] || 'no reason given' };
  return {
    features: FEATURES.map((feature, at) => {
      const end = ends.get(at);
      return { feature, works: end?.[2] === '0', said: end?.[3] ?? 'it took too long' };
    }),
  };
};

/** What makes a namespace be refused, as unshare(1) puts it, and what helps. */
const REFUSALS: readonly (readonly [said: RegExp, remedy: string])[] = [
  [/No space left/, 'sysctl -w user.max_net_namespaces=4096, and the other user.max_*_namespaces'],
  [
    /no line matching user|newuidmap|newgidmap/,
    'apt-get install uidmap, and a line of 65536 ids for this user in /etc/subuid and /etc/subgid',
  ],
  [/uid_map|gid_map/, 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or run it as root'],
  [/./, 'run it as root; in a container, one that may make namespaces (CAP_SYS_ADMIN)'],
];

/** What brings a feature that is not there. */
export const remedyOf = ({ config, module }: Feature): string =>
  module === undefined ? `a kernel with ${config}` : `modprobe ${module}, or a kernel with ${config}`;

/** What of the kernel a lab needs and does not get here. */
export const kernelLacks = (kernel: Kernel): Missing[] => {
  if ('refused' in kernel) {
    const remedy = REFUSALS.find(([said]) => said.test(kernel.refused))![1];
    return [{ what: `namespaces (${kernel.refused})`, remedy }];
  }
  return kernel.features
    .filter(({ works, feature }) => !works && feature.without === undefined)
    .map(({ feature, said }) => ({ what: `${feature.what} (${said})`, remedy: remedyOf(feature) }));
};
