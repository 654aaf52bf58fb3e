import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'relaxops-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FULL = readFileSync('examples/full/relaxops.yaml', 'utf8');
const [old, made] = [join(folder, 'old.yaml'), join(folder, 'new.yaml')];

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: folder });
  const code = await run(['diff', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

/** The full example with some lines written otherwise; each has to be there. */
const edited = (...edits: readonly (readonly [string, string])[]): string =>
  edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, FULL);

const WITHOUT_INTERLINK = ['interlinks:\n  - zrh1/r01/gw2 -- ber1/r01/gw2\n', ''] as const;

beforeEach(() => {
  writeFileSync(old, FULL);
});

describe('diff', () => {
  it('says of the same inventory that nothing differs', async () => {
    writeFileSync(made, `# another comment\n${FULL}`);
    const { code, out } = await relaxops(old, made);
    expect(code).toBe(0);
    expect(out).toMatch(/: no fact of the network differs\nNothing gets worse\.\n/);
    expect((await relaxops(old, made, '--exit-code')).code).toBe(0);
  });

  it('tells what is lost, what it takes now, and what is found, worst first', async () => {
    writeFileSync(made, edited(WITHOUT_INTERLINK));
    const { code, out } = await relaxops(old, made);
    expect(code).toBe(1);
    expect(out).toMatch(/1 cable gone, .*1 interlink gone/);
    expect(out).toContain('\nWorse\n  power is gone: zrh1/r01/jump1, ber1/r01/jump1\n');
    expect(out).toMatch(/^ {2}link-cut:zrh1\/r01\/jump1:mgmt \(or \d+ alike\) now takes ssh \d+/m);
    expect(out).toMatch(/^ {2}error R19 zrh1: site "zrh1" is entered/m);
    expect(out).toMatch(/^ssh +\d+ of 61 +9\d\.\d\d % -> 9\d\.\d\d % +9\d\.\d\d % -> 9\d\.\d\d %$/m);
    expect(out).toContain('  - interlink zrh1/r01/gw2:');
    expect(out.split('\n').length).toBeLessThan(45);
    expect((await relaxops(old, made, '--all')).out.length).toBeGreaterThan(out.length);
  });

  it('takes the same change the other way round for a better one, unless any difference counts', async () => {
    writeFileSync(made, edited(WITHOUT_INTERLINK));
    const { code, out } = await relaxops(made, old);
    expect(code).toBe(0);
    expect(out).toContain(
      'Nothing gets worse.\n\nBetter\n  power is there now: zrh1/r01/jump1, ber1/r01/jump1\n',
    );
    expect(out).toMatch(/^ {2}no longer: error R19 /m);
    expect((await relaxops(made, old, '--exit-code')).code).toBe(1);
  });

  it('does not take a pair for worse that stands where one failure stood', async () => {
    // A second way in for a site: what one failure took now takes two.
    writeFileSync(made, edited(['    r01/gw2: { provider: salt', '    r01/gw2: { provider: sunrise']));
    const { out } = await relaxops(old, made, '--json');
    const { data } = JSON.parse(out);
    const singles = new Set(
      data.ways.singles.fewer.flatMap(({ sets }: { sets: { kind: string; scope: string }[][] }) =>
        sets.map(([one]) => `${one!.kind}:${one!.scope}`),
      ),
    );
    for (const { sets } of data.ways.pairs.more)
      for (const [a, b] of sets) {
        expect(singles).not.toContain(`${a.kind}:${a.scope}`);
        expect(singles).not.toContain(`${b.kind}:${b.scope}`);
      }
  });

  it('says which addresses move, and gives new devices what is theirs', async () => {
    writeFileSync(
      made,
      edited(
        ['address: 203.0.113.10/29', 'address: 203.0.113.11/29'],
        ['r03: plain }', 'r03: plain, r04: plain }'],
      ),
    );
    const { out } = await relaxops(old, made, '--all');
    expect(out).toContain('  ~ address ber1/r01/gw1:wan (outside): ip 203.0.113.10 -> 203.0.113.11\n');
    expect(out).toMatch(/^ {2}\+ device \w+\/r04\/msw1, with \d+ ports, \d+ cables, 1 address$/m);
    expect(out).not.toMatch(/^ {2}\+ (port|cable) \w+\/r04\/msw1/m);
  });

  it('is an envelope too', async () => {
    writeFileSync(made, edited(WITHOUT_INTERLINK));
    const { schema, ok, data } = JSON.parse((await relaxops(old, made, '--json')).out);
    expect([schema, ok, data.worse]).toEqual(['relaxops/diff/1', false, true]);
    expect(data.ways.lost).toContainEqual({ device: 'zrh1/r01/jump1', verb: 'power' });
    expect(data.things).toContainEqual({ sort: 'interlink', id: expect.any(String), how: 'gone', moved: [] });
  });

  it('tells all mistakes of an inventory that cannot be read, of either', async () => {
    writeFileSync(made, 'relaxops: 1\nsitez: {}\n');
    for (const argv of [
      [old, made],
      [made, old],
    ]) {
      const { code, err } = await relaxops(...argv);
      expect([code, err]).toEqual([2, expect.stringContaining('new.yaml:2:1')]);
    }
  });
});

describe('diff with a revision', () => {
  const work = join(folder, 'work');
  const git = (...argv: string[]) =>
    execFileSync('git', ['-C', work, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...argv], {
      stdio: 'pipe',
    });
  const there = async (...argv: string[]) => {
    const io = fakeStdio({ cwd: join(work, 'net') });
    return { code: await run(['diff', ...argv], io), out: io.stdout(), err: io.stderr() };
  };

  it('reads the inventory with its includes as it was', async () => {
    mkdirSync(join(work, 'net/parts'), { recursive: true });
    git('init', '-q', '-b', 'main');
    const [head, links] = FULL.split('interlinks:\n');
    writeFileSync(
      join(work, 'net/relaxops.yaml'),
      head!.replace('relaxops: 1\n', 'relaxops: 1\ninclude: [parts/links.yaml]\n'),
    );
    writeFileSync(join(work, 'net/parts/links.yaml'), `interlinks:\n${links}`);
    git('add', '.');
    git('commit', '-qm', 'first');
    expect((await there('main')).out).toMatch(/^main:relaxops\.yaml -> .*: no fact of the network differs\n/);
    writeFileSync(join(work, 'net/parts/links.yaml'), 'interlinks: []\n');
    const changed = await there('main');
    expect([changed.code, changed.out]).toEqual([1, expect.stringContaining('1 interlink gone')]);
    git('commit', '-qam', 'second');
    expect((await there('HEAD~1', 'HEAD')).out).toContain('1 interlink gone');
    expect((await there('main')).code).toBe(0);
  });

  it('says what it is not', async () => {
    const { code, err } = await there('no-such-branch');
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('"no-such-branch" is neither a file nor a revision'),
    ]);
    expect((await there('--', '--upload-pack=x')).err).toContain('neither a file nor a revision');
  });
});
