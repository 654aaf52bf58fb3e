import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import type { ExecResult } from '#lab/hardware/protocol.ts';
import { preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/** The key that a jumphost holds (T35, T36), with real daemons: who may use it, with what, and from where. */
const missing = preflight().map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

const EXAMPLE = join(import.meta.dirname, '../../examples/b-one-rack/relaxops.yaml');
const [JUMP, GW, DEVICE] = ['zrh1/r01/jump1', 'zrh1/r01/gw1', 'zrh1/r01/sw1'];
const DEVICE_IP = '10.1.1.41';
const KEY = '/run/relaxops/break-glass_key';
const OPTIONS =
  '-F none -o ConnectTimeout=5 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o IdentitiesOnly=yes';

describe.skipIf(skipped !== '')(`a jumphost's own key${skipped}`, () => {
  let lab: Lab;
  let made: LabMaterial;
  let operator: string;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relaxops-break-glass-'));
    try {
      const file = join(folder, 'relaxops.yaml');
      const text = readFileSync(EXAMPLE, 'utf8');
      writeFileSync(file, text.replace('jump1: jumphost', 'jump1: { role: jumphost, break-glass-key: yes }'));
      const { network, findings } = loadInventory(file);
      expect(findings).toEqual([]);
      operator = network!.operators[0]!.id;
      made = await labMaterial(network!);
      lab = await startLab(labPlan(network!, made, `break-glass-${process.pid}`));
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
  });
  afterAll(() => lab?.down());

  const sh = (host: string, script: string, stdin = ''): Promise<ExecResult> =>
    lab.exec({ host, argv: ['sh', '-c', script], stdin, timeoutMs: 25_000 });
  const passphrase = (): string => made.secrets[`break-glass-passphrase/${JUMP}`]!.reveal();

  /** As who types the passphrase: ssh asks a program for it, which reads it from a file of that user. */
  const enter = (
    host: string,
    user: string,
    key: string,
    word: string,
    command = 'echo in',
  ): Promise<ExecResult> =>
    sh(
      host,
      `umask 077; d=$(mktemp -d); cat >$d/word; printf '#!/bin/sh\\ncat %s/word\\n' $d >$d/ask; chmod 700 $d/ask; chown -R ${user} $d
      setpriv --reuid ${user} --init-groups env HOME=$d SSH_ASKPASS=$d/ask SSH_ASKPASS_REQUIRE=force ssh ${OPTIONS} -i ${key} break-glass@${DEVICE_IP} '${command}' </dev/null
      code=$?; rm -r $d; exit $code`,
      word,
    );

  test('an operator on the jumphost enters a device with its passphrase', async () => {
    const { stdout, stderr } = await enter(JUMP, operator, KEY, passphrase(), 'id -un');
    expect({ stdout, stderr: stderr.includes('Permission denied') }).toEqual({
      stdout: 'break-glass\n',
      stderr: false,
    });
  });

  test('without the passphrase, or with a wrong one, the key opens nothing', async () => {
    for (const word of ['', 'not the passphrase at all']) {
      const { ok, stderr } = await enter(JUMP, operator, KEY, word);
      expect([ok, stderr]).toEqual([false, expect.stringContaining('Permission denied (publickey)')]);
    }
  });

  test('nobody but operators may read it', async () => {
    expect((await sh(JUMP, `stat -c '%a %U %G' ${KEY} /etc/relaxops/break-glass_key`)).stdout).toBe(
      '640 root relaxops\n600 root root\n',
    );
    const { ok } = await sh(JUMP, `setpriv --reuid nobody --clear-groups cat ${KEY}`);
    expect(ok).toBe(false);
  });

  test('carried away, it opens nothing from elsewhere, with the passphrase too', async () => {
    const key = (await sh(JUMP, `cat ${KEY}`)).stdout;
    expect(key).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    await sh(GW, 'umask 077; cat >/tmp/carried', key);
    await sh(GW, 'nft delete table inet relaxops');
    const { ok, stderr } = await enter(GW, 'root', '/tmp/carried', passphrase());
    expect([ok, stderr]).toEqual([false, expect.stringContaining('Permission denied (publickey)')]);
    expect(await lab.logs(DEVICE, 'relaxops-sshd.service')).toContain('not from a permitted host');
  });

  test('it is for a shell: nothing is forwarded', async () => {
    const { stderr } = await enter(JUMP, operator, `${KEY} -W 127.0.0.1:22`, passphrase());
    expect(stderr).toMatch(/administratively prohibited|open failed/);
  });

  test('gateways and the jumphost itself do not take it', async () => {
    const { stdout } = await sh(GW, 'cat /etc/relaxops/sshd_config; ls /etc/relaxops/authorized_keys');
    expect(stdout).toContain('AllowUsers');
    expect(stdout).not.toContain('break-glass');
  });
});
