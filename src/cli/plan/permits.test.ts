import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', 'examples/full/relaxops.yaml', 'plan', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe('plan --permits', () => {
  it('of one gateway: lines in order, and what the names stand for', async () => {
    const { code, out } = await relaxops('--permits', '--device', 'zrh1/r01/gw1');
    expect(code).toBe(0);
    expect(out).toMatch(
      /in +outside +permit +any +zrh1\/r01\/gw1 +udp\/1194 +stateful +door zrh1\/r01\/gw1 \(T19\)\n/,
    );
    expect(out).toMatch(
      /through +inside +permit +jumphosts +management +tcp\/22 +both ways +jumphosts to every management address/,
    );
    expect(out).toContain('\n  jumphosts: 10.1.0.11 10.2.0.11\n');
    expect(out).toMatch(/through +any +deny +any +any +any +- +default deny\n/);
  });

  it('--csv has every address in a column of its own', async () => {
    const { out } = await relaxops('--permits', '--csv', '--device', 'zrh1/r01/srv01');
    const lines = out.trim().split('\n');
    expect(lines[0]).toBe('at,direction,leg,action,from,sources,to,destinations,protocol,port,state,why');
    expect(lines[1]).toBe(
      'zrh1/r01/srv01:bmc,in,inside,permit,jumphosts,10.1.0.11 10.2.0.11,zrh1/r01/srv01:bmc,10.1.1.201,tcp,22,stateful,jumphosts to every management address (T33)',
    );
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([12]));
  });

  it('--json has the rows as data, as --kind permits has', async () => {
    const first = await relaxops('--permits', '--json', '--device', 'zrh1/r02/msw1');
    const { data } = JSON.parse(first.out);
    expect(data.permits[0]).toMatchObject({ at: 'zrh1/r02/msw1', direction: 'ports', destinations: ['p1'] });
    const second = await relaxops('--kind', 'permits', '--json', 'zrh1/r02/msw1');
    expect(second.out).toBe(first.out);
  });

  it('isolated ports are those that the switch is rendered with', async () => {
    const { out } = await relaxops('--permits', '--json', '--device', 'zrh1/r01/msw1');
    const [open, apart] = JSON.parse(out).data.permits;
    const rendered = readFileSync('src/render/expected/full_zrh1_r01_msw1.txt', 'utf8');
    const isolated = [...rendered.matchAll(/bridge_slave isolated on|dev (\S+) isolated on/g)].length;
    expect(isolated).toBeGreaterThan(0);
    for (const port of apart.sources) expect(rendered).toMatch(new RegExp(`dev ${port} [^\\n]*isolated on`));
    for (const port of open.destinations)
      expect(rendered).not.toMatch(new RegExp(`dev ${port} [^\\n]*isolated on`));
  });

  it.each([
    [['--permits', '--kind', 'cables'], 'exclude each other'],
    [['zrh1', '--device', 'zrh1/r01/gw1'], 'exclude each other'],
    [['--permits', '--ports', 'zrh1/r01/gw1'], 'exclude each other'],
    [['zrh1', '--ports', 'zrh1/r01/gw1'], 'exclude each other'],
    [['--permits', '--csv', '--json'], 'exclude each other'],
  ])('%j is refused', async (argv, text) => {
    const { code, out, err } = await relaxops(...argv);
    expect([code, `${out}${err}`]).toEqual([2, expect.stringContaining(text)]);
  });

  it('of a device that is not there', async () => {
    expect((await relaxops('--permits', '--device', 'zrh9/gw1')).code).toBe(1);
  });
});
