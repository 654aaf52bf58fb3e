import { describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', 'examples/full/relaxops.yaml', 'plan', ...argv], io);
  return { code, out: io.stdout() };
};

describe('plan --ports', () => {
  it('is the port table of one device, open ports too', async () => {
    const { code, out } = await relaxops('--ports', 'zrh1/r01/msw1');
    expect(code).toBe(0);
    const [title, head, ...rows] = out.trimEnd().split('\n');
    expect(title).toBe('Ports (19)');
    expect(head!.trim().split(/ {2,}/)).toEqual(['port', 'kind', 'to', 'origin', 'address', 'label']);
    expect(rows).toHaveLength(19);
    expect(rows[0]).toMatch(/^zrh1\/r01\/msw1:\S+ /);
    expect(out).toMatch(/zrh1\/r01\/msw1:p1 +management +zrh1\/r01\/gw1:inside +wired/);
  });

  it('says the same as --kind ports', async () => {
    const table = await relaxops('--ports', 'zrh1/r01/msw1', '--csv');
    expect((await relaxops('zrh1/r01/msw1', '--kind', 'ports', '--csv')).out).toBe(table.out);
  });

  it('of a device that is not there', async () => {
    expect((await relaxops('--ports', 'zrh9/x')).code).toBe(1);
  });
});
