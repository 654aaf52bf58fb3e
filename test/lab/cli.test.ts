import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunResult, run } from '#host/process.ts';
import { preflight } from '#lab/preflight.ts';

/** What `relaxops lab` says when it is asked for what cannot be. */
const root = join(import.meta.dirname, '../..');
const NAME = `cli-${process.pid}`;
const INVENTORY = join(root, 'examples/a-one-server/relaxops.yaml');
const PROGRAM = [process.execPath, '--import', 'tsx', join(root, 'src/cli/main.ts'), '-f', INVENTORY];

const missing = preflight().map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

const relaxops = (...argv: string[]): Promise<RunResult> =>
  run([...PROGRAM, 'lab', ...argv], { cwd: root, timeoutMs: 60_000 });

describe.skipIf(skipped !== '')(`relaxops lab${skipped}`, () => {
  beforeAll(async () => {
    const { ok, stderr } = await relaxops('up', '--name', NAME);
    expect(stderr.replace(/^npm warn.*\n/gm, '')).not.toContain('error');
    expect(ok).toBe(true);
  });
  afterAll(() => relaxops('down', '--name', NAME));

  test('up, of a lab that is up, says what to do with it', async () => {
    const { exitCode, stderr } = await relaxops('up', '--name', NAME);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`lab "${NAME}" is up already`);
    expect(stderr).toContain(`lab shell --name ${NAME} <host> enters it`);
    expect(stderr).toContain(`lab down --name ${NAME} ends it`);
  });

  test('shell, on a host that is not, says so and names the nearest', async () => {
    const { exitCode, stderr } = await relaxops('shell', '--name', NAME, 'lapptop');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('unknown host "lapptop"');
    expect(stderr).toContain('did you mean laptop?');
    expect(stderr).not.toContain('power');
  });

  test('shell, on a device without power, says that', async () => {
    const device = 'zrh1/r01/srv1';
    expect((await relaxops('break', '--name', NAME, `device-dead:${device}`)).ok).toBe(true);
    const { exitCode, stderr } = await relaxops('shell', '--name', NAME, device);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`"${device}" has no power in lab "${NAME}"`);
  });

  test('mend, of a whole rack, takes back what was broken, by the name that was given to it', async () => {
    const device = 'zrh1/r01/srv1';
    expect((await relaxops('mend', '--name', NAME)).stdout).toContain(`device-dead:${device}`);
    const broken = await relaxops('break', '--name', NAME, 'rack-down:zrh1/r01', `device-hung:${device}`);
    expect(broken.stderr).toContain('has no power');
    expect((await relaxops('mend', '--name', NAME)).stdout).toBe(
      `Mended in lab "${NAME}": rack-down:zrh1/r01\n`,
    );
    expect((await relaxops('break', '--name', NAME, `device-hung:${device}`)).ok).toBe(true);
    const { stderr } = await relaxops('shell', '--name', NAME, device, '--', 'true');
    expect(stderr).toContain(`"${device}" hangs in lab "${NAME}"`);
    expect((await relaxops('mend', '--name', NAME, `device-hung:${device}`)).ok).toBe(true);
    expect((await relaxops('shell', '--name', NAME, device, '--', 'true')).exitCode).toBe(0);
    expect((await relaxops('mend', '--name', NAME)).stdout).toContain('Nothing is broken');
  });

  test('up, in a chroot, says that it is one', async () => {
    // The new root is a folder in a tmpfs, as a chroot of a build is; all of it goes with the mount namespace.
    const script = `
      set -e
      mount -t tmpfs none /mnt; mkdir /mnt/root
      for dir in /*; do
        if [ -L "$dir" ]; then cp -P "$dir" "/mnt/root$dir"
        elif [ -d "$dir" ] && [ "$dir" != /mnt ]; then mkdir "/mnt/root$dir"; mount --rbind "$dir" "/mnt/root$dir"
        fi
      done
      exec chroot /mnt/root sh -c 'cd "$0"; exec "$@"' "$PWD" "$@"`;
    const inside = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh'];
    const { exitCode, stderr } = await run([...inside, ...PROGRAM, 'lab', 'up', '--name', `${NAME}-in`], {
      cwd: root,
      timeoutMs: 60_000,
    });
    expect(stderr).toContain('this is a chroot');
    expect(exitCode).toBe(4);
  });
});
