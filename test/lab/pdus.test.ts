import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { drills } from '#lab/drills/index.ts';
import { runDrill } from '#lab/drills/run-drill.ts';
import { observeResorts } from '#lab/observe/resorts.ts';
import type { LabPlan } from '#lab/plan.ts';
import { RPDU_ALL, RPDU_LOAD, RPDU_ON_AFTER, RPDU2_POWER } from '#lab/power/apc.ts';
import { dotted } from '#lab/power/mib.ts';
import { mibNamed } from '#lab/power/mibs.ts';
import { BREAKER_CURRENT, OUTLET_SENSOR, SENSORS } from '#lab/power/raritan.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';

/** Two PDUs of two vendors in one rack, by SNMP 2c and 3, through real daemons. */
const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);
const reason = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

const ROOT = join(import.meta.dirname, '../..');
const JUMP = 'zrh1/r01/jump1';
const PDUS = { apc: 'zrh1/r01/pdu1', raritan: 'zrh1/r01/pdu2' } as const;
const SW_OUTLET = 6;

describe.skipIf(reason !== '')(`PDUs of two vendors${reason}`, () => {
  let lab: Lab;
  let made: LabMaterial;
  let network: Network;
  let plan: LabPlan;

  beforeAll(async () => {
    const example = loadInventory(join(ROOT, 'examples/b-one-rack/relaxops.yaml')).network!;
    const devices = example.devices.map((device) =>
      device.id === PDUS.raritan ? { ...device, vendor: 'Raritan' } : device,
    );
    network = { ...example, devices };
    made = await labMaterial(network);
    plan = labPlan(network, made, `test-${process.pid}-pdus`);
    lab = await startLab(plan);
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
  });
  afterAll(() => lab?.down());

  /** A program of net-snmp on the jumphost, its secrets from a file. */
  const snmp = async (program: string, pdu: string, conf: readonly string[], rest: string) => {
    const ip = network.addresses.find((one) => one.port === `${pdu}:mgmt`)!.ip;
    const script = `d=$(mktemp -d); cat >$d/snmp.conf; SNMPCONFPATH=$d MIBS= ${program} -Oqv -t 1 -r 1 ${ip} ${rest}; rm -r $d`;
    return (
      await lab.exec({ host: JUMP, argv: ['sh', '-c', script], stdin: `${conf.join('\n')}\n` })
    ).stdout.trim();
  };
  const secret = (kind: string, pdu: string): string => made.secrets[`${kind}/${pdu}`]!.reveal();
  const version2 = (pdu: string): string[] => ['defVersion 2c', `defCommunity ${secret('snmp-write', pdu)}`];
  const version3 = (pdu: string): string[] => [
    'defVersion 3',
    'defSecurityName oob',
    'defSecurityLevel authPriv',
    'defAuthType SHA-256',
    `defAuthPassphrase ${secret('snmp-auth', pdu)}`,
    'defPrivType AES',
    `defPrivPassphrase ${secret('snmp-priv', pdu)}`,
  ];
  const vendors = Object.entries(PDUS) as ['apc' | 'raritan', string][];
  const off = async (): Promise<readonly string[]> => (await lab.state()).outletsOff;

  test('every outlet says what it feeds, whoever made it', async () => {
    const look = observeResorts({ hardware: lab, network, emulated: plan.emulated!, secrets: made.secrets });
    const cells = await look((resort) => resort.by === 'outlet');
    expect(cells.length).toBeGreaterThan(4);
    for (const { device, outcome, said } of cells) expect([outcome, said]).toEqual(['answered', device]);
  });

  test.each(vendors)(
    "%s: off, on and the PDU's own reboot, by version 2c and by version 3",
    async (id, pdu) => {
      const { commandOf, numberFor, nameOf } = mibNamed(id);
      expect(await snmp('snmpget', pdu, version3(pdu), dotted(nameOf(SW_OUTLET)))).toMatch(
        /^"zrh1\/r01\/sw1:psu\d"$/,
      );
      const tell = (command: 'on' | 'off' | 'reboot', conf: string[]) =>
        snmp('snmpset', pdu, conf, `${dotted(commandOf(SW_OUTLET))} i ${numberFor[command]}`);
      await tell('off', version2(pdu));
      await expect.poll(off).toEqual([`${pdu}:o${SW_OUTLET}`]);
      await tell('on', version3(pdu));
      await expect.poll(off).toEqual([]);
      await tell('reboot', version2(pdu));
      await expect.poll(off).toEqual([`${pdu}:o${SW_OUTLET}`]);
      await expect.poll(off, { timeout: 10_000 }).toEqual([]);
    },
  );

  test('the load of an outlet, and of the breaker, goes with the outlet', async () => {
    const [apc, raritan] = [PDUS.apc, PDUS.raritan];
    const reads = (pdu: string, oid: readonly number[]) => snmp('snmpget', pdu, version2(pdu), dotted(oid));
    expect(await reads(apc, [...RPDU2_POWER, SW_OUTLET])).toBe('100');
    expect(await reads(raritan, [...OUTLET_SENSOR, SW_OUTLET, SENSORS.activePower])).toBe('100');
    const before = Number(await reads(raritan, BREAKER_CURRENT));
    expect(before).toBe(Number(await reads(apc, RPDU_LOAD)));
    await lab.outlet(`${raritan}:o${SW_OUTLET}`, false);
    expect(await reads(raritan, [...OUTLET_SENSOR, SW_OUTLET, SENSORS.activePower])).toBe('0');
    expect(Number(await reads(raritan, BREAKER_CURRENT))).toBeLessThan(before);
    await lab.outlet(`${raritan}:o${SW_OUTLET}`, true);
  });

  test('when its feed returns, outlets go on as set at the PDU, before the cut', async () => {
    const pdu = PDUS.apc;
    const last = plan.emulated!.pdus.find(({ host }) => host === pdu)!.outlets.at(-1)!.number;
    const oid = dotted([...RPDU_ON_AFTER, last]);
    const waiting = async () => (await lab.state()).outletsWaiting;
    expect(await snmp('snmpset', pdu, version3(pdu), `${oid} i 3`)).toBe('3');
    await lab.feed('zrh1/A', false);
    await lab.feed('zrh1/A', true);
    expect(await waiting()).toEqual([`${pdu}:o${last}`]);
    await expect.poll(() => snmp('snmpget', pdu, version2(pdu), oid), { timeout: 10_000 }).toBe('3');
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
    await snmp('snmpset', pdu, version2(pdu), `${oid} i 0`);
    expect(await lab.ready()).toMatchObject({ ready: true });
  });

  test('all outlets go on one after the other, each after its time', async () => {
    const pdu = PDUS.apc;
    const numbers = plan.emulated!.pdus.find(({ host }) => host === pdu)!.outlets.map(({ number }) => number);
    const set = (oid: readonly number[], value: number) =>
      snmp('snmpset', pdu, version2(pdu), `${dotted(oid)} i ${value}`);
    await set(RPDU_ALL, 3);
    await expect.poll(off).toHaveLength(numbers.length);
    const last = numbers.at(-1)!;
    expect(await set([...RPDU_ON_AFTER, last], 2)).toBe('2');
    await set(RPDU_ALL, 5);
    await expect.poll(off).toEqual([`${pdu}:o${last}`]);
    await expect.poll(off, { timeout: 10_000 }).toEqual([]);
    expect(await lab.ready()).toMatchObject({ ready: true });
  });

  test('a drill speaks to both', async () => {
    const drill = drills.find(({ id }) => id === 'hung-server')!;
    const result = await runDrill(drill, { lab, network, plan, secrets: made.secrets });
    const told = result.steps
      .map((step) => `${step.command}\n${step.said}\n${step.expected ?? ''}`)
      .join('\n');
    expect(result.ok, told).toBe(true);
    expect(told).toContain('13742.6.4.1.2.1.2.1.');
  });
});
