import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const A = 'examples/a-one-server/relaxops.yaml';
const FULL = 'examples/full/relaxops.yaml';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-small-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const relaxops = async (file: string, ...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', file, ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe('where, with a length', () => {
  it.each([
    ['10.1.0.2/16', 0, ''],
    ['10.1.0.2/32', 0, ''],
    ['10.1.0.1/99', 2, '"10.1.0.1/99" has a length that is none, expected /0 to /32'],
    ['10.1.0.1/-1', 2, 'expected /0 to /32'],
    ['10.1.0.1/', 2, 'expected /0 to /32'],
    ['2001:db8::1/129', 2, 'expected /0 to /128'],
    ['zrh1/r01/gw1', 0, ''],
    ['zrh1/99', 1, 'nothing in full is called or has "zrh1/99"'],
  ])('%s', async (what, code, text) => {
    const answer = await relaxops(FULL, 'where', what);
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(text)]);
  });
});

describe('check', () => {
  it.each([
    ['no sites', 'relaxops: 1\nname: empty\nsites: {}\n'],
    ['a site without racks', 'relaxops: 1\nname: empty\nsites: { zrh1: { number: 1 } }\n'],
  ])('of %s says that there is nothing to check', async (_what, text) => {
    const file = join(folder, 'empty.yaml');
    writeFileSync(file, text);
    const { code, out } = await relaxops(file, 'check');
    expect(code).toBe(3);
    expect(out).toMatch(
      /^\S*empty\.yaml:\d+:\d+ warning nothing-to-check: .*no site has a device, so there is nothing to check\n/,
    );
    expect(out).toMatch(/1 warning \(0 devices, 0 cables, \d+ rules\)\n$/);
  });
});

describe('an inventory with cables of its own only', () => {
  const file = () => join(folder, 'written.yaml');
  beforeAll(() =>
    writeFileSync(
      file(),
      `relaxops: 1
name: written
wiring: written
sites:
  zrh1:
    racks:
      r01:
        devices:
          rt1: { role: router, ports: { p1: { kind: data }, mgmt: { kind: management } } }
          sw1: { role: switch, ports: { p1: { kind: data }, mgmt: { kind: management } } }
    cables: [r01/rt1:p1 -- r01/sw1:p1]
`,
    ),
  );

  it('is told to write them, since nothing is wired by default', async () => {
    const { out } = await relaxops(file(), 'check', '--rule', 'R01');
    expect(out).toContain(
      'hint add "msw1: management-switch" to the main rack, and write its cables in "cables"',
    );
    expect(out).not.toContain('by default');
  });

  it('has devices without an address, which where knows by the end of their name', async () => {
    const { code, err } = await relaxops(file(), 'where', 'sw1');
    expect([code, err]).toEqual([1, expect.stringContaining('"sw1" has no address')]);
  });

  it('has no way in, as availability says', async () => {
    const { code, out } = await relaxops(file(), 'availability');
    expect([code, out]).toEqual([0, expect.stringContaining('No device has a way in out of band')]);
  });

  it('has no addresses, as plan says', async () => {
    expect((await relaxops(file(), 'plan', '--kind', 'addresses')).out).toBe('Addresses (0)\n');
  });
});

describe('a failure by its name alone', () => {
  it('whatif shows what lost most, and how the failure ends, on one screen; --all shows the rest', async () => {
    const failures = ['site-down:zrh1', 'provider-down:ewb'];
    const { out } = await relaxops(FULL, 'whatif', ...failures);
    const rows = out.split('\n').filter((line) => /^(zrh1|ber1)\//.test(line));
    expect(rows).toHaveLength(40);
    expect(rows.slice(0, 30).every((row) => row.startsWith('zrh1/') && row.includes('lost'))).toBe(true);
    const more = Number(/^and (\d+) more devices: --all/m.exec(out)?.[1]);
    const all = (await relaxops(FULL, 'whatif', '--all', ...failures)).out;
    expect(all).not.toContain('more devices');
    const touched = all.split('\n').filter((line) => /^(zrh1|ber1)\/.*(lost|other-path)/.test(line));
    expect(touched).toHaveLength(40 + more);
  });

  it('whatif says so where power that returns is asked for and nothing waits for it', async () => {
    const { code, err } = await relaxops(A, 'whatif', 'device-dead:zrh1/r01/srv2', '--after-power-returns');
    expect(code).toBe(1);
    expect(err).toContain('--after-power-returns adds nothing');
  });

  it('whatif says which failures it could be', async () => {
    const { code, err } = await relaxops(FULL, 'whatif', 'gw1');
    expect(code).toBe(2);
    expect(err).toContain('"gw1" is no failure, expected kind:scope such as device-dead:zrh1/r01/gw1, ');
  });

  it('survive takes none, and says who does', async () => {
    const { code, err } = await relaxops(FULL, 'survive', 'gw1');
    expect([code, err]).toEqual([
      2,
      'relaxops: error: "relaxops survive" takes fewer arguments; "gw1" is one too many\n  hint it tries every failure; one alone: relaxops whatif gw1\n',
    ]);
  });
});
