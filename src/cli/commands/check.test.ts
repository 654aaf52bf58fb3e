import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = async (...argv: readonly string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['check', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};
const FULL = ['-f', 'examples/full/relaxops.yaml'] as const;
const json = async (...argv: readonly string[]) => JSON.parse((await check(...argv, '--json')).out);
const asked = ({ data }: { data: { rules: { id: string }[] } }): string[] => data.rules.map(({ id }) => id);

describe('check', () => {
  it.each(['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'])(
    '%s is as the talk wants it',
    async (example) => {
      const { code, out } = await check('-f', `examples/${example}/relaxops.yaml`);
      expect(out).toContain('no findings');
      expect(code).toBe(0);
    },
  );

  it('says on one line what it did not judge, and how to see why', async () => {
    const { out } = await check(...FULL);
    expect(out.match(/^Not judged: .*$/gm)).toHaveLength(1);
    expect((await check(...FULL, '--rule', 'R51,R52')).out).toContain(
      'Not judged: R51, R52 (there are no records)\n',
    );
  });

  it('takes profiles, several and all', async () => {
    const [talk, stig, both, all] = await Promise.all([
      json(...FULL),
      json(...FULL, '--profile', 'stig'),
      json(...FULL, '--profile', 'talk,stig'),
      json(...FULL, '--profile', 'all'),
    ]);
    expect(asked(talk)).toContain('R41');
    expect(asked(stig)).not.toContain('R41');
    expect(asked(stig)).toContain('R56');
    expect(asked(both)).toEqual(expect.arrayContaining(['R41', 'R56']));
    expect(asked(all).length).toBeGreaterThan(asked(both).length);
    expect(all.data.profiles).toContain('bod-23-02');
  });

  it.each([
    [['--profile', 'nist'], '"nist" is not a profile, expected talk, nsa'],
    [['--rule', 'R00'], 'there is no rule "R00", expected R01 to'],
    [['--explain', 'x'], 'there is no rule "x"'],
    [['--json', '--sarif'], 'two formats'],
    [['--records', 'nowhere.json'], 'the records in "nowhere.json" cannot be used: it is not there'],
    [['--records', 'package.json'], 'unrecognized key'],
    [['--records', 'README.md'], 'it is no JSON'],
  ])('%s is refused', async (argv, text) => {
    const { code, out, err } = await check(...FULL, ...argv);
    expect(code).toBe(2);
    expect(err + out).toContain(text);
  });

  it('explains a rule without an inventory', async () => {
    const { code, out } = await check('--explain', 'r41');
    expect(code).toBe(0);
    for (const part of ['R41 no-protocol', 'scenario b', '## Why', '## Wrong', '```yaml right'])
      expect(out).toContain(part);
    expect(out).toContain('Where sources disagree');
  });

  it('judges records that it is given', async () => {
    const file = join(folder, 'records.json');
    const drill = {
      device: 'zrh1/r01/gw1',
      verb: 'ssh',
      door: 'zrh1/r01/gw1',
      date: '2026-01-01',
      ok: false,
    };
    writeFileSync(file, JSON.stringify({ drills: [drill] }));
    const { data, findings } = await json(...FULL, '--rule', 'R51', '--records', file);
    expect(data.unjudged).toEqual([]);
    expect(findings.map((f: { text: string }) => f.text)).toContainEqual(
      '"zrh1/r01/gw1" failed the last drill of ssh, expected it to pass',
    );
  });

  it('judges files that it is given in place of what would be rendered', async () => {
    const target = join(folder, 'files');
    await run(['render', '--no-check', '-o', target, ...FULL], fakeStdio({ cwd: process.cwd() }));
    const codes = async () =>
      (await json(...FULL, '--files', target)).findings.map((f: { code: string; on: string }) => [
        f.code,
        f.on,
      ]);
    expect(await codes()).toEqual([]);
    const nft = join(target, 'zrh1/r01/gw1/etc/relaxops/nftables.nft');
    writeFileSync(nft, readFileSync(nft, 'utf8').replaceAll('policy drop', 'policy accept'));
    rmSync(join(target, 'ber1/r01/jump1/etc/systemd/system/relaxops-sshd.service'));
    expect(await codes()).toEqual([
      ['R20', 'zrh1/r01/gw1'],
      ['R20', 'zrh1/r01/gw1'],
      ['R23', 'ber1/r01/jump1'],
    ]);
    expect((await check(...FULL, '--files', folder)).code).toBe(2);
  });

  it('prints a list that has an end, and says how to see the rest', async () => {
    const file = join(folder, 'story.yaml');
    const steps = Array.from({ length: 5000 }, (_, n) => `device-dead:zrh1/r01/nope${n}`);
    writeFileSync(
      file,
      `relaxops: 1
sites: { zrh1: { racks: { r01: { devices: { sw1: switch } } } } }
stories: { long: { failures: [${steps.join(', ')}] } }
`,
    );
    const { out } = await check('-f', file);
    expect(out.split('\n').length).toBeLessThan(40);
    expect(out).toContain('and 4990 more of story-failure: relaxops check --all lists them, --json has them');
    expect(out).toMatch(/^500\d errors/m);
    expect((await check('-f', file, '--all')).out.split('\n').length).toBeGreaterThan(5000);
    expect((await json('-f', file)).findings.length).toBeGreaterThanOrEqual(5000);
  });

  it('says once what is the same at several sites, and each with --all, in JSON and in SARIF', async () => {
    const file = join(folder, 'sites.yaml');
    const site = (n: number) => `  s${n}: { number: ${n}, racks: { r1: { devices: { sw1: switch } } } }\n`;
    writeFileSync(file, `relaxops: 1\nsites:\n${[1, 2, 3, 4, 5, 6].map(site).join('')}`);
    const { out } = await check('-f', file, '--rule', 'R33');
    expect(out).toMatch(
      /: 6 devices at 6 sites have no console server in their site, .*\n {2}at s1, s2, s3, s4/,
    );
    expect(out).toContain('6 errors');
    expect((await check('-f', file, '--rule', 'R33', '--all')).out.match(/ error R33: /g)).toHaveLength(6);
    const { findings } = await json('-f', file, '--rule', 'R33');
    expect(findings.map((f: { alike: { things: string[] } }) => f.alike.things[0])).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `s${n}/r1/sw1`),
    );
    const { runs } = JSON.parse((await check('-f', file, '--rule', 'R33', '--sarif')).out);
    expect(runs[0].results).toHaveLength(6);
  });

  it('counts what is waived, and tells it in JSON', async () => {
    const file = join(folder, 'waived.yaml');
    const soon = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    writeFileSync(
      file,
      `relaxops: 1
sites: { zrh1: { racks: { r01: { devices: { srv1: server } } } } }
waivers: [{ rule: R02, on: zrh1/r01/srv1, reason: a spare, until: ${soon} }]
`,
    );
    expect((await check('-f', file)).out).toContain('no findings, 1 waived');
    const { data } = await json('-f', file);
    expect(data.waived).toMatchObject([{ finding: { code: 'R02' }, waiver: { reason: 'a spare' } }]);
  });
});
