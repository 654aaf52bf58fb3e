import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import { renderContext } from '#render/context.ts';
import { renderHost } from '#render/render-host.ts';
import { fillSecrets } from '#secrets/fill.ts';

/** WireGuard doors with real peers: in, out, shut out, and what happens when a gateway is gone. */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'test/cases/wireguard/relaxops.yaml')).network!;
const [GW1, GW2] = ['zrh1/r01/gw1', 'zrh1/r01/gw2'];
const DOORS = [
  { gateway: GW1, iface: 'oob-zrh1-gw1', own: '10.101.1.10', alice: '10.101.1.11' },
  { gateway: GW2, iface: 'oob-zrh1-gw2', own: '10.101.2.10', alice: '10.101.2.11' },
] as const;
const JUMP_IP = '10.1.0.11';
const SW_IP = '10.1.1.41';
const STATION = 'station/mon1';

const missing = preflight().map((one) => one.what);
const programs = ['/usr/bin/wg', '/usr/bin/wg-quick', '/usr/bin/wireguard-go', '/usr/bin/busybox'].filter(
  (path) => !existsSync(path),
);
const lacking = [...missing, ...programs];
const skipped = lacking.length > 0 ? ` (skipped: needs ${lacking.join(', ')})` : '';

let lab: Lab;
let material: LabMaterial;

const sh = async (host: string, script: string): Promise<string> => {
  const { stdout, stderr } = await lab.exec({ host, argv: ['sh', '-c', script] });
  return stdout + stderr;
};
const answers = async (host: string): Promise<boolean> => {
  const targets = [{ address: JUMP_IP, port: 22 }];
  const { attempts } = await lab.observe({ host, targets, timeoutMs: 1500, hostKey: false });
  return attempts[0]!.outcome === 'answered';
};
const eventually = async (what: () => Promise<boolean>, ms = 20_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
};
const pings = async (host: string, address: string): Promise<boolean> =>
  (await sh(host, `busybox ping -c 1 -W 1 ${address} >/dev/null 2>&1 && echo yes || echo no`)).trim() ===
  'yes';
/** Takes a profile down and up, as a person does. */
const anew = (laptop: string, iface: string) =>
  sh(laptop, `wg-quick down /etc/relaxops/${iface}.conf; wg-quick up /etc/relaxops/${iface}.conf`);
/** Seconds since 1970 of the last handshake with that peer; 0: none. */
const handshake = async (host: string, iface: string, key: string): Promise<number> =>
  Number(
    new RegExp(`^${key.replaceAll(/[+/]/g, '\\$&')}\\t(\\d+)$`, 'm').exec(
      await sh(host, `wg show ${iface} latest-handshakes`),
    )?.[1] ?? -1,
  );

describe.skipIf(skipped !== '')(`WireGuard${skipped}`, () => {
  beforeAll(async () => {
    material = await labMaterial(network);
    lab = await startLab(labPlan(network, material, `wireguard-${process.pid}`));
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
  });
  afterAll(() => lab?.down());

  describe.each(DOORS)('door $gateway', ({ gateway, iface, own, alice }) => {
    const laptop = `laptop/${gateway}`;
    const bob = () => material.material.wireguardKeys!.bob!;

    test('an operator enters, and logs in to a jumphost', async () => {
      await eventually(() => answers(laptop));
      expect(await handshake(gateway, 'tun-oob', bob())).toBeGreaterThan(0);
      const said = await sh(
        laptop,
        'timeout 20 ssh -n -F /etc/relaxops/lab/ssh_config zrh1/r01/jump1 echo in as \\$USER 2>&1',
      );
      expect(said).toContain('in as bob');
    });

    test('with the address of somebody else nothing passes', async () => {
      await sh(
        laptop,
        `ip addr add ${alice}/32 dev ${iface}; ip route replace ${JUMP_IP}/32 dev ${iface} src ${alice}`,
      );
      expect(await answers(laptop)).toBe(false);
      await sh(laptop, `ip route del ${JUMP_IP}/32 dev ${iface}; ip addr del ${alice}/32 dev ${iface}`);
      expect(await answers(laptop)).toBe(true);
    });

    test('who has no key any more gets no handshake, and nobody else notices', async () => {
      const { bob: _gone, ...others } = material.material.wireguardKeys!;
      const context = renderContext(network, { ...material.material, wireguardKeys: others });
      const files = fillSecrets(renderHost(context, gateway), material.secrets);
      const text = (left: typeof files) => left.find(({ path }) => path.endsWith('wireguard/oob.conf'))!.text;
      const load = (conf: string) =>
        sh(
          gateway,
          `umask 077; cat > /run/oob.conf <<'EOF'\n${conf}EOF\nwg syncconf tun-oob /run/oob.conf; rm /run/oob.conf`,
        );
      await load(text(files));
      await anew(laptop, iface);
      expect(await answers(laptop)).toBe(false);
      const server = material.material.wireguardKeys![gateway]!;
      expect(await handshake(laptop, iface, server)).toBe(0);
      expect(await handshake(gateway, 'tun-oob', bob())).toBe(-1);
      // The station's session stands.
      expect(await pings(STATION, SW_IP)).toBe(true);
      await load(await sh(gateway, 'cat /etc/relaxops/wireguard/oob.conf'));
      await eventually(() => answers(laptop));
      expect(await sh(laptop, `ip -4 -br addr show dev ${iface}`)).toContain(own);
    });
  });

  test('outside, WireGuard is all that answers, and only to who has a key', async () => {
    expect(await sh(GW1, 'nft list chain inet relaxops input')).toMatch(/udp dport 51820 accept/);
    expect(await sh(GW1, 'nft list chain inet relaxops input')).not.toContain('dport 1194');
    const knock = 'exec 3<>/dev/udp/203.0.113.2/51820; echo hello >&3; timeout 2 head -c 1 <&3 | wc -c';
    const { stdout } = await lab.exec({ host: 'laptop', argv: ['bash', '-c', knock] });
    expect(stdout.trim()).toBe('0');
  });

  test('two profiles are up, the first has the route; when its gateway dies nobody says so, and a person chooses the other', async () => {
    const [first, second] = DOORS.map(({ iface }) => iface);
    expect(await sh(STATION, `ip route get ${SW_IP}`)).toContain(`dev ${first}`);
    await eventually(() => pings(STATION, SW_IP));
    await lab.killChassis(GW1);
    // The pair has moved the inside address: whoever comes by the second door gets through.
    await eventually(() => answers(`laptop/${GW2}`));
    expect(await pings(STATION, SW_IP)).toBe(false);
    expect(await sh(STATION, `ip route get ${SW_IP}`)).toContain(`dev ${first}`);
    await sh(STATION, `wg-quick down /etc/relaxops/${first}.conf`);
    expect(await sh(STATION, `ip route get ${SW_IP}`)).toContain(`dev ${second}`);
    await eventually(() => pings(STATION, SW_IP));
    await lab.reviveChassis(GW1);
    await eventually(() => answers(`laptop/${GW1}`), 30_000);
  });
});
