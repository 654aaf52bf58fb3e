import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { faults } from '#lab/faults/index.ts';
import { partsHere, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/** What closes a door is heard in the words of the daemons that refuse, and seen in the kernel; and nothing of it stays. */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'examples/c-one-datacentre/relaxops.yaml')).network!;
const GW1 = 'zrh1/r01/gw1';
const GW2 = 'zrh1/r01/gw2';
const RDV = 'rdv1';
/** Alice, at home, by each door; and Bob, in the office. */
const ALICE1 = `laptop/${GW1}`;
const ALICE2 = `laptop/${GW2}`;
const BOB1 = `${ALICE1}/other`;
const BOB2 = `${ALICE2}/other`;
const EVERYBODY = [ALICE1, BOB1, ALICE2, BOB2];
const JUMP = '10.1.0.11';
const OOB = 'relaxops-openvpn-oob.service';
const clientUnit = (gateway: string) => `relaxops-openvpn-${gateway.replaceAll('/', '-')}.service`;

const missing = preflight().map((one) => one.what);
const parts = partsHere();
if (!parts.bans) missing.push('fail2ban');
if (!parts.clock) missing.push('libfaketime');
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

let lab: Lab;

const answers = async (host: string): Promise<boolean> => {
  const targets = [{ address: JUMP, port: 22 }];
  const { attempts } = await lab.observe({ host, targets, timeoutMs: 1000, hostKey: false });
  return attempts[0]!.outcome === 'answered';
};

/** Who reaches the jumphost. */
const inside = async (): Promise<string[]> => {
  const seen = await Promise.all(EVERYBODY.map(async (host) => ((await answers(host)) ? [host] : [])));
  return seen.flat();
};

const eventually = async (what: () => Promise<boolean>, ms = 30_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${await inside()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

const allIn = () => eventually(async () => (await inside()).length === EVERYBODY.length);

const sh = async (host: string, script: string): Promise<string> =>
  (await lab.exec({ host, argv: ['sh', '-c', script] })).stdout;

/** Causes it, looks, mends it, and sees that everybody is in again. */
const during = async (kind: string, scope: string, look: () => Promise<void>): Promise<void> => {
  const fault = faults.find(({ id }) => id === kind)!;
  await fault.cause(lab, scope, network);
  try {
    await look();
  } finally {
    await fault.mend(lab, scope, network);
  }
  await allIn();
};

describe.skipIf(skipped !== '')(`what closes a door${skipped}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    lab = await startLab(labPlan(network, await labMaterial(network), `entrances-${process.pid}`));
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
    await allIn();
  }, 90_000);
  afterAll(() => lab?.down());

  test('an expired certificate of a gateway: its clients say so, and so does its rendezvous', () =>
    during('certificate-expired', GW2, async () => {
      expect(await lab.logs(GW2, OOB)).toContain('Your certificate has expired');
      await eventually(async () =>
        /VERIFY ERROR: depth=0, error=certificate has expired: CN=zrh1\/r01\/gw2/.test(
          await lab.logs(RDV, 'relaxops-openvpn-rdv.service'),
        ),
      );
      expect(await inside()).toEqual([ALICE1, BOB1]);
    }));

  test('an expired certificate of the other: said by whoever comes', () =>
    during('certificate-expired', GW1, async () => {
      for (const laptop of [ALICE1, BOB1])
        expect(await lab.logs(laptop, clientUnit(GW1))).toMatch(
          /VERIFY ERROR: depth=0, error=certificate has expired: CN=zrh1\/r01\/gw1/,
        );
      expect(await inside()).toEqual([ALICE2, BOB2]);
    }));

  test('an expired revocation list: OpenVPN refuses everybody, everywhere', () =>
    during('crl-expired', network.name, async () => {
      const said = await lab.logs(GW1, OOB);
      expect(said).toMatch(/VERIFY ERROR: depth=0, error=CRL has expired: CN=alice/);
      expect(said).toMatch(/VERIFY ERROR: depth=0, error=CRL has expired: CN=bob/);
      expect(await inside()).toEqual([]);
      // The gateways are there as ever, for whoever is inside.
      const targets = [{ address: JUMP, port: 22 }];
      const seen = await lab.observe({ host: GW1, targets, timeoutMs: 1000, hostKey: false });
      expect(seen.attempts[0]!.outcome).toBe('answered');
    }));

  test('a wrong clock: to the daemons of the gateway nobody is valid yet, and VRRP goes on', () =>
    during('clock-wrong', GW1, async () => {
      expect(await lab.logs(GW1, OOB)).toMatch(
        /VERIFY ERROR: depth=0, error=(CRL|certificate) is not yet valid: CN=alice/,
      );
      const year = new Date().getFullYear() - 20;
      expect(await lab.logs(GW1, OOB)).toMatch(new RegExp(`^${year}-`, 'm'));
      expect(await inside()).toEqual([ALICE2, BOB2]);
      await eventually(async () => (await sh(GW1, 'ip -4 -o addr show dev inside')).includes(' 10.1.0.1/'));
    }));

  test('lost keys: no VPN and no ssh for her, and both for him', () =>
    during('key-lost', 'alice', async () => {
      expect(await lab.logs(ALICE1, clientUnit(GW1))).toMatch(
        /Options error: .*Error opening configuration file/,
      );
      const files = await sh(ALICE1, 'grep -rl "PRIVATE KEY" /etc/relaxops');
      expect(files).toBe('');
      expect(await inside()).toEqual([BOB1, BOB2]);
    }));

  test('a ban: fail2ban takes one network at one door, for what OpenVPN says', () =>
    during('operators-banned', `home@${GW2}`, async () => {
      expect(await lab.logs(GW2, OOB)).toContain('tls-crypt unwrapping failed from [AF_INET]198.51.100.1:');
      expect(await lab.logs(GW2, 'relaxops-door-ban.service')).toMatch(
        /NOTICE\s+\[door\] Ban 198\.51\.100\.1\b/,
      );
      expect(await sh(GW2, 'nft list set inet relaxops_bans banned')).toContain('198.51.100.0/27');
      expect(await inside()).toEqual([ALICE1, BOB1, BOB2]);
      expect(await sh(GW1, 'nft list tables')).not.toContain('relaxops_bans');
    }));

  test('a flood from many fills one line and gets nobody banned, and the box behind it stands', () =>
    during('ddos', `${GW1}:wan`, async () => {
      expect(await inside()).toEqual([ALICE2, BOB2]);
      await sh(
        GW1,
        `nft 'add table ip seen; add chain ip seen in { type filter hook input priority -5; }; add rule ip seen in ip saddr 198.18.255.0/24 udp dport 1194 counter'`,
      );
      await eventually(async () => /packets [1-9]/.test(await sh(GW1, 'nft list table ip seen')));
      expect(await sh(GW1, 'nft delete table ip seen; nft list tables')).not.toContain('relaxops_bans');
      const targets = [{ address: JUMP, port: 22 }];
      const seen = await lab.observe({ host: GW1, targets, timeoutMs: 1000, hostKey: false });
      expect(seen.attempts[0]!.outcome).toBe('answered');
    }));

  test('a dead modem keeps its carrier', () =>
    during('modem-dead', `${GW2}:wan`, async () => {
      await eventually(async () => (await inside()).join() === [ALICE1, BOB1].join());
      expect(await sh(GW2, 'ip -o link show dev wan')).toContain('LOWER_UP');
    }));

  test('afterwards the lab is as it was', async () => {
    const { varied, flooded, deaf, stopped } = await lab.state();
    expect([varied, flooded, deaf, stopped]).toEqual([[], [], [], []]);
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
  });
});
