import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileFacts } from '#analysis/facts/compile.ts';
import { loadInventory } from '#inventory/load.ts';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

/** The full example with another vendor's gateway, jumphost, console server and management switches. */
const FOREIGN = readFileSync('examples/full/relaxops.yaml', 'utf8')
  .replace('gw[1-2]: {', 'gw1: { role: gateway, vendor: fortinet, rendered: no }\n    gw2: {')
  .replace('jump1: { role: jumphost, break-glass-key: yes }', 'jump1: { role: jumphost, rendered: no }')
  .replace('cs1: console-server', 'cs1: { role: console-server, rendered: no }')
  .replace('msw1: { role: management-switch,', 'msw1: { role: management-switch, rendered: no,');

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-others-'));
  file = join(folder, 'relaxops.yaml');
  writeFileSync(file, FOREIGN);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', file, ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe("other vendors' gateway, jumphost, console server and switches", () => {
  it('are described: check and plan know them', async () => {
    expect((await relaxops('check')).out).toMatch(/^no findings \(61 devices, /m);
    expect((await relaxops('plan', 'zrh1/r01/gw1')).code).toBe(0);
  });

  it('are left out by render, which says what each has to permit', async () => {
    const target = join(folder, 'out');
    const { code, out } = await relaxops('render', '--no-check', '-o', target);
    expect(code).toBe(0);
    expect(readdirSync(join(target, 'zrh1/r01'))).toEqual(['gw2']);
    expect(out).toContain('  zrh1/r01/gw1: relaxops plan --permits --device zrh1/r01/gw1\n');
    expect(out).toContain('  zrh1/r01/jump1: relaxops plan --permits --device zrh1/r01/jump1\n');
    const json = JSON.parse((await relaxops('render', '--no-check', '-o', target, '--json')).out);
    expect(json.data.notRendered).toHaveLength(10);
    const one = await relaxops('render', '-o', target, '--host', 'zrh1/r01/gw1');
    expect(one.code).toBe(1);
    expect(one.err).toContain('hint what it has to permit: relaxops plan --permits --device zrh1/r01/gw1');
  });

  it('are relied on by their neighbours as ours would be', async () => {
    const target = join(folder, 'both');
    await relaxops('render', '--no-check', '-o', target);
    const text = readFileSync(join(target, 'zrh1/r01/gw2/etc/relaxops/nftables.nft'), 'utf8');
    expect(text).toContain('elements = { 10.1.0.2, 10.1.0.3, 10.2.0.2, 10.2.0.3 }');
  });

  it('are predicted like ours: who configures a box changes nothing of what it does', () => {
    const facts = (path: string) => compileFacts(loadInventory(path).network!);
    const [foreign, ours] = [facts(file), facts('examples/full/relaxops.yaml')];
    expect(foreign.vantages).toEqual(ours.vantages);
    expect(JSON.stringify(foreign.system)).toBe(JSON.stringify(ours.system));
  });
});

it.each(['', ' '])('render -o "%s" names no folder', async (output) => {
  const { code, err } = await relaxops('render', '-o', output);
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('names no folder, expected one such as "rendered"'),
  ]);
});
