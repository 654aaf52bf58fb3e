import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { run } from '#host/process.ts';
import type { LabHost, LabPlan } from '#lab/plan.ts';
import { punishes, sshVersion } from '#lab/world/ssh-version.ts';
import type { RenderedFile } from '#model/rendered.ts';

/** Small plans made by hand for the tests of the engine: hosts on one bridge, each with an sshd. */
const PROGRAMS = ['unshare', 'nsenter', 'ip', 'tc', 'nft', 'ssh', 'ssh-keygen', 'mount'];

/** Why labs cannot run here, as the end of a test's name; empty if they can. */
export const cannotRun = async (): Promise<string> => {
  if (process.getuid?.() !== 0) return ' (skipped: needs root)';
  const missing: string[] = [];
  for (const name of PROGRAMS) {
    if (!(await run(['which', name])).ok) missing.push(name);
  }
  if (!(await run(['/usr/sbin/sshd', '-V'])).stderr.includes('OpenSSH')) missing.push('sshd');
  return missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`;
};

/** As in every lab: tries that do not log in would be punished by a newer sshd, and an older one refuses the word. */
const PENALTIES = punishes(await sshVersion()) ? ['PerSourcePenalties no'] : [];

export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export const makeKey = async (): Promise<KeyPair> => {
  const dir = mkdtempSync(`${tmpdir()}/relaxops-key-`);
  try {
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', `${dir}/key`]);
    const publicKey = readFileSync(`${dir}/key.pub`, 'utf8').trim();
    return { privateKey: readFileSync(`${dir}/key`, 'utf8'), publicKey };
  } finally {
    rmSync(dir, { recursive: true });
  }
};

export const unit = (name: string, lines: readonly string[]): RenderedFile => ({
  path: `/etc/systemd/system/relaxops-${name}.service`,
  mode: 0o644,
  text: `[Unit]\nDescription=test\n${lines.filter((l) => /^After=/.test(l)).join('\n')}\n[Service]\n${lines.filter((l) => !/^After=/.test(l)).join('\n')}\n`,
});

const file = (name: string, text: string, mode = 0o644): RenderedFile => ({
  path: `/etc/relaxops/${name}`,
  mode,
  text,
});

export const network = (batch: readonly string[]): RenderedFile[] => [
  file('network.batch', `${batch.join('\n')}\n`),
  unit('network', [
    'Type=oneshot',
    'RemainAfterExit=yes',
    'ExecStart=/usr/sbin/ip -batch /etc/relaxops/network.batch',
  ]),
];

export const sshd = (hostKey: KeyPair, operator?: KeyPair): RenderedFile[] => [
  file('ssh_host_key', hostKey.privateKey, 0o600),
  ...(operator ? [file('authorized_keys/op1', `${operator.publicKey}\n`)] : []),
  file(
    'sshd_config',
    [
      'HostKey /etc/relaxops/ssh_host_key',
      'AuthorizedKeysFile /etc/relaxops/authorized_keys/%u',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'UseDNS no',
      'PidFile none',
      'MaxStartups 200',
      ...PENALTIES,
      '',
    ].join('\n'),
  ),
  unit('sshd', [
    'Type=simple',
    'ExecStart=/usr/sbin/sshd -D -e -f /etc/relaxops/sshd_config',
    'After=relaxops-network.service',
  ]),
];

export const host = (id: string, files: readonly RenderedFile[], rest: Partial<LabHost> = {}): LabHost => ({
  id,
  chassis: id,
  files,
  supplies: [],
  dataPlane: { interfaces: ['eth0'] },
  ...rest,
});

/** A bridge with so many ports. */
export const bridge = (ports: number): RenderedFile[] =>
  network([
    'link add name br0 type bridge',
    ...Array.from({ length: ports }, (_, n) => `link set dev p${n} master br0 up`),
    'link set dev br0 up',
  ]);

/** h1 - sw - h2, and a PDU on feed A whose outlet 1 carries h2. */
export const tinyPlan = (name: string, keys: readonly KeyPair[], operator?: KeyPair): LabPlan => {
  const address = (n: number): string[] => [`addr add 10.0.0.${n}/24 dev eth0`, 'link set dev eth0 up'];
  const onFeed = (id: string, source: string) => ({ supplies: [{ cable: `${id}:psu1`, source }] });
  return {
    name,
    users: ['op1'],
    feeds: ['A'],
    outlets: [{ id: 'pdu1:1', pdu: 'pdu1' }],
    hosts: [
      host('h1', [...network(address(1)), ...sshd(keys[0]!, operator)]),
      host('h2', [...network(address(2)), ...sshd(keys[1]!, operator)], onFeed('h2', 'pdu1:1')),
      host('sw', bridge(3), { dataPlane: { bridge: 'br0' } }),
      host('pdu1', [...network(address(3)), ...sshd(keys[2]!)], onFeed('pdu1', 'A')),
    ],
    wires: [
      { id: 'h1:eth0', a: { host: 'h1', iface: 'eth0' }, b: { host: 'sw', iface: 'p0' } },
      { id: 'h2:eth0', a: { host: 'h2', iface: 'eth0' }, b: { host: 'sw', iface: 'p1' } },
      { id: 'pdu1:eth0', a: { host: 'pdu1', iface: 'eth0' }, b: { host: 'sw', iface: 'p2' } },
    ],
  };
};
