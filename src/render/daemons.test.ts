import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { fillSecrets } from '#secrets/fill.ts';
import { makeSecrets, withOperatorKeys } from '#secrets/make-secrets.ts';
import { renderContext } from './context.ts';
import { renderers } from './index.ts';
import { applyLabDifferences } from './lab-diff.ts';
import { relocate } from './relocate.ts';
import { renderHost } from './render-host.ts';
import { renderOperatorSsh } from './ssh-config.ts';

/** Every role and both kinds of pairs, and a case with what no example asks for. */
const CASES = ['countries', 'inside', 'ipv6', 'logins', 'pairs', 'wireguard'];
const EXAMPLES = ['a-one-server', 'b-one-rack', 'full', ...CASES];
/** Daemons that only run where the inventory asks for them, which the full example does not. */
const ASKED_FOR: ReadonlySet<string> = new Set(['dnsmasq', 'freeradius', 'pacemaker', 'ucarp', 'wireguard']);
const LAB = { address: '100.64.0.2/30', gateway: '100.64.0.1' };
const ROOTS = mkdtempSync(`${tmpdir()}/relaxops-render-`);
afterAll(() => rmSync(ROOTS, { recursive: true }));

let folders = 0;

const write = (files: readonly RenderedFile[]): void => {
  for (const file of files) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.text);
    chmodSync(file.path, file.mode);
  }
};

interface Rendered {
  readonly host: string;
  readonly files: readonly RenderedFile[];
}

/** Every host of an example, with real keys, below a folder of its own. */
const rendered = async (
  example: string,
  change = (files: readonly RenderedFile[]) => files,
): Promise<Rendered[]> => {
  const folder = CASES.includes(example) ? `test/cases/${example}` : `examples/${example}`;
  const { network } = loadInventory(`${folder}/relaxops.yaml`);
  if (!network) throw new Error(`${example} does not load`);
  const made = await makeSecrets(network);
  const known = withOperatorKeys(network, made.operatorKeys);
  const outside = Object.fromEntries(network.uplinks.map((uplink) => [uplink.id, LAB]));
  const context = renderContext(known, made.material, outside);
  const hosts = network.devices.flatMap((device) => [
    device.id,
    ...device.ports.filter((port) => port.kind === 'bmc').map((port) => port.id),
  ]);
  return hosts.map((host) => {
    const files = fillSecrets(change(renderHost(context, host)), made.secrets);
    const moved = relocate(files, `${ROOTS}/${folders++}`);
    write(moved);
    return { host, files: moved };
  });
};

/** The command in a network namespace that has these interfaces. Names are ours, so they need no quotes. */
const inNamespace = (argv: readonly string[], interfaces: readonly string[]): string[] => {
  const made = interfaces.map((name, at) => `ip link add ${name} type veth peer name other${at}`);
  return ['unshare', '-n', 'sh', '-c', [...made, argv.join(' ')].join(' && ')];
};
const root = process.getuid?.() === 0;

const reasonToSkip = (binary: string, needsRoot: boolean): string => {
  if (!existsSync(binary)) return ` (skipped: no ${binary})`;
  return needsRoot && !root ? ' (skipped: needs root)' : '';
};

/** Files that a check reads, each text once. */
const once = (all: readonly Rendered[], path: RegExp): RenderedFile[] => {
  const files = all.flatMap(({ files }) => files.filter((file) => path.test(file.path)));
  return [
    ...new Map(files.map((file) => [file.text.replaceAll(/relaxops-render-\w+\/\d+/g, ''), file])).values(),
  ];
};

describe.each(EXAMPLES)('daemons take what is rendered for %s', async (example) => {
  const all = await rendered(example);
  for (const { id, check } of renderers) {
    if (!check) continue;
    const needsRoot = check.interfaces !== undefined;
    const skip = reasonToSkip(check.argv('x')[0]!, needsRoot);
    const files = once(all, check.path);
    if ((example !== 'full' || ASKED_FOR.has(id)) && files.length === 0) continue;
    it.skipIf(skip !== '')(`${id}: ${files.length} files${skip}`, async () => {
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const argv = check.argv(file.path);
        const result = await run(check.interfaces ? inNamespace(argv, check.interfaces(file.text)) : argv);
        expect([file.path, result.ok ? '' : result.stderr + result.stdout]).toEqual([file.path, '']);
      }
    });
  }
});

describe('openvpn starts from what is rendered, without touching its device', async () => {
  const all = await rendered('full');
  const servers = [
    ['zrh1/r01/gw2', 'oob.conf'],
    ['rdv1', 'rdv.conf'],
  ] as const;
  const skip = reasonToSkip('/usr/sbin/openvpn', true);
  it.each(servers)(`%s: %s${skip}`, async (host, name) => {
    if (skip !== '') return;
    const { files } = all.find((one) => one.host === host)!;
    const path = (end: string): string => files.find((file) => file.path.endsWith(end))!.path;
    const script = [
      `ip -force -batch ${path('network-links.batch')}`,
      `ip -force -batch ${path('network.batch')}`,
      `timeout 2 openvpn --config ${path(name)}`,
    ];
    const { stdout } = await run(['unshare', '-n', 'sh', '-c', script.join('; ')]);
    expect(stdout).toContain('Initialization Sequence Completed');
    expect(stdout).not.toMatch(/WARNING|DEPRECATED|Options error/);
  });
});

