import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMap, isSeq, parse, parseDocument } from 'yaml';
import { type Desk, makeDesk } from './cli.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const DUMP = at('../../../shared/data/netbox-demo-v3.6.json.gz');
const NO_DUMP = existsSync(DUMP) ? undefined : 'no dump at ../shared/data';
const PAGE = readFileSync(at('../../docs/import-netbox.md'), 'utf8');

const blocks = (info: string): string[] =>
  [...PAGE.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
    .filter((found) => found[1] === info)
    .map((found) => found[2] ?? '');

/** The file with the piece beside what is there, as a person would write it: maps are joined, lists get longer. */
const beside = (file: string, piece: string): string => {
  const document = parseDocument(file);
  const put = (path: readonly string[], value: unknown): void => {
    const there = document.getIn(path);
    if (Array.isArray(value) && isSeq(there)) for (const one of value) document.addIn(path, one);
    else if (typeof value === 'object' && value !== null && isMap(there))
      for (const [key, inner] of Object.entries(value)) put([...path, key], inner);
    else document.setIn(path, value);
  };
  for (const [key, value] of Object.entries(parse(piece))) put([key], value);
  return document.toString({ lineWidth: 0 });
};

const SITE = 'dm-akron';
const DEVICE = `${SITE}/Comms-closet`;

describe.skipIf(NO_DUMP)('docs/import-netbox.md: from an import to your first door', () => {
  let desk: Desk;
  const texts: Record<'before' | 'plan' | 'survive', string> = { before: '', plan: '', survive: '' };
  /** After each step: codes of the site's own findings. */
  const found: string[][] = [];
  const relaxops = async (...args: string[]) =>
    desk.relaxops(...args, '-f', join(desk.folder, 'relaxops.yaml'));
  const codes = async (): Promise<string[]> => {
    const { stdout } = await relaxops('check', '--json');
    const findings: { code: string; on?: string }[] = JSON.parse(stdout).findings;
    return findings.filter(({ on }) => on === SITE || on?.startsWith(`${SITE}/`)).map(({ code }) => code);
  };

  beforeAll(async () => {
    desk = makeDesk();
    await desk.relaxops('import', 'netbox', DUMP);
    texts.before = (await relaxops('survive', '--order', '2')).stdout;
    texts.plan = (await relaxops('plan', '--permits')).stdout;
    for (const piece of blocks('yaml door')) {
      desk.write('relaxops.yaml', beside(desk.read('relaxops.yaml'), piece));
      found.push(await codes());
    }
    texts.survive = (await relaxops('survive')).stdout;
  }, 60_000);
  afterAll(() => desk.remove());

  it('begins where survive and plan point to it, and list nothing', () => {
    for (const text of [texts.before, texts.plan])
      expect(text).toContain('docs/import-netbox.md, "From an import to your first door"');
    expect(PAGE).toContain('## From an import to your first door\n');
    expect(texts.before.trimEnd().split('\n')).toHaveLength(1);
    expect(texts.plan).toMatch(/^Nothing is permitted yet: operators have no door/m);
  });

  it('has five steps, each of which loads', () => {
    expect(found).toHaveLength(5);
    expect(found.flat().filter((code) => !/^R\d\d$/.test(code))).toEqual([]);
  });

  it('takes away the findings that it says, and names those that are left', () => {
    expect(found[0]).toEqual(expect.arrayContaining(['R01', 'R11', 'R33']));
    expect(found[2]).not.toContain('R11');
    expect(found[4]).not.toContain('R33');
    const after = /still finds something in this site: ([^.]*)\./.exec(PAGE)?.[1] ?? '';
    const named = [...after.matchAll(/R\d\d/g)].map(([id]) => id);
    expect([...new Set(found[4])].sort()).toEqual(named.sort());
  });

  it('leads to a way in', async () => {
    const { code, stdout } = await relaxops('paths', `${DEVICE}/dmi01-akron-sw01`, '--verb', 'ssh');
    expect(code).toBe(0);
    expect(stdout).toContain(blocks('text door paths')[0]);
    const console = await relaxops('paths', `${DEVICE}/dmi01-akron-rtr01`, '--verb', 'console');
    expect(console.code, console.stdout).toBe(0);
  });

  it('ends in what survive says', () => {
    const lines = texts.survive.split('\n');
    const shown = (blocks('text door survive')[0] ?? '').trimEnd().split('\n');
    expect(shown).toHaveLength(4);
    // Shares change with every failure kind that is added; who has a way in does not.
    expect(shown.filter((line) => !lines.some((one) => one.startsWith(line)))).toEqual([]);
  });

  it('can be rendered, and stays through the next import', async () => {
    const target = join(desk.folder, 'rendered');
    expect((await relaxops('render', '--no-check', '-o', target)).code).toBe(0);
    expect(existsSync(join(target, `${DEVICE}/gw1/etc/relaxops/nftables.nft`))).toBe(true);
    const before = desk.read('relaxops.yaml');
    const { stdout } = await desk.relaxops('import', 'netbox', DUMP);
    expect(stdout).toContain(`${DEVICE}/gw1`);
    expect(desk.read('relaxops.yaml')).toBe(before);
  });
});
