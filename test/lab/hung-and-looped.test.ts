import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '#host/process.ts';
import type { Lab } from '#lab/cage/lab.ts';
import { faults } from '#lab/faults/index.ts';
import type { ExecResult } from '#lab/hardware/protocol.ts';
import type { LabMaterial } from '#lab/world/material.ts';
import type { Network } from '#model/network.ts';
import { bootRack, noRack } from './rack.ts';

/** Hangs, dead controllers, broken ports, storms and burnt racks of one rack with real daemons: what lives, and what does not. */

const [JUMP, SW, SRV, MSW] = ['zrh1/r01/jump1', 'zrh1/r01/sw1', 'zrh1/r01/srv1', 'zrh1/r01/msw1'];
const [PDU, CS] = ['zrh1/r01/pdu1', 'zrh1/r01/cs1'];
const SW_LINE = 5;

describe.skipIf(noRack !== '')(`a rack that hangs, storms and burns${noRack}`, () => {
  let lab: Lab;
  let made: LabMaterial;
  let network: Network;

  beforeAll(async () => {
    ({ network, made, lab } = await bootRack('hung'));
  });
  afterAll(() => lab?.down());

  const fault = (kind: string) => faults.find(({ id }) => id === kind)!;
  const cause = (kind: string, scope: string) => fault(kind).cause(lab, scope, network);
  const mend = async (kind: string, scope: string): Promise<void> => {
    await fault(kind).mend(lab, scope, network);
    expect(await lab.ready()).toMatchObject({ ready: true });
  };
  const sh = (host: string, script: string, stdin = ''): Promise<ExecResult> =>
    lab.exec({ host, argv: ['sh', '-c', script], stdin, timeoutMs: 20_000 });
  const addressOf = (port: string): string => network.addresses.find((one) => one.port === port)!.ip;
  const typed = async (line: number, text: string): Promise<string> =>
    (await sh(CS, `(cat; sleep 0.5) | socat -t0.1 - TCP:127.0.0.1:${2000 + line}`, text)).stdout;
  /** How an attempt at port 22 from the jumphost ends. */
  const seen = async (port: string): Promise<string> => {
    const targets = [{ address: addressOf(port), port: 22 }];
    const { attempts } = await lab.observe({ host: JUMP, targets, timeoutMs: 1500, hostKey: true });
    return attempts[0]?.outcome ?? 'nobody looked';
  };
  const answers = (port: string) => expect.poll(() => seen(port), { timeout: 10_000 }).toBe('answered');
  const ipmi = (command: string): Promise<ExecResult> =>
    sh(
      JUMP,
      `read -r IPMI_PASSWORD; export IPMI_PASSWORD
      timeout 8 ipmitool -I lanplus -C 3 -N 1 -R 1 -H ${addressOf(`${SRV}:bmc`)} -U oob -E ${command}`,
      `${made.secrets[`ipmi-password/${SRV}:bmc`]!.reveal()}\n`,
    );
  const snmpName = (pdu: string): Promise<ExecResult> =>
    sh(
      JUMP,
      `d=$(mktemp -d); cat >$d/snmp.conf; export SNMPCONFPATH=$d MIBS=
      snmpget -Oqv -t 1 -r 1 ${addressOf(`${pdu}:mgmt`)} .1.3.6.1.4.1.318.1.1.12.3.3.1.1.2.6`,
      `defVersion 2c\ndefCommunity ${made.secrets[`snmp-read/${pdu}`]!.reveal()}\n`,
    );
  const hasCarrier = async (host: string, device: string): Promise<boolean> =>
    (await sh(host, `ip link show dev ${device}`)).stdout.includes('LOWER_UP');
  /** The port of the management switch that leads to this one. */
  const portTowards = (port: string): string => {
    const cable = network.cables.find((one) => one.a === port || one.b === port)!;
    return (cable.a === port ? cable.b : cable.a).slice(MSW.length + 1);
  };

  test('a hung switch: silent and deaf, links up, its console shows one line and takes no key', async () => {
    await cause('device-hung', SW);
    expect(await seen(`${SW}:mgmt`)).toBe('timeout');
    expect(await hasCarrier(MSW, portTowards(`${SW}:mgmt`))).toBe(true);
    await expect(sh(SW, 'true')).rejects.toThrow('hangs');
    expect(await typed(SW_LINE, '\r')).not.toContain('login');
    expect(await lab.state()).toMatchObject({ hung: [SW], halted: [] });
    expect((await lab.state()).poweredHosts).toContain(SW);
    await mend('device-hung', SW);
    await answers(`${SW}:mgmt`);
    expect(await typed(SW_LINE, '\r')).toContain(`${SW} login: `);
  });

  test('every process of a hung host stands still', async () => {
    // Who is root on the machine gets in all the same, and sees the processes.
    const entrance = await lab.entrance(SRV);
    const states = async (): Promise<string[]> => {
      const { stdout } = await run([...entrance, 'sh', '-c', 'cat /proc/[0-9]*/stat']);
      const lines = stdout.split('\n').filter((line) => line !== '' && !/ \((sh|cat)\) [RS]/.test(line));
      return lines.map((line) => line.replace(/^\d+ \((.*)\) (\S).*$/, '$1 $2'));
    };
    expect(await states()).toContain('sshd S');
    await cause('device-hung', SRV);
    const now = await states();
    expect(now).toContain('sshd T');
    expect(now.filter((line) => !line.endsWith(' T'))).toEqual([]);
    expect((await lab.observe({ host: SRV, targets: [], timeoutMs: 100, hostKey: false })).alive).toBe(false);
    expect((await ipmi('chassis power status')).stdout).toContain('Chassis Power is on');
    expect(await ipmi('chassis power reset')).toMatchObject({ ok: true });
    // The BMC ends the hang, as it does outside.
    await expect.poll(async () => (await lab.state()).hung, { timeout: 10_000 }).toEqual([]);
    await expect
      .poll(async () => (await lab.state()).poweredHosts.includes(SRV), { timeout: 10_000 })
      .toBe(true);
    expect(await lab.ready()).toMatchObject({ ready: true });
    await mend('device-hung', SRV);
  });

  test('a hung BMC: its server lives, and only power wakes it', async () => {
    await cause('bmc-hung', SRV);
    expect(await ipmi('chassis power status')).toMatchObject({ ok: false });
    expect(await seen(`${SRV}:bmc`)).toBe('timeout');
    expect((await sh(SRV, 'hostname')).ok).toBe(true);
    await mend('bmc-hung', SRV);
    await expect
      .poll(async () => (await ipmi('chassis power status')).stdout, { timeout: 10_000 })
      .toContain('Chassis Power is on');
  });

  test("a PDU's dead controller says nothing, and its outlets go on", async () => {
    expect((await snmpName(PDU)).stdout).toContain(`${SW}:psu1`);
    await cause('pdu-controller-dead', PDU);
    expect(await snmpName(PDU)).toMatchObject({ ok: false });
    expect(await seen(`${PDU}:mgmt`)).not.toBe('answered');
    // Its outlets alone now feed the switch.
    await lab.cut(`${SW}:psu2`);
    expect((await lab.state()).poweredHosts).toContain(SW);
    await lab.mendCut(`${SW}:psu2`);
    await mend('pdu-controller-dead', PDU);
    expect((await snmpName(PDU)).stdout).toContain(`${SW}:psu1`);
  });

  test('a broken management port has a link, and passes nothing', async () => {
    const port = `${SW}:mgmt`;
    await cause('management-port-dead', port);
    expect(await seen(port)).not.toBe('answered');
    expect(await hasCarrier(SW, 'mgmt')).toBe(true);
    expect(await hasCarrier(MSW, portTowards(port))).toBe(true);
    expect(await typed(SW_LINE, '\r')).toContain('login');
    await mend('management-port-dead', port);
    await answers(port);
  });

  test('a loop: broadcasts go round and round, ports overflow, and all is calm once the cable is out', async () => {
    const received = async (): Promise<number> =>
      JSON.parse((await sh(MSW, 'ip -j -s link show dev loop1')).stdout)[0].stats64.rx.packets;
    await cause('switch-loop', MSW);
    const first = await received();
    expect(first).toBeGreaterThan(0);
    await expect.poll(received, { timeout: 10_000 }).toBeGreaterThan(first + 500);
    expect(await seen(`${SW}:mgmt`)).not.toBe('answered');
    await expect(fault('switch-loop').cause(lab, SRV, network)).rejects.toThrow('no switch');
    await mend('switch-loop', MSW);
    expect((await sh(MSW, 'ip -br addr')).stdout).not.toMatch(/loop1|169\.254/);
    await answers(`${SW}:mgmt`);
  });

  test('a switch that boots with its loop storms again', async () => {
    await cause('switch-loop', SW);
    await lab.killChassis(SW);
    expect((await lab.state()).looped).toEqual([SW]);
    await lab.reviveChassis(SW);
    expect((await sh(SW, 'ip -br link')).stdout).toContain('loop1');
    await cause('switch-loop', MSW);
    await mend('switch-loop', SW);
    expect((await lab.state()).looped).toEqual([MSW]);
    expect(await seen(`${SW}:mgmt`)).not.toBe('answered');
    await mend('switch-loop', MSW);
    await answers(`${SW}:mgmt`);
  });

  test.each([
    ['pdu-dead', PDU, [PDU]],
    ['console-server-dead', CS, [CS]],
    ['rack-down', 'zrh1/r01', [JUMP, SW, SRV, `${SRV}:bmc`, PDU, CS, MSW]],
    ['site-down', 'zrh1', [JUMP, SW, SRV, `${SRV}:bmc`, PDU, CS, MSW]],
  ])('%s: the boxes are gone, and come back when it is mended', async (kind, scope, boxes) => {
    await cause(kind, scope);
    const { poweredHosts } = await lab.state();
    expect(boxes.filter((box) => poweredHosts.includes(box))).toEqual([]);
    expect(poweredHosts).toContain('laptop');
    await mend(kind, scope);
    expect((await lab.state()).poweredHosts).toEqual(expect.arrayContaining([...boxes]));
    expect(await lab.state()).toMatchObject({ deadChassis: [], feedsOff: [] });
  });
});
