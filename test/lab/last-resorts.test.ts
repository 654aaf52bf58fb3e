import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '#lab/cage/lab.ts';
import type { ExecResult } from '#lab/hardware/protocol.ts';
import { RPDU_COMMAND, RPDU2_COMMAND } from '#lab/power/apc.ts';
import type { LabMaterial } from '#lab/world/material.ts';
import type { Network } from '#model/network.ts';
import { bootRack, noRack } from './rack.ts';

/** Consoles, BMCs and PDUs of one rack with real daemons: what they say is so, and what they are told happens. */

const [CS, JUMP, SW, SRV] = ['zrh1/r01/cs1', 'zrh1/r01/jump1', 'zrh1/r01/sw1', 'zrh1/r01/srv1'];
const [PDU1, PDU2] = ['zrh1/r01/pdu1', 'zrh1/r01/pdu2'];
/** Lines and outlets of the example, as `plan` shows them. */
const LINES = ['gw1', 'jump1', 'msw1', 'rt1', 'sw1', 'srv3'];
const SW_LINE = 5;
const [SW_OUTLET, SRV_OUTLET] = [6, 7];

describe.skipIf(noRack !== '')(`the last resorts of a rack${noRack}`, () => {
  let lab: Lab;
  let made: LabMaterial;
  let network: Network;

  beforeAll(async () => {
    ({ network, made, lab } = await bootRack('last'));
  });
  afterAll(() => lab?.down());

  const sh = (host: string, script: string, stdin = ''): Promise<ExecResult> =>
    lab.exec({ host, argv: ['sh', '-c', script], stdin, timeoutMs: 20_000 });
  /** What a line says to who types this on its console server; `\r` is Enter. */
  const typed = async (line: number, text: string, seconds = 0.5): Promise<string> =>
    (await sh(CS, `(cat; sleep ${seconds}) | socat -t0.1 - TCP:127.0.0.1:${2000 + line}`, text)).stdout;
  const password = (device: string): string => made.secrets[`console-password/${device}`]!.reveal();
  const logIn = (device: string): string => `\radmin\r${password(device)}\r`;
  const powered = async (): Promise<readonly string[]> => (await lab.state()).poweredHosts;
  const addressOf = (port: string): string => network.addresses.find((one) => one.port === port)!.ip;

  const ipmi = (command: string): Promise<ExecResult> =>
    // The password comes from the environment, which reads it from stdin: no command line has it.
    sh(
      JUMP,
      `read -r IPMI_PASSWORD; export IPMI_PASSWORD
      timeout 8 ipmitool -I lanplus -C 3 -N 1 -R 1 -H ${addressOf(`${SRV}:bmc`)} -U oob -E ${command}`,
      `${made.secrets[`ipmi-password/${SRV}:bmc`]!.reveal()}\n`,
    );

  /** Writes what follows `-` to a snmp.conf(5) of its own, so that no command line has it. */
  const snmp = (program: string, conf: readonly string[], pdu: string, rest: string, from = JUMP) =>
    sh(
      from,
      `d=$(mktemp -d); cat >$d/snmp.conf; export SNMPCONFPATH=$d MIBS=
      ${program} -Oqv -t 1 -r 1 ${addressOf(`${pdu}:mgmt`)} ${rest}`,
      `${conf.join('\n')}\n`,
    );
  const community = (kind: 'read' | 'write', pdu: string): string[] => [
    'defVersion 2c',
    `defCommunity ${made.secrets[`snmp-${kind}/${pdu}`]!.reveal()}`,
  ];
  const version3 = (pdu: string): string[] => [
    'defVersion 3',
    'defSecurityName oob',
    'defSecurityLevel authPriv',
    'defAuthType SHA-256',
    `defAuthPassphrase ${made.secrets[`snmp-auth/${pdu}`]!.reveal()}`,
    'defPrivType AES',
    `defPrivPassphrase ${made.secrets[`snmp-priv/${pdu}`]!.reveal()}`,
  ];
  const at = (oid: readonly number[], outlet: number): string => `.${[...oid, outlet].join('.')}`;
  const outlet = async (pdu: string, number: number, command: 1 | 2 | 3): Promise<void> => {
    const set = await snmp(
      'snmpset',
      community('write', pdu),
      pdu,
      `${at(RPDU_COMMAND, number)} i ${command}`,
    );
    expect(set, set.stderr).toMatchObject({ ok: true });
  };
  const bothOutlets = async (number: number, command: 1 | 2): Promise<void> => {
    for (const pdu of [PDU1, PDU2]) await outlet(pdu, number, command);
  };
  const isPowered = (host: string, yes: boolean) =>
    expect.poll(async () => (await powered()).includes(host), { timeout: 5000 }).toBe(yes);

  test('every line leads to the console that the plan says, and says its name', async () => {
    for (const [n, device] of LINES.entries()) {
      const said = await typed(n + 1, '\r');
      expect(said).toContain(`${CS} line ${n + 1}: zrh1/r01/${device}`);
      expect(said).toContain(`\nzrh1/r01/${device} login: `);
    }
  });

  test('lines are reached through ssh to the console server only', async () => {
    const { stdout } = await sh(
      JUMP,
      `socat -T1 - TCP:${addressOf(`${CS}:mgmt`)}:2005,connect-timeout=1 </dev/null 2>&1`,
    );
    expect(stdout).toContain('Connection refused');
    const { stdout: said } = await sh(
      'laptop/zrh1/r01/gw1',
      `(sleep 1; printf '\\r'; sleep 1; printf '\\035'; sleep 0.3; printf 'send brk\\n'; sleep 0.3; printf '\\035'; sleep 0.3; printf 'quit\\n') | ssh -F /etc/relaxops/lab/ssh_config ${SW}.console`,
    );
    expect(said).toContain(`${SW} login: `);
    expect(said).toContain('Connection closed');
  });

  test('a console lets in by password, and shows the system as it is', async () => {
    const said = await typed(SW_LINE, `${logIn(SW)}show interfaces\rexit\r`, 1);
    expect(said).toContain(`${SW}> show interfaces`);
    expect(said).toMatch(/br0 +UP/);
    expect(said).not.toContain(password(SW));
    expect(await typed(SW_LINE, '\radmin\rwrong\r', 2.5)).toContain('Login incorrect');
  });

  test('a session is logged, with the time', async () => {
    const { stdout } = await sh(CS, 'cat /var/log/relaxops/console-zrh1-r01-sw1.log');
    expect(stdout).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d OPEN/m);
    expect(stdout).toContain(`${SW} login: `);
  });

  test('a cut line is dead, and a crashed ser2net takes them all', async () => {
    await lab.cut(`${SW}:console`);
    expect(await typed(SW_LINE, '\r')).not.toContain('login');
    expect(await typed(1, '\r')).toContain('login');
    await lab.mendCut(`${SW}:console`);
    expect(await typed(SW_LINE, '\r')).toContain('login');
    await lab.stopService(CS, 'ser2net');
    expect(await typed(SW_LINE, '\r')).toBe('');
    await lab.startService(CS, 'ser2net');
    expect(await lab.ready()).toMatchObject({ ready: true });
    expect(await typed(SW_LINE, '\r')).toContain('login');
  });

  test('what a misconfiguration took, the console takes back', async () => {
    await lab.misconfigure(SW);
    expect(await typed(SW_LINE, `${logIn(SW)}show interfaces\r`, 1)).toMatch(/br0 +DOWN/);
    expect(await typed(SW_LINE, 'rollback\rexit\r', 1)).toContain('Rolled back');
    expect((await lab.state()).misconfigured).toEqual([]);
  });

  test('the boot menu holds a device, and a factory reset leaves it bare until it is restored', async () => {
    const menu = await typed(SW_LINE, `${logIn(SW)}reload\r`, 0.3);
    expect(menu).toContain('Reloading');
    expect(await typed(SW_LINE, '\x03', 0.7)).toContain(`Boot menu of ${SW}`);
    await isPowered(SW, false);
    expect(await typed(SW_LINE, `2\r${SW}\r`, 1.5)).toContain('This device has no configuration');
    const bare = await typed(SW_LINE, `${logIn(SW)}show interfaces\r`, 1);
    expect(bare).toMatch(/\nlo /);
    expect(bare).not.toMatch(/br0/);
    expect(await typed(SW_LINE, 'restore configuration\r', 1.5)).toContain('Reloading');
    await isPowered(SW, true);
    expect(await lab.ready()).toMatchObject({ ready: true });
    expect(await typed(SW_LINE, `${logIn(SW)}show interfaces\rexit\r`, 1)).toMatch(/br0 +UP/);
    expect(await lab.state()).toMatchObject({ halted: [], blank: [] });
  });

  test('a BMC switches its main board, and nothing else', async () => {
    expect((await ipmi('chassis power status')).stdout).toContain('Chassis Power is on');
    expect(await ipmi('chassis power off')).toMatchObject({ ok: true });
    expect((await ipmi('chassis power status')).stdout).toContain('Chassis Power is off');
    await isPowered(SRV, false);
    expect(await powered()).toContain(`${SRV}:bmc`);
    expect(await ipmi('chassis power on')).toMatchObject({ ok: true });
    await isPowered(SRV, true);
    expect(await ipmi('chassis power cycle')).toMatchObject({ ok: true });
    await isPowered(SRV, true);
    expect(await lab.ready()).toMatchObject({ ready: true });
  });

  test('serial over LAN shows the same console', async () => {
    const { stdout } = await sh(
      JUMP,
      `read -r IPMI_PASSWORD; export IPMI_PASSWORD
      (sleep 0.7; printf '\\r'; sleep 0.7; printf '~.') |
      timeout 6 ipmitool -I lanplus -C 3 -H ${addressOf(`${SRV}:bmc`)} -U oob -E sol activate`,
      `${made.secrets[`ipmi-password/${SRV}:bmc`]!.reveal()}\n`,
    );
    expect(stdout).toContain(`${SRV} login: `);
  });

  test('a PDU says what its outlets feed, by both versions, and lets jumphosts only switch', async () => {
    const name = `.1.3.6.1.4.1.318.1.1.12.3.3.1.1.2.${SW_OUTLET}`;
    expect((await snmp('snmpget', community('read', PDU1), PDU1, name)).stdout.trim()).toBe(`"${SW}:psu1"`);
    expect((await snmp('snmpget', version3(PDU1), PDU1, name)).stdout.trim()).toBe(`"${SW}:psu1"`);
    const refused = await snmp(
      'snmpset',
      community('read', PDU1),
      PDU1,
      `${at(RPDU_COMMAND, SW_OUTLET)} i 2`,
    );
    expect(refused.stderr).toContain('noAccess');
    const from = await snmp('snmpget', community('read', PDU1), PDU1, name, CS);
    expect(from.ok).toBe(false);
    expect((await lab.state()).outletsOff).toEqual([]);
  });

  test('outlets really switch: one is not enough for two supplies, both are', async () => {
    await outlet(PDU1, SW_OUTLET, 2);
    await expect.poll(async () => (await lab.state()).outletsOff).toEqual([`${PDU1}:o${SW_OUTLET}`]);
    expect(await powered()).toContain(SW);
    const set = `${at(RPDU2_COMMAND, SW_OUTLET)} i 2`;
    expect(await snmp('snmpset', version3(PDU2), PDU2, set)).toMatchObject({ ok: true });
    await isPowered(SW, false);
    // Nothing behind the banner.
    expect(await typed(SW_LINE, '\r')).toMatch(new RegExp(`${CS} line ${SW_LINE}: ${SW}\r\n$`));
    await bothOutlets(SW_OUTLET, 1);
    await isPowered(SW, true);
    expect(await lab.ready()).toMatchObject({ ready: true });
    expect(await typed(SW_LINE, '\r')).toContain('login');
  });

  test('an outlet reboots', async () => {
    await outlet(PDU1, SW_OUTLET, 2);
    await outlet(PDU2, SW_OUTLET, 3);
    await isPowered(SW, false);
    await isPowered(SW, true);
    await outlet(PDU1, SW_OUTLET, 1);
    await expect.poll(async () => (await lab.state()).outletsOff).toEqual([]);
  });

  test('without supply there is no BMC', async () => {
    await bothOutlets(SRV_OUTLET, 2);
    await isPowered(`${SRV}:bmc`, false);
    expect(await ipmi('chassis power status')).toMatchObject({ ok: false });
    await bothOutlets(SRV_OUTLET, 1);
    await isPowered(`${SRV}:bmc`, true);
    expect(await lab.ready()).toMatchObject({ ready: true });
    expect((await ipmi('chassis power status')).stdout).toContain('Chassis Power is on');
  });

  test('what a device said while nobody listened is not heard after its death', async () => {
    const [msw, line] = ['zrh1/r01/msw1', LINES.indexOf('msw1') + 1];
    await lab.killChassis(msw);
    await lab.reviveChassis(msw);
    await lab.killChassis(msw);
    const said = await typed(line, '\r');
    expect(said).not.toMatch(/Booting|login:/);
    expect(said).toContain(`line ${line}: ${msw}`);
    await lab.reviveChassis(msw);
  });

  test('no secret is on a command line', async () => {
    const { stdout } = await sh(JUMP, 'cat /proc/[0-9]*/cmdline | tr "\\0" " "');
    const lines = await Promise.all(
      [CS, PDU1, `${SRV}:bmc`].map((host) => sh(host, 'cat /proc/[0-9]*/cmdline | tr "\\0" " "')),
    );
    const all = [stdout, ...lines.map((one) => one.stdout)].join(' ');
    expect(all).toContain('snmpd');
    for (const secret of Object.values(made.secrets)) expect(all).not.toContain(secret.reveal());
  });
});
