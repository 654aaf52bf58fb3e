import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import type { ExecResult } from '#lab/hardware/protocol.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
// @ts-expect-error a tool without types
import { leakFinder } from '../../tools/leaks.mjs';

/** A rack in use, searched for every secret it was made with: logs, command lines, environments, files that others may read. */
const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);
const reason = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

const ROOT = join(import.meta.dirname, '../..');
const [CS, JUMP, SW, SRV, PDU] = [
  'zrh1/r01/cs1',
  'zrh1/r01/jump1',
  'zrh1/r01/sw1',
  'zrh1/r01/srv1',
  'zrh1/r01/pdu1',
];
const SW_LINE = 5;
/** Where programs of a host write. */
const FOLDERS = ['/etc/relaxops', '/etc/systemd/system', '/run', '/tmp', '/var/tmp', '/var/log'];

describe.skipIf(reason !== '')(`the secrets of a rack in use${reason}`, () => {
  let lab: Lab;
  let made: LabMaterial;
  let secrets: string[];
  let find: (text: string) => number[];
  let hosts: string[];
  let units: (readonly [host: string, unit: string])[];

  const sh = (host: string, script: string, stdin = ''): Promise<ExecResult> =>
    lab.exec({ host, argv: ['sh', '-c', script], stdin, timeoutMs: 25_000 });
  const secret = (name: string): string => made.secrets[name]!.reveal();

  beforeAll(async () => {
    const network = loadInventory(join(ROOT, 'examples/b-one-rack/relaxops.yaml')).network!;
    made = await labMaterial(network);
    const plan = labPlan(network, made, `test-${process.pid}-secrets`);
    units = plan.hosts.flatMap(({ id, files }) =>
      files.flatMap(({ path }) =>
        path.endsWith('.service') ? [[id, path.split('/').at(-1)!] as const] : [],
      ),
    );
    lab = await startLab(plan);
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
    secrets = Object.values(made.secrets).map((one) => one.reveal());
    find = leakFinder(new Set(secrets));
    hosts = [...(await lab.state()).poweredHosts];

    const at = (port: string): string => network.addresses.find((one) => one.port === port)!.ip;
    const typed = `\radmin\r${secret(`console-password/${SW}`)}\rshow version\r`;
    const session = await sh(CS, `(cat; sleep 0.5) | socat -t0.1 - TCP:127.0.0.1:${2000 + SW_LINE}`, typed);
    expect(session.stdout).toContain('sw1');
    const ipmi = `read -r IPMI_PASSWORD; export IPMI_PASSWORD
      timeout 8 ipmitool -I lanplus -C 3 -N 1 -R 1 -H ${at(`${SRV}:bmc`)} -U oob -E power status`;
    expect((await sh(JUMP, ipmi, `${secret(`ipmi-password/${SRV}:bmc`)}\n`)).stdout).toContain('Power is on');
    const snmp = `d=$(mktemp -d); cat >$d/snmp.conf; SNMPCONFPATH=$d MIBS= timeout 8 snmpget -v2c ${at(`${PDU}:mgmt`)} 1.3.6.1.2.1.1.1.0; rm -r $d`;
    expect((await sh(JUMP, snmp, `defCommunity ${secret(`snmp-read/${PDU}`)}\n`)).ok).toBe(true);
  });
  afterAll(() => lab?.down());

  test('are many, and the search finds one that is there', async () => {
    expect(secrets.length).toBeGreaterThan(30);
    expect(hosts.length).toBeGreaterThan(10);
    expect(find(`x ${secret(`ipmi-password/${SRV}:bmc`)} y`)).toEqual([2]);
  });

  test('are on no command line and in no environment of any process of this machine', () => {
    const read = (pid: string, what: string): string => {
      try {
        return readFileSync(`/proc/${pid}/${what}`, 'latin1').replaceAll('\0', '\n');
      } catch {
        return ''; // It has ended since.
      }
    };
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const text = pids.flatMap((pid) => [read(pid, 'cmdline'), read(pid, 'environ')]).join('\n');
    for (const daemon of ['openvpn', 'ipmi_sim', 'snmpd', 'ser2net']) expect(text).toContain(daemon);
    expect(find(text)).toEqual([]);
  });

  test('are in no log of any unit', async () => {
    const text = (await Promise.all(units.map(([host, unit]) => lab.logs(host, unit)))).join('\n');
    expect(text).toContain('Server listening on');
    expect(find(text)).toEqual([]);
  });

  test('are not in the recording of the console session in which one was typed', async () => {
    const { stdout } = await sh(CS, 'cat /var/log/relaxops/*console*');
    expect(stdout).toContain('show version');
    expect(find(stdout)).toEqual([]);
  });

  test('are in files that only their owner may read', async () => {
    const lines = secrets.flatMap((one) => one.split('\n')).filter((line) => find(`${line}`).length > 0);
    const open: string[] = [];
    let closed = 0;
    for (const host of hosts) {
      const script = `cat >/dev/shm/p.$$; grep -rlF -D skip -f /dev/shm/p.$$ ${FOLDERS.join(' ')} 2>/dev/null | xargs -r stat -c '%a %n'; rm /dev/shm/p.$$`;
      for (const line of (await sh(host, script, `${lines.join('\n')}\n`)).stdout
        .split('\n')
        .filter(Boolean)) {
        if (/^[0-7]00 /.test(line)) closed++;
        else open.push(`${host}: ${line}`);
      }
    }
    expect(closed).toBeGreaterThan(hosts.length);
    expect(open).toEqual([]);
  });
});
