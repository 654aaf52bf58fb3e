import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { faults } from '#lab/faults/index.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan, vantagesOf } from '#lab/world/world.ts';
import { noRack } from './rack.ts';

/** BMCs on production: one always, one while its own cable has no link (R69). */
const network = loadInventory(join(import.meta.dirname, '../cases/lab/bmc-lan.yaml')).network!;
const [SHARED, FAILOVER, PEER] = ['zrh1/r01/srv1', 'zrh1/r01/srv2', 'zrh1/r01/srv3'];
const addressOf = (port: string): string => network.addresses.find((one) => one.port === port)!.ip;
const [SHARED_IP, FAILOVER_IP] = [addressOf(`${SHARED}:bmc`), addressOf(`${FAILOVER}:bmc`)];
const cableAt = (port: string): string =>
  network.cables.find((cable) => cable.a === port || cable.b === port)!.id;

describe.skipIf(noRack !== '')(`BMCs on production${noRack}`, { timeout: 60_000 }, () => {
  let lab: Lab;
  let made: LabMaterial;

  beforeAll(async () => {
    made = await labMaterial(network);
    lab = await startLab(labPlan(network, made, `bmc-lan-${process.pid}`));
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
  }, 60_000);
  afterAll(() => lab?.down());

  const sh = (host: string, script: string, stdin = '') =>
    lab.exec({ host, argv: ['sh', '-c', script], stdin, timeoutMs: 15_000 });
  const causing = async (kind: string, scope: string, act: () => Promise<void>): Promise<void> => {
    const fault = faults.find(({ id }) => id === kind)!;
    await fault.cause(lab, scope, network);
    await act().finally(() => fault.mend(lab, scope, network));
  };
  /** Whose MAC address a neighbour on production's segment gets to see, if anybody's. */
  const arp = async (ip: string, from: string): Promise<string | undefined> => {
    const { stdout } = await sh(
      PEER,
      `ip neigh flush dev eth0; ip route replace ${ip}/32 dev eth0 src ${from}; ping -c1 -W1 ${ip} >/dev/null; ip neigh show ${ip} dev eth0; ip route del ${ip}/32 dev eth0`,
    );
    return /lladdr (\S+)/.exec(stdout)?.[1];
  };
  const power = (bmc: string, from: string, command: string) =>
    sh(
      from,
      `read -r IPMI_PASSWORD; export IPMI_PASSWORD
      timeout 8 ipmitool -I lanplus -C 3 -N 1 -R 2 -H ${addressOf(bmc)} -U oob -E chassis power ${command}`,
      `${made.secrets[`ipmi-password/${bmc}`]!.reveal()}\n`,
    );

  test('a shared one has a MAC and an IP address of its own on the segment of its server', async () => {
    expect(SHARED_IP).toMatch(/^192\.0\.2\./);
    const macs = await Promise.all(
      [SHARED_IP, addressOf(`${SHARED}:eth0`)].map((ip) => arp(ip, addressOf(`${PEER}:eth0`))),
    );
    expect(new Set(macs).size).toBe(2);
    expect(macs).not.toContain(undefined);
    expect((await power(`${SHARED}:bmc`, PEER, 'status')).stdout).toContain('Chassis Power is on');
  });

  test('it outlives the system that it shares the port with, and turns it on again', async () => {
    const on = async (): Promise<boolean> => (await lab.state()).poweredHosts.includes(SHARED);
    expect(await power(`${SHARED}:bmc`, PEER, 'off')).toMatchObject({ ok: true });
    await expect.poll(on, { timeout: 5000 }).toBe(false);
    expect((await power(`${SHARED}:bmc`, PEER, 'status')).stdout).toContain('Chassis Power is off');
    expect(await power(`${SHARED}:bmc`, PEER, 'on')).toMatchObject({ ok: true });
    await expect.poll(on, { timeout: 5000 }).toBe(true);
    expect(await lab.ready()).toMatchObject({ ready: true });
  });

  test('one that fails over is on production when its cable is out, and only then', async () => {
    await sh(PEER, 'ip address add 10.1.99.9/32 dev eth0');
    const seen = () => arp(FAILOVER_IP, '10.1.99.9');
    expect(await seen()).toBeUndefined();
    await causing('link-cut', cableAt(`${FAILOVER}:bmc`), async () => {
      await expect.poll(seen, { timeout: 10_000 }).toMatch(/^02:/);
      await sh(PEER, `ip route replace ${FAILOVER_IP}/32 dev eth0 src 10.1.99.9`);
      const said = await power(`${FAILOVER}:bmc`, PEER, 'status');
      expect(said.stdout, said.stderr).toContain('Chassis Power is on');
    });
    await expect.poll(seen, { timeout: 10_000 }).toBeUndefined();
    await sh(PEER, 'ip address del 10.1.99.9/32 dev eth0');
  });

  test.each([
    undefined,
    { kind: 'link-cut', scope: cableAt(`${SHARED}:eth0`) },
    { kind: 'link-saturated', scope: cableAt(`${SHARED}:eth0`) },
    { kind: 'link-cut', scope: cableAt(`${FAILOVER}:bmc`) },
    { kind: 'link-cut', scope: cableAt(`${FAILOVER}:eth0`) },
    { kind: 'misconfiguration', scope: SHARED },
    { kind: 'misconfiguration', scope: FAILOVER },
    { kind: 'device-hung', scope: SHARED },
    { kind: 'bmc-hung', scope: SHARED },
    { kind: 'device-dead', scope: 'zrh1/r01/sw1' },
  ])('BMCs and their servers answer as predicted: %o', async (failure) => {
    const own = network.addresses.filter(({ device }) => [SHARED, FAILOVER].includes(device));
    const failures = failure ? [failure] : [];
    const predicted = predictCells(analyse(network), failures)
      .filter((cell) => cell.answers)
      .map(({ vantage, ip }) => `${vantage} ${ip}`);
    const look = async (): Promise<string[]> => {
      const all = vantagesOf(network)
        .filter(({ only }) => only === undefined)
        .map(async ({ id, host }) => {
          const targets = own.map(({ ip }) => ({ address: ip, port: 22 }));
          const { attempts } = await lab.observe({ host, targets, timeoutMs: 1200, hostKey: false });
          return own.filter((_, at) => attempts[at]?.outcome === 'answered').map(({ ip }) => `${id} ${ip}`);
        });
      return (await Promise.all(all)).flat().toSorted();
    };
    const wanted = predicted.filter((cell) => own.some(({ ip }) => cell.endsWith(` ${ip}`))).toSorted();
    expect(wanted.length).toBeGreaterThan(0);
    const compared = async () => void (await expect.poll(look, { timeout: 12_000 }).toEqual(wanted));
    if (!failure) return compared();
    await causing(failure.kind, failure.scope, compared);
  });
});
