import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from './_test-material.ts';
import { renderContext } from './context.ts';
import { fail2ban } from './fail2ban.ts';
import { relocate } from './relocate.ts';
import { hostNamed } from './renderer.ts';

const ROOT = mkdtempSync(`${tmpdir()}/relaxops-fail2ban-`);
afterAll(() => rmSync(ROOT, { recursive: true }));

const { network } = loadInventory('examples/full/relaxops.yaml');
const context = renderContext(network!, testMaterial(network!));
const files = (host: string) => {
  const moved = relocate(fail2ban.render(context, hostNamed(context, host)), `${ROOT}/${host}`);
  for (const file of moved) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.text);
  }
  return moved;
};
const folder = (host: string): string => dirname(files(host).find((f) => f.path.endsWith('jail.conf'))!.path);
const skip = existsSync('/usr/bin/fail2ban-client') ? '' : ' (skipped: no fail2ban)';

describe.skipIf(skip !== '')(`fail2ban says what was meant${skip}`, () => {
  const told = async (host: string): Promise<string> => {
    const { stdout, ok } = await run(['/usr/bin/fail2ban-client', '-c', folder(host), '-d']);
    expect(ok).toBe(true);
    return stdout;
  };
  const ignored = (said: string): string[] =>
    [...said.matchAll(/^\['set', 'relaxops-sshd', 'addignoreip', (.*)\]$/gm)]
      .flatMap((match) => match[1]!.split(', '))
      .map((one) => one.replaceAll("'", ''));

  it('on a jumphost: other doors and shared addresses are exempt, those of this site are not', async () => {
    const said = await told('zrh1/r01/jump1');
    expect(ignored(said).sort()).toEqual(
      [
        '127.0.0.0/8',
        ...['10.102.1.0/24', '10.102.2.0/24'],
        ...['10.1.0.2', '10.1.0.3', '10.1.0.11', '10.2.0.2', '10.2.0.3', '10.2.0.11'],
      ].sort(),
    );
    for (const line of [
      "['set', 'relaxops-sshd', 'ignoreself', False]",
      "['set', 'relaxops-sshd', 'usedns', 'no']",
      "['set', 'relaxops-sshd', 'maxretry', 8]",
      "['set', 'relaxops-sshd', 'addjournalmatch', '_SYSTEMD_UNIT=relaxops-sshd.service']",
      "['start', 'relaxops-sshd']",
    ])
      expect(said).toContain(line);
    expect(said.match(/^\['add', .*$/gm)).toEqual(["['add', 'relaxops-sshd', 'systemd']"]);
  });

  it('on a rendezvous: no door is ever banned', async () => {
    const exempt = ignored(await told('rdv1'));
    expect(network!.doors.filter(({ pool }) => !exempt.includes(pool))).toEqual([]);
  });
});

describe.skipIf(skip !== '')(`the filter${skip}`, () => {
  const JOURNAL = 'jump1 sshd[4711]: ';
  /** Addresses that a line of sshd counts against. */
  const found = async (line: string): Promise<string[]> => {
    const filter = files('zrh1/r01/jump1').find((file) => file.path.includes('/filter.d/'))!.path;
    const { stdout } = await run([
      '/usr/bin/fail2ban-regex',
      '-c',
      folder('zrh1/r01/jump1'),
      '-o',
      'ip',
      '--',
      line,
      filter,
    ]);
    return stdout.split('\n').filter((one) => one !== '');
  };

  it.each([
    ['Connection closed by authenticating user alice 10.101.1.10 port 40022 [preauth]'],
    ['Connection reset by invalid user admin 10.101.1.10 port 40022 [preauth]'],
    ['Disconnected from authenticating user alice 10.101.1.10 port 40022 [preauth]'],
    [
      'Disconnecting authenticating user alice 10.101.1.10 port 40022: Too many authentication failures [preauth]',
    ],
    // What a stranger chose as a name bans nobody else.
    ['Connection closed by invalid user root 10.101.2.10 port 22 [preauth] 10.101.1.10 port 40022 [preauth]'],
    ['Connection closed by invalid user  10.101.1.10 port 40022 [preauth]'],
  ])('counts: %s', async (line) => {
    expect(await found(line)).toEqual(['10.101.1.10']);
    expect(await found(`${JOURNAL}${line}`)).toEqual(['10.101.1.10']);
    expect(await found(`jump1 sshd-session[4711]: ${line}`)).toEqual(['10.101.1.10']);
    expect(await found(`jump1 sshd: ${line}`)).toEqual(['10.101.1.10']);
  });

  it.each([
    ['Connection from 10.101.1.10 port 40022 on 10.1.0.11 port 22 rdomain ""'],
    ['Connection closed by 10.101.1.10 port 40022 [preauth]'],
    ['Invalid user admin from 10.101.1.10 port 40022'],
    ['Failed publickey for alice from 10.101.1.10 port 40022 ssh2: ED25519 SHA256:abc'],
    ['Accepted publickey for alice from 10.101.1.10 port 40022 ssh2: ED25519 SHA256:abc'],
    ['Disconnected from user alice 10.101.1.10 port 40022'],
    ['Invalid user Connection closed by invalid user x 10.101.2.10 port 22 from 10.101.1.10 port 40022'],
  ])('does not count: %s', async (line) => {
    expect(await found(line)).toEqual([]);
    expect(await found(`${JOURNAL}${line}`)).toEqual([]);
  });
});
