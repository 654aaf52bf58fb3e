import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

let folder = '';
let foreign = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-export-'));
  foreign = join(folder, 'relaxops.yaml');
  const text = readFileSync('examples/full/relaxops.yaml', 'utf8');
  writeFileSync(foreign, text.replace('role: management-switch,', 'role: management-switch, rendered: no,'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const relaxops = async (file: string, ...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', file, 'export', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};
const FULL = 'examples/full/relaxops.yaml';

describe('documents', () => {
  it.each(['ansible', 'hosts', 'labels', 'oxidized', 'prometheus'])(
    '%s: text, and the same as data',
    async (id) => {
      const text = await relaxops(FULL, id);
      expect(text.code).toBe(0);
      const { schema, data } = JSON.parse((await relaxops(FULL, id, '--json')).out);
      expect([schema, data.format]).toEqual([`relaxops/export-${id}/1`, id]);
      expect(data.files.map((file: { text: string }) => file.text).join('')).toBe(text.out);
    },
  );

  it('prometheus --probe is one probe', async () => {
    const groups = JSON.parse((await relaxops(FULL, 'prometheus', '--probe', 'icmp')).out);
    expect(new Set(groups.map((g: { labels: { probe: string } }) => g.labels.probe))).toEqual(
      new Set(['icmp']),
    );
    expect((await relaxops(FULL, 'prometheus', '--probe', 'http')).code).toBe(2);
  });
});

describe('netbox', () => {
  it('writes a folder, replaces its own, and leaves others alone', async () => {
    const target = join(folder, 'netbox');
    expect((await relaxops(FULL, 'netbox', '-o', target)).code).toBe(0);
    const { code, out } = await relaxops(FULL, 'netbox', '-o', target);
    expect([code, out]).toEqual([0, expect.stringContaining('  07-devices.csv: 60 rows\n')]);
    expect(readdirSync(target).filter((name) => name.endsWith('.csv'))).toHaveLength(18);
    const refused = await relaxops(FULL, 'netbox', '-o', folder);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is left alone')]);
  });

  it.each([[[]], [['-o', ' ']]])('%j names no folder', async (argv) => {
    expect((await relaxops(FULL, 'netbox', ...argv)).code).toBe(2);
  });
});

describe('switch-config', () => {
  const of = (...argv: string[]) => relaxops(foreign, 'switch-config', ...argv);

  it('takes the vendor from the inventory, or from the command line', async () => {
    const own = await of('--device', 'zrh1/r01/msw1', '--ports', 'ether%n');
    expect([own.code, own.out]).toEqual([
      0,
      expect.stringMatching(/^# RelaxOps: zrh1\/r01\/msw1, for MikroTik/),
    ]);
    const other = await of(
      '--device',
      'zrh1/r01/msw1',
      '--vendor',
      'cisco',
      '--ports',
      'GigabitEthernet1/0/%n',
    );
    expect(other.out).toContain('no spanning-tree vlan 1-4094\n');
  });

  it('says why there is none', async () => {
    const why = async (...argv: string[]) => {
      const { code, err } = await of(...argv);
      return [code, err.split('\n')[0]];
    };
    expect(await why('--device', 'zrh1/r01/msw1')).toEqual([1, expect.stringContaining('port "p1"')]);
    expect(await why('--device', 'zrh1/r01/sw1')).toEqual([1, expect.stringContaining('vendor "juniper"')]);
    expect(await why('--device', 'zrh1/r01/gw1')).toEqual([1, expect.stringContaining('relaxops render')]);
    expect(await why('--device', 'zrh9/x')).toEqual([1, expect.stringContaining('is not a device')]);
    expect(await why()).toEqual([2, expect.stringContaining('no device')]);
  });
});