describe('attack mode', async () => {
  const all = await rendered('full');
  const skip = reasonToSkip('/usr/sbin/nft', true);
  it.each(['zrh1/r01/gw1', 'zrh1/r01/gw2', 'rdv1'])(`goes on and off: %s${skip}`, async (host) => {
    if (skip !== '') return;
    const { files } = all.find((one) => one.host === host)!;
    const load = (name: string): string =>
      `nft -f ${files.find((file) => file.path.endsWith(`/${name}`))!.path}`;
    const list = 'nft -s list chain inet relaxops entry';
    const script = ['nftables.nft', 'attack-mode.nft', 'attack-mode.nft'].map(load);
    // Twice on is on once: a second call must not add its rules again.
    const on = await run(['unshare', '-n', 'sh', '-ec', [...script, list].join('; ')]);
    expect(on.stdout.match(/@operator_networks return/g)).toHaveLength(1);
    expect(on.stdout).toContain('counter drop comment "attack mode"');
    const off = await run([
      'unshare',
      '-n',
      'sh',
      '-ec',
      [...script, load('attack-mode-off.nft'), list].join('; '),
    ]);
    expect([off.ok, off.stdout.replace(/\s+/g, ' ')]).toEqual([
      true,
      'table inet relaxops { chain entry { } } ',
    ]);
  });
});

describe('in the lab', async () => {
  const all = await rendered('b-one-rack', applyLabDifferences);
  const skip = reasonToSkip('/usr/sbin/sshd', false);
  it.skipIf(skip !== '')(`sshd takes what differs there${skip}`, async () => {
    const files = once(all, /sshd_config$/);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const result = await run(['/usr/sbin/sshd', '-T', '-f', file.path]);
      expect(result.stdout).toContain('usepam no');
    }
  });
});

describe('sshd says what was meant', async () => {
  const [jumphost, server] = await Promise.all(
    [['b-one-rack', 'zrh1/r01/jump1'] as const, ['b-one-rack', 'zrh1/r01/srv1'] as const].map(
      async ([example, host]) => {
        const found = (await rendered(example)).find((one) => one.host === host)!;
        return found.files.find((file) => file.path.endsWith('/sshd_config'))!;
      },
    ),
  );
  const skip = reasonToSkip('/usr/sbin/sshd', false);
  const told = async (path: string): Promise<string[]> =>
    (await run(['/usr/sbin/sshd', '-T', '-f', path])).stdout.trim().split('\n');

  it.skipIf(skip !== '')(`on a jumphost${skip}`, async () => {
    const said = await told(jumphost!.path);
    expect(said).toEqual(
      expect.arrayContaining([
        'listenaddress 10.1.0.11:22',
        'permitrootlogin no',
        'passwordauthentication no',
        'kbdinteractiveauthentication no',
        'authenticationmethods publickey',
        'allowtcpforwarding local',
        'allowagentforwarding no',
        'x11forwarding no',
        'permittunnel no',
        'usepam yes',
        'strictmodes yes',
        'usedns no',
        'maxstartups 100:30:200',
        'hostkeyalgorithms ssh-ed25519',
      ]),
    );
    expect(said.filter((line) => line.startsWith('listenaddress'))).toHaveLength(1);
    const open = said
      .find((line) => line.startsWith('permitopen'))!
      .split(' ')
      .slice(1);
    expect(open).toContain('10.1.1.1:22');
    expect(open.every((to) => /^10\.1\.\d+\.\d+:22$/.test(to))).toBe(true);
  });

  it.skipIf(skip !== '')(`on a server${skip}`, async () => {
    const said = await told(server!.path);
    expect(said).toContain('allowtcpforwarding no');
    expect(said.filter((line) => line.startsWith('allowusers')).length).toBeGreaterThan(0);
  });
});

describe('ssh', async () => {
  const { network } = loadInventory('examples/full/relaxops.yaml');
  const made = await makeSecrets(network!);
  const context = renderContext(network!, made.material);
  const files = relocate(renderOperatorSsh(context, network!.operators[0]!), `${ROOTS}/laptop`);
  write(files);
  const told = async (name: string): Promise<string[]> =>
    (await run(['/usr/bin/ssh', '-F', files[0]!.path, '-G', name])).stdout.split('\n');
  const skip = reasonToSkip('/usr/bin/ssh', false);

  it.skipIf(skip !== '')(`knows every way by a name of its own${skip}`, async () => {
    expect(await told('zrh1/r02/srv02')).toEqual(
      expect.arrayContaining(['hostname 10.1.2.102', 'proxyjump [10.1.0.11]', 'user alice']),
    );
    expect(await told('zrh1/r02/srv02.via-ber1')).toEqual(
      expect.arrayContaining(['hostname 10.1.2.102', 'proxyjump [10.2.0.11]']),
    );
    expect(await told('zrh1/r01/srv01:bmc')).toContain('hostname 10.1.1.201');
    const gateway = await told('zrh1/r01/gw1');
    expect(gateway).toContain('hostname 10.1.0.2');
    expect(gateway.some((line) => line.startsWith('proxyjump'))).toBe(false);
  });
});
