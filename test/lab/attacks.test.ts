import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Dependency } from '#model/dependency.ts';

/** Attacks on gateways and jumphosts with real packets: each is refused, and what is not one passes beside it. */
const root = join(import.meta.dirname, '../..');
const loaded = loadInventory(join(root, 'examples/c-one-datacentre/relaxops.yaml')).network!;
const GW1 = 'zrh1/r01/gw1';
const GW2 = 'zrh1/r01/gw2';
const JUMP = 'zrh1/r01/jump1';
const LAPTOP = 'laptop';
const LAPTOP1 = `laptop/${GW1}`;
const LAPTOP2 = `laptop/${GW2}`;
const SRV = 'zrh1/r01/srv01';
const RT1 = 'zrh1/r01/rt1';
const JUMP_IP = '10.1.0.11';
/** The laptop without VPN stands for a time server that the inventory names, the next one for one that it does not. */
const NAMED = '198.51.100.2';
const UNNAMED = '198.51.100.3';
const time: Dependency = {
  ...{ id: 'time', kind: 'ntp', addresses: [NAMED], on: [], provider: 'init7', sites: [] },
  ...{
    use: 'comfort',
    fallback: 'none',
    place: loaded.operators[0]!.place,
  },
};
const network = { ...loaded, dependencies: [...loaded.dependencies, time] };

const missing = preflight().map((one) => one.what);
const binaries = ['/usr/bin/fail2ban-server', '/usr/sbin/nft'].filter((path) => !existsSync(path));
const lacking = [...missing, ...binaries];
const skipped = lacking.length > 0 ? ` (skipped: needs ${lacking.join(', ')})` : '';

let lab: Lab;
let made: LabMaterial;

const sh = async (host: string, script: string): Promise<string> => {
  const { stdout } = await lab.exec({ host, argv: ['sh', '-c', script] });
  return stdout;
};
const bash = (host: string, script: string) => lab.exec({ host, argv: ['bash', '-c', script] });

/** Which of the addresses answer with an SSH banner. */
const answering = async (host: string, ...addresses: string[]): Promise<string[]> => {
  const targets = addresses.map((address) => ({ address, port: 22 }));
  const { attempts } = await lab.observe({ host, targets, timeoutMs: 1500, hostKey: false });
  return addresses.filter((_, at) => attempts[at]!.outcome === 'answered');
};

/** Packets that the rule with this comment has counted; fails where no such rule counts. */
const counted = async (host: string, comment: string): Promise<number> => {
  const rules = await sh(host, 'nft list table inet relaxops');
  const line = rules.split('\n').filter((one) => one.includes(`comment "${comment}"`));
  const packets = line.map((one) => /counter packets (\d+)/.exec(one)?.[1]);
  if (packets.length === 0 || packets.includes(undefined)) throw new Error(`nothing counts "${comment}"`);
  return packets.reduce((sum, one) => sum + Number(one), 0);
};

