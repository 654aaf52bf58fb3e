import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const FULL = resolve('examples/full/relaxops.yaml');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-map-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const map = async (...argv: readonly string[]) => {
  const io = fakeStdio({ cwd: folder });
  const code = await run(['-f', FULL, 'map', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe('map', () => {
  it('prints the picture, or writes it, the same', async () => {
    const { code, out } = await map();
    expect({ code, head: out.slice(0, 5), end: out.endsWith('</svg>\n') }).toEqual({
      code: 0,
      head: '<svg ',
      end: true,
    });
    expect(out).toBe(readFileSync('docs/full.svg', 'utf8'));
    expect(await map('-o', 'map.svg')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Wrote map.svg, \d+ KB\.\n$/),
    });
    expect(readFileSync(join(folder, 'map.svg'), 'utf8')).toBe(out);
  });

  it('replaces a picture of its own', async () => {
    await map('-o', 'again.svg');
    expect((await map('-o', 'again.svg', '--rack', 'zrh1/r01')).code).toBe(0);
    expect(readFileSync(join(folder, 'again.svg'), 'utf8')).toContain(
      '<title id="title">Rack zrh1/r01 of full</title>',
    );
  });

  it('replaces nothing else: no folder, no file of somebody, no link, no device', async () => {
    mkdirSync(join(folder, 'a-folder'));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, 'other.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    symlinkSync(join(folder, 'notes.txt'), join(folder, 'link'));
    for (const name of ['a-folder', 'notes.txt', 'other.svg', 'link', '/dev/null']) {
      const { code, err } = await map('-o', name);
      expect({ name, code, said: err.includes(`"${name}" is left alone`) }).toEqual({
        name,
        code: 1,
        said: true,
      });
    }
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('.relaxops-'))).toEqual([]);
  });

  it('says when it cannot be written', async () => {
    const { code, err } = await map('-o', 'notes.txt/map.svg');
    expect({ code, said: /cannot write|left alone/.test(err) }).toEqual({ code: 4, said: true });
  });

  it('answers in JSON with what is drawn', async () => {
    const { schema, ok, data } = JSON.parse((await map('--json')).out);
    expect({ schema, ok, picture: data.picture, name: data.name }).toEqual({
      schema: 'relaxops/map/1',
      ok: true,
      picture: 'map',
      name: 'full',
    });
    expect(data.nodes.map((node: { id: string }) => node.id)).toContain('zrh1/r01/gw1');
    expect(JSON.stringify(data)).not.toContain('<svg');
    const way = JSON.parse(
      (await map('--path', 'zrh1/r02/sw1', '--verb', 'console', '--json', '-o', 'w.svg')).out,
    );
    expect(way.data.ways.map((one: { verb: string }) => one.verb)).toEqual(['console']);
    expect(existsSync(join(folder, 'w.svg'))).toBe(true);
  });

  it('takes several failures, in either spelling', async () => {
    const one = await map('--whatif', 'device-dead:zrh1/r01/gw1', 'feed:ber1/A');
    const two = await map('--whatif', 'device-dead:zrh1/r01/gw1', '--whatif', 'feed-down:ber1/A');
    expect(one.out).toBe(two.out);
    expect(one.out).toContain('feed-down:ber1/A: by somebody else: the power supply of ber1/A');
  });

  it.each([
    [['--whatif', 'device-dead:nobody'], 2, '"device-dead:nobody" hits nothing'],
    [['--rack', 'zrh1/r99'], 1, 'no rack is called "zrh1/r99"'],
    [['--path', 'zrh1/r99/x'], 1, '"zrh1/r99/x" is not a device'],
    [['--path', 'zrh1/r01/gw1', '--rack', 'zrh1/r01'], 2, 'two pictures'],
    [['--verb', 'ssh'], 2, '--verb needs --path'],
    [['--rack', 'zrh1/r01', '--racks', 'each'], 2, '--racks is for the whole map'],
    [['--racks', 'some'], 2, 'Allowed choices'],
  ] as const)('refuses %j', async (argv, code, said) => {
    const answered = await map(...argv);
    expect({ code: answered.code, out: answered.out }).toEqual({ code, out: '' });
    expect(answered.err).toContain(said);
  });
});
