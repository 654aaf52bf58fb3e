import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const CASE = 'test/cases/countries';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-'));
  for (const name of ['relaxops.yaml', 'delegated-sample-extended'])
    cpSync(join(CASE, name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const cli = async (...args: string[]) => {
  const io = fakeStdio({ cwd: folder });
  const code = await run(args, io);
  return { code, out: io.stdout(), err: io.stderr() };
};
const snapshot = () => join(folder, 'countries.txt');

describe('countries import', () => {
  it('writes the snapshot beside the inventory, and only then is anything rendered', async () => {
    const before = await cli('render', '-o', 'out', '--no-check');
    expect([before.code, before.err]).toEqual([1, expect.stringContaining('asks for CH, LI, and')]);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect((await cli('render', '--explain')).code).toBe(1);
    expect((await cli('check')).out).toContain(
      'country-data: country-block: the country block has no addresses of CH, LI',
    );
    const imported = await cli('countries', 'import', 'delegated-sample-extended');
    expect([imported.code, imported.out]).toEqual([0, expect.stringMatching(/CH +1 +1\nLI +1 +1/)]);
    expect(readFileSync(snapshot(), 'utf8')).toBe(readFileSync(join(CASE, 'countries.txt'), 'utf8'));
    expect((await cli('render', '-o', 'out', '--no-check')).code).toBe(0);
    expect(readFileSync(join(folder, 'out/zrh1/r01/gw1/etc/relaxops/nftables.nft'), 'utf8')).toContain(
      'elements = { 198.18.0.0/22, 198.18.8.0/23 }',
    );
  });

  it('mends a snapshot that somebody edited', async () => {
    await cli('countries', 'import', 'delegated-sample-extended');
    writeFileSync(snapshot(), readFileSync(snapshot(), 'utf8').replace('/22', '/21'));
    expect((await cli('plan')).err).toContain('the file was cut or edited');
    expect((await cli('countries', 'import', 'delegated-sample-extended')).code).toBe(0);
    expect((await cli('plan')).code).toBe(0);
  });

  it.each([
    ['a file that is cut', (text: string) => text.slice(0, -40), 'delegated-sample-extended:14:1 error'],
    ['a file of other kind', () => '{}', 'neither a statistics file'],
    ['a file with a byte that is no text', () => Buffer.from([0x32, 0x7c, 0xff]), 'no UTF-8 text'],
  ])('writes nothing from %s', async (_, change, said) => {
    const path = join(folder, 'delegated-sample-extended');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    const { code, err } = await cli('countries', 'import', 'delegated-sample-extended');
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
    expect(existsSync(snapshot())).toBe(false);
  });

  it.each([
    [['gone', 'delegated-sample-extended'], 2, 'there is no such file'],
    [['.'], 2, 'it is a folder'],
    [['delegated-sample-extended', '--date', 'yesterday'], 2, '"yesterday" is not a day'],
  ])('%j', async (args, code, said) => {
    const answer = await cli('countries', 'import', ...args);
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(said)]);
    expect(existsSync(snapshot())).toBe(false);
  });

  it('without a block nobody asks for a country', async () => {
    const path = join(folder, 'relaxops.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^country-block.*$/m, ''));
    const { code, err } = await cli('countries', 'import', 'delegated-sample-extended');
    expect([code, err]).toEqual([1, expect.stringContaining('has no country block')]);
  });
});
