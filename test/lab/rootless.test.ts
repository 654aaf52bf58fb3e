import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunResult, run } from '#host/process.ts';
import { preflight } from '#lab/preflight.ts';

/** A lab of somebody without root, who has ids for its accounts (subuid(5)): the same network, the same logins. */
const ROOT = join(import.meta.dirname, '../..');
const NAME = `rootless-${process.pid}`;
const PROGRAM = [process.execPath, '--import', 'tsx', join(ROOT, 'src/cli/main.ts')];
const UID = 65_534;

/** As a user of whom the files of ids know, in a mount namespace that is gone afterwards. */
const asUser = (ids: string, argv: readonly string[]): Promise<RunResult> =>
  run(
    [
      ...['unshare', '--mount', '--propagation', 'private', 'sh', '-c'],
      `mount --bind "$0" /etc/subuid && mount --bind "$0" /etc/subgid &&
      exec setpriv --reuid ${UID} --regid ${UID} --clear-groups env HOME=/tmp TMPDIR=/tmp RELAXOPS_TEST_SECRETS=${noted} "$@"`,
      ids,
      ...argv,
    ],
    { cwd: ROOT, timeoutMs: 60_000 },
  );

/** Where everybody may go. */
const folder = mkdtempSync('/tmp/relaxops-rootless-');
chmodSync(folder, 0o755);
const ids = join(folder, 'ids');
/** Secrets that are made there, for the search of the whole run (tools/watch-secrets.mjs): its own folder is root's. */
const noted = join(folder, 'secrets');
mkdirSync(noted, { mode: 0o700 });
chownSync(noted, UID, UID);
writeFileSync(ids, `${UID}:300000:65536\n`);
const missing = preflight().map((one) => one.what);
const tried =
  missing.length > 0
    ? undefined
    : await asUser(ids, ['unshare', '--user', '--map-root-user', '--map-auto', 'cat', PROGRAM.at(-1)!]);
const why =
  missing.length > 0
    ? `needs ${missing.join(', ')}`
    : tried?.ok
      ? ''
      : `no user namespaces, or a folder that others may not read: ${tried?.stderr.trim()}`;

afterAll(() => {
  const watched = process.env.RELAXOPS_TEST_SECRETS;
  for (const name of watched ? readdirSync(noted) : [])
    copyFileSync(join(noted, name), join(watched!, `rootless-${name}`));
  rmSync(folder, { recursive: true });
});

describe.skipIf(why !== '')(`a lab without root${why && ` (skipped: ${why})`}`, () => {
  const lab = (...argv: string[]): Promise<RunResult> =>
    asUser(ids, [...PROGRAM, '-f', join(ROOT, 'examples/a-one-server/relaxops.yaml'), 'lab', ...argv]);

  beforeAll(async () => {
    const { ok, stderr } = await lab('up', '--name', NAME);
    expect([ok, stderr.replace(/^npm warn.*\n/gm, '')]).toEqual([true, '']);
  });
  afterAll(() => lab('down', '--name', NAME));

  test('an operator logs in', async () => {
    const login = ['ssh', '-n', '-F', '/etc/relaxops/lab/ssh_config', 'zrh1/r01/srv2', 'uname -n; id -un'];
    const { stdout, stderr } = await lab('shell', '--name', NAME, 'laptop', '--', ...login);
    expect(stdout, stderr).toBe('zrh1-r01-srv2\nalice\n');
  });

  test('a failure is caused, seen and mended', async () => {
    expect((await lab('break', '--name', NAME, 'device-dead:zrh1/r01/srv1')).ok).toBe(true);
    expect((await lab('state')).stdout).toContain('device-dead:zrh1/r01/srv1');
    expect((await lab('mend', '--name', NAME)).stdout).toContain('device-dead:zrh1/r01/srv1');
  });

  test('nothing of it is root on this machine', async () => {
    const { stdout } = await run(['ps', '-eo', 'uid=,args='], { timeoutMs: 5000 });
    const own = stdout.split('\n').filter((line) => line.includes(`relaxops-lab ${NAME}`));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((line) => !line.trimStart().startsWith(String(UID)))).toEqual([]);
  });
});
