import { describe, expect, test } from 'vitest';
import { run, start } from './process.ts';

describe('run', () => {
  test('gives what a program says and how it ends', async () => {
    expect(await run(['sh', '-c', 'cat; echo oops >&2; exit 3'], { stdin: 'in' })).toMatchObject({
      ok: false,
      exitCode: 3,
      stdout: 'in',
      stderr: 'oops\n',
      timedOut: false,
    });
  });

  test('a program that does not exist is a result', async () => {
    expect(await run(['/no/such/program'])).toMatchObject({
      ok: false,
      spawnError: 'ENOENT',
      exitCode: undefined,
    });
    expect(await run(['echo', 'a\0b'])).toMatchObject({
      ok: false,
      spawnError: expect.stringContaining('null bytes'),
    });
  });

  test('a program that never reads its stdin is no error', async () => {
    expect(await run(['true'], { stdin: 'x'.repeat(1_000_000) })).toMatchObject({ ok: true });
  });

  test('a time limit kills the whole group at once, not the first process alone', async () => {
    const result = await run(['sh', '-c', 'sleep 31.7 & wait'], { timeoutMs: 100 });
    expect(result).toMatchObject({ ok: false, timedOut: true });
    expect(result.durationMs).toBeLessThan(2000);
  });

  test('what ignores SIGTERM gets SIGKILL', async () => {
    const result = await run(['sh', '-c', 'trap "" TERM; while :; do sleep 0.05; done'], { timeoutMs: 100 });
    expect(result).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
  });

  test('a grandchild that left the group and holds the pipes keeps nobody waiting', async () => {
    const result = await run(['setsid', '-f', 'sleep', '3'], { timeoutMs: 10_000 });
    expect(result.ok).toBe(true);
    expect(result.durationMs).toBeLessThan(2000);
  });

  test('output is kept up to a limit', async () => {
    const result = await run(['sh', '-c', 'yes | head -c 1000000'], { maxOutput: 1000 });
    expect(result.ok).toBe(true);
    expect(result.stdout.length).toBe(1000);
  });
});

describe('start', () => {
  test('hands over lines and ends with its input', async () => {
    const lines: string[] = [];
    const program = start(['sh', '-c', 'while read -r l; do echo "<$l>"; done; echo end >&2; exit 2'], {
      onLine: (line) => lines.push(line),
    });
    program.send('a b');
    program.send('c');
    program.endInput();
    expect(await program.exited).toMatchObject({ exitCode: 2 });
    await expect.poll(() => [lines, program.errors()]).toEqual([['<a b>', '<c>'], 'end\n']);
  });

  test('keeps the end of a long stderr', async () => {
    const program = start(['sh', '-c', 'seq 100000 >&2'], { maxOutput: 100 });
    await program.exited;
    await expect.poll(() => program.errors().endsWith('100000\n')).toBe(true);
    expect(program.errors().length).toBeLessThanOrEqual(100);
  });

  test('a program that does not exist has exited', async () => {
    expect(await start(['/no/such/program']).exited).toMatchObject({ spawnError: 'ENOENT' });
  });
});