const eventually = async (what: () => Promise<boolean>, ms: number): Promise<number> => {
  const began = Date.now();
  while (!(await what())) {
    if (Date.now() - began > ms) throw new Error(`not within ${ms} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return Date.now() - began;
};

const udp = (host: string, address: string, port: number) => bash(host, `echo > /dev/udp/${address}/${port}`);

describe.skipIf(skipped !== '')(`attacks${skipped}`, () => {
  beforeAll(async () => {
    made = await labMaterial(network);
    lab = await startLab(labPlan(network, made, `attacks-${process.pid}`));
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
  });
  afterAll(() => lab?.down());

  test('operators enter by both doors, before anybody attacks', async () => {
    expect(await answering(LAPTOP1, JUMP_IP)).toEqual([JUMP_IP]);
    expect(await answering(LAPTOP2, JUMP_IP)).toEqual([JUMP_IP]);
  });

  test('a source that is not from there is dropped before it costs a connection', async () => {
    const provider = 'provider/gas-and-co';
    const comment = 'a source from elsewhere';
    const before = await counted(GW1, comment);
    await udp(provider, '203.0.113.2', 1194);
    expect(await counted(GW1, comment)).toBe(before);
    await sh(
      provider,
      `ip addr add ${JUMP_IP}/32 dev lo; ip route add 203.0.113.2/32 dev net0 src ${JUMP_IP}`,
    );
    await udp(provider, '203.0.113.2', 1194);
    await sh(provider, `ip route del 203.0.113.2/32 dev net0; ip addr del ${JUMP_IP}/32 dev lo`);
    expect(await counted(GW1, comment)).toBe(before + 1);
  });

  test("the provider reaches no gateway's management address through the gateway itself", async () => {
    const provider = 'provider/gas-and-co';
    const comment = 'an address answers on its own leg only';
    await sh(provider, 'ip route add 10.1.0.0/16 via 203.0.113.2');
    const before = await counted(GW1, comment);
    expect(await answering(provider, '10.1.0.2', '10.1.0.1', JUMP_IP)).toEqual([]);
    expect(await counted(GW1, comment)).toBeGreaterThan(before);
    await sh(provider, 'ip route del 10.1.0.0/16 via 203.0.113.2');
  });

  test('a device that was taken over reaches nobody, with its own address or a borrowed one', async () => {
    const bmc = `${SRV}:bmc`;
    const others = ['10.1.0.1', '10.1.0.2', '10.1.0.3', JUMP_IP, '10.1.1.21', '10.1.1.31', '10.1.2.21'];
    expect(await answering(bmc, ...others)).toEqual([]);
    // From outside of the management network it would look like an operator to nobody: the inside leg knows its sources.
    const comment = 'no foreign source inside';
    const before = await counted(GW1, comment);
    await sh(
      bmc,
      'iface=$(ip -br -4 addr | awk \'/10\\.1\\.1\\./ { sub(/@.*/, "", $1); print $1 }\'); ip addr add 10.101.1.10/32 dev lo; ip route add 10.1.0.2/32 dev $iface src 10.101.1.10',
    );
    expect(await answering(bmc, '10.1.0.2')).toEqual([]);
    expect(await counted(GW1, comment)).toBeGreaterThan(before);
  });

  test('a device with the source of a jumphost gets to no neighbour by way of a gateway', async () => {
    const bmc = `${SRV}:bmc`;
    const { ip } = network.addresses.find(({ device }) => device === 'zrh1/r02/pdu1')!;
    const seen = async () =>
      Number(/packets (\d+)/.exec(await sh('zrh1/r02/pdu1', 'nft list table ip seen'))![1]);
    await sh(
      'zrh1/r02/pdu1',
      "nft 'add table ip seen; add chain ip seen in { type filter hook prerouting priority raw; }; add rule ip seen in udp dport 161 counter'",
    );
    await udp(JUMP, ip, 161);
    await eventually(async () => (await seen()) > 0, 5000);
    const [arrived, before] = [await seen(), await counted(GW1, 'no way round the isolation of ports')];
    await sh(
      bmc,
      `iface=$(ip -br -4 addr | awk '/10\\.1\\.1\\./ { sub(/@.*/, "", $1); print $1 }'); ip addr add ${JUMP_IP}/32 dev lo; ip route add ${ip}/32 via 10.1.0.2 dev $iface src ${JUMP_IP}`,
    );
    await udp(bmc, ip, 161);
    await eventually(async () => (await counted(GW1, 'no way round the isolation of ports')) > before, 5000);
    // A packet that gets through arrives sooner than the one that follows it from the jumphost.
    await udp(JUMP, ip, 161);
    await eventually(async () => (await seen()) > arrived, 5000);
    expect(await seen()).toBe(arrived + 1);
    await sh(bmc, `ip route del ${ip}/32; ip addr del ${JUMP_IP}/32 dev lo`);
    await sh('zrh1/r02/pdu1', 'nft delete table ip seen');
  });

  test('who takes a daemon of a gateway over has no more of root than it needs', async () => {
    const status = "sed -n 's/^\\(Name\\|CapBnd\\|NoNewPrivs\\):\\t//p'";
    const all = await sh(GW1, `for p in /proc/[0-9]*; do echo $(${status} $p/status 2>/dev/null); done`);
    const of = (name: string) => [
      ...new Set(all.split('\n').flatMap((line) => (line.startsWith(`${name} `) ? [line] : []))),
    ];
    // CAP_SETGID and CAP_SETUID are bits 6 and 7, the three of networks 11 to 13 (capability.h).
    expect(of('openvpn')).toEqual(['openvpn 00000000000000c0 1']);
    expect(of('keepalived')).toEqual(['keepalived 0000000000003800 1']);
  });

  test("a local user of a gateway cannot attach to the VPN's device", async () => {
    const as = (user: string) => sh(GW1, `setpriv ${user} ip tuntap del dev tun-oob mode tun 2>&1 || true`);
    // The device is OpenVPN's: busy for root, and not permitted to others.
    expect(await as('--reuid=0')).toContain('busy');
    expect(await as('--reuid=65534 --regid=65534 --clear-groups')).toContain('Operation not permitted');
  });

  test('a router that was taken over and forwards leads from production to nobody', async () => {
    const inside = ['10.1.0.1', '10.1.0.2', '10.1.0.3', JUMP_IP, '10.1.1.21', '10.1.2.21'];
    await sh(SRV, 'ip route add 10.1.0.0/16 via 192.0.2.1');
    expect(await answering(SRV, ...inside, '10.1.1.31')).toEqual([]);
    // It does forward: what gets through it is seen, and dropped, by the gateway and the jumphost.
    const foreign = await counted(GW1, 'no foreign source inside');
    await sh(RT1, 'nft delete table inet relaxops');
    expect(await answering(SRV, ...inside)).toEqual([]);
    expect(await counted(GW1, 'no foreign source inside')).toBeGreaterThan(foreign);
    const denied = await counted(JUMP, 'default deny');
    // With the router's own address in front it looks like a device, and a device reaches nobody.
    await sh(
      RT1,
      `nft 'add table ip hide; add chain ip hide out { type nat hook postrouting priority srcnat; }; add rule ip hide out ip daddr 10.1.0.0/16 masquerade'`,
    );
    expect(await answering(SRV, ...inside)).toEqual([]);
    expect(await counted(JUMP, 'default deny')).toBeGreaterThan(denied);
    await sh(RT1, 'nft delete table ip hide; nft -f /etc/relaxops/nftables.nft');
    await sh(SRV, 'ip route del 10.1.0.0/16 via 192.0.2.1');
  });

  test("an operator's key that was stolen opens no device from elsewhere than a jumphost (T36)", async () => {
    const [device, ip] = ['zrh1/r01/cs1', '10.1.1.11'];
    const key = made.secrets[`ssh-user-key/${network.operators[0]!.id}`]!.reveal();
    const enter = async (host: string) => {
      const options =
        '-F none -o BatchMode=yes -o ConnectTimeout=5 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null';
      const script = `f=$(mktemp); cat >$f; ssh ${options} -o IdentitiesOnly=yes -i $f -l ${network.operators[0]!.id} ${ip} echo in; rm $f`;
      return lab.exec({ host, argv: ['sh', '-c', script], stdin: key });
    };
    expect((await enter(JUMP)).stdout).toBe('in\n');
    // A gateway that was taken over: its own filter and the other's are no hindrance to who is root there.
    await sh(GW1, 'nft delete table inet relaxops');
    const thief = await enter(GW1);
    await sh(GW1, 'nft -f /etc/relaxops/nftables.nft');
    expect(thief.stdout).toBe('');
    expect(thief.stderr).toContain('Permission denied (publickey)');
    expect(await lab.logs(device, 'relaxops-sshd.service')).toContain('not from a permitted host');
  });

  test('a gateway asks the time server that is named, and nobody else', async () => {
    const table =
      'add table ip seen; add chain ip seen in { type filter hook input priority -5; }; add rule ip seen in udp dport 123 counter';
    const seen = async (host: string) =>
      Number(/packets (\d+)/.exec(await sh(host, 'nft list table ip seen'))![1]);
    for (const host of [LAPTOP, LAPTOP1]) await sh(host, `nft '${table}'`);
    await udp(GW1, NAMED, 123);
    await udp(GW1, UNNAMED, 123);
    await udp(GW1, NAMED, 53);
    expect([await seen(LAPTOP), await seen(LAPTOP1)]).toEqual([1, 0]);
    expect(await answering(GW1, '10.1.1.21', '203.0.113.66')).toEqual([]);
    // What would help when the VPN is the trouble.
    expect(await answering(GW1, JUMP_IP)).toEqual([JUMP_IP]);
    expect(await answering(JUMP, '10.1.1.21', NAMED)).toEqual(['10.1.1.21']);
    // Nothing is wrong with the ways outwards: without the filter the same packet arrives.
    await sh(
      GW1,
      'nft add rule inet relaxops output accept; nft insert rule inet relaxops output udp dport 123 accept',
    );
    await udp(GW1, UNNAMED, 123);
    expect(await seen(LAPTOP1)).toBe(1);
    await sh(GW1, 'nft -f /etc/relaxops/nftables.nft');
  });

  test('attack mode narrows the door to known networks and cuts nobody off', async () => {
    const load = (name: string) => lab.exec({ host: GW1, argv: ['nft', '-f', `/etc/relaxops/${name}`] });
    const client = `openvpn-${GW1.replaceAll('/', '-')}`;
    const enter = () => eventually(async () => (await answering(LAPTOP1, JUMP_IP)).length === 1, 20_000);
    await load('attack-mode.nft');
    // A known network enters anew.
    await lab.stopService(LAPTOP1, client);
    await lab.startService(LAPTOP1, client);
    await enter();
    // The same laptop, as if nobody knew its network: it is in, so it stays in, but it does not enter anew.
    await sh(GW1, 'nft delete element inet relaxops operator_networks { 198.51.100.0-198.51.100.63 }');
    expect(await answering(LAPTOP1, JUMP_IP)).toEqual([JUMP_IP]);
    expect(await counted(GW1, 'attack mode')).toBe(0);
    await lab.stopService(LAPTOP1, client);
    await lab.startService(LAPTOP1, client);
    await eventually(async () => (await counted(GW1, 'attack mode')) > 0, 10_000);
    expect(await answering(LAPTOP1, JUMP_IP)).toEqual([]);
    await load('attack-mode-off.nft');
    await enter();
    await sh(GW1, 'nft -f /etc/relaxops/nftables.nft');
  });

  test('a certificate that was revoked is refused, and only that one', async () => {
    const owner = network.operators[0]!.id;
    const serial = new X509Certificate(made.material.certificates[owner]!).serialNumber.toLowerCase();
    const client = `openvpn-${GW1.replaceAll('/', '-')}`;
    // As who brings a new list onto the gateway: what is rendered can only be read there.
    const put = async (pem: string) => {
      const mount = (how: string) => `mount -o remount,bind,${how} /etc/relaxops`;
      const script = `${mount('rw')} && cat >/etc/relaxops/openvpn/crl.pem && ${mount('ro')}`;
      expect(await lab.exec({ host: GW1, argv: ['sh', '-c', script], stdin: pem })).toMatchObject({
        ok: true,
      });
    };
    const said = async (text: string) => (await lab.logs(GW1, 'relaxops-openvpn-oob.service')).includes(text);
    expect(await said('certificate revoked')).toBe(false);
    // The server reads the list anew when somebody comes: nothing is restarted there.
    await put(await made.authority.crl([serial]));
    await lab.stopService(LAPTOP1, client);
    await lab.startService(LAPTOP1, client);
    await eventually(() => said(`certificate revoked: CN=${owner}`), 20_000);
    expect(await answering(LAPTOP1, JUMP_IP)).toEqual([]);
    expect(await answering(LAPTOP2, JUMP_IP)).toEqual([JUMP_IP]);
    await put(made.material.crl);
    await eventually(async () => (await answering(LAPTOP1, JUMP_IP)).length === 1, 30_000);
  });

  test('a brute-forcer is banned; another door and a gateway are not', async () => {
    const config = '-c /etc/relaxops/fail2ban';
    await eventually(
      async () =>
        (await sh(JUMP, `fail2ban-client ${config} status relaxops-sshd 2>&1`)).includes('Banned IP list'),
      20_000,
    );
    const force = (host: string, user: string, times: number) =>
      sh(
        host,
        `for n in $(seq ${times}); do ssh -F none -o BatchMode=yes -o ConnectTimeout=2 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o PubkeyAuthentication=no -l '${user}' ${JUMP_IP} true 2>&1; done`,
      );
    // The name has the other door's address in it, where a careless filter would look for one.
    await force(LAPTOP1, 'root 10.101.2.10 port 22', 9);
    const bannedMs = await eventually(async () => (await answering(LAPTOP1, JUMP_IP)).length === 0, 20_000);
    expect(await answering(LAPTOP2, JUMP_IP)).toEqual([JUMP_IP]);
    // Shared by many: never banned, whoever misbehaves behind it.
    await force(GW1, 'root', 9);
    await sh(JUMP, 'sleep 2');
    expect(await answering(GW1, JUMP_IP)).toEqual([JUMP_IP]);
    const banned = await sh(JUMP, 'nft list set inet relaxops_bans banned');
    expect(banned).toContain('10.101.1.10');
    expect(banned).not.toMatch(/10\.101\.2\.10|10\.1\.0\.2/);
    // A name service that is asked and not there would cost twenty seconds.
    expect(bannedMs).toBeLessThan(10_000);
    // Loading the filter anew ends no ban, and lifting it does.
    await sh(JUMP, 'nft -f /etc/relaxops/nftables.nft');
    expect(await answering(LAPTOP1, JUMP_IP)).toEqual([]);
    await sh(JUMP, `fail2ban-client ${config} set relaxops-sshd unbanip 10.101.1.10`);
    expect(await answering(LAPTOP1, JUMP_IP)).toEqual([JUMP_IP]);
  });
});
