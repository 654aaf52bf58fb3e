import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { whereIs } from '#addressing/where.ts';
import { runRules } from '#analysis/rules/index.ts';
import { must } from '#base/result.ts';
import { COMMANDS } from '#cli/commands/index.ts';
import { fakeStdio } from '#cli/fake-stdio.ts';
import { run } from '#cli/run.ts';
import { type Resolved, resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { bootScript } from '#lab/hardware/boot-script.ts';
import { findingText } from '#model/finding-text.ts';
import type { Network } from '#model/network.ts';
import { labDifferences } from '#render/lab-diff.ts';
import { flawsOfAdditions, tablesIn, tablesOf, withTables } from '../../tools/inventory-doc.ts';
import { ROOT } from './source.ts';

const page = readFileSync(join(ROOT, 'docs/inventory.md'), 'utf8');
/** An ISO date on which the waivers of the page still count. */
const TODAY = '2026-12-01';
const ROOT_FILE = 'relaxops.yaml';

/** A fenced block: what stands behind the backticks, its text, its line, and what follows it up to the next heading or block. */
interface Block {
  readonly info: string;
  readonly text: string;
  readonly line: number;
  readonly after: string;
}

const blocks: Block[] = [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
  info: match[1]!.trim(),
  text: match[2]!,
  line: page.slice(0, match.index).split('\n').length,
  after: /^[\s\S]*?(?=\n#|\n```|$(?![\s\S]))/.exec(page.slice(match.index + match[0].length))![0],
}));
const yaml = blocks.filter((block) => block.info === 'yaml');
const isWhole = (block: Block): boolean => /^relaxops: 1$/m.test(block.text);
const whole = yaml.filter(isWhole);
const parts = yaml.filter((block) => !isWhole(block));
const only = (info: string): Block => {
  const found = blocks.filter((block) => block.info === info);
  expect(found.length, info).toBe(1);
  return found[0]!;
};

const load = (files: Readonly<Record<string, string>>): Resolved =>
  resolveInventory(ROOT_FILE, textReader(files));
const errorsOf = ({ findings }: Resolved): string[] =>
  findings.filter((f) => f.severity === 'error').map(findingText);
const networkOf = (text: string): Network => {
  const resolved = load({ [ROOT_FILE]: text });
  expect(errorsOf(resolved)).toEqual([]);
  return must(resolved.network, 'network');
};

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** As a reader adds a block to a file: maps grow, all else is replaced. */
const merged = (base: unknown, more: unknown): unknown => {
  if (!isMap(base) || !isMap(more)) return more;
  const keys = Object.entries(more).map(([key, value]) => [key, merged(base[key], value)]);
  return { ...base, ...Object.fromEntries(keys) };
};

const step4 = must(
  whole.find((block) => block.text.includes('cs1: console-server')),
  'step 4',
);
const templates = must(
  whole.find((block) => block.text.includes('rack-templates:')),
  'templates',
);

describe('the tables of docs/inventory.md', () => {
  it('are as the shapes have them; npx tsx tools/inventory-doc.ts writes them anew', () =>
    expect(page).toBe(withTables(page)));

  it('cover every key of the inventory, each with a meaning', () => {
    const wanted = [...tablesOf().keys()].map((path) => `keys ${path}`.trim());
    expect(wanted.length).toBeGreaterThan(10);
    expect(tablesIn(page).sort()).toEqual([...wanted, 'roles', 'ports', 'addresses'].sort());
    expect(flawsOfAdditions()).toEqual([]);
  });

  it('have the defaults that there are', () => {
    const network = networkOf('relaxops: 1\nsites: { z: { racks: { r1: { devices: { srv3: server } } } } }');
    expect([network.name, network.prefix, network.timers, network.sites[0]!.number]).toEqual([
      'network',
      '10.0.0.0/8',
      { vrrpAdvert: 1, vpnPing: 5, vpnRestart: 20 },
      1,
    ]);
    expect(network.feeds.map((feed) => feed.name)).toEqual(['A']);
    expect(network.devices[0]).toMatchObject({
      number: 3,
      bmc: 'dedicated',
      management: 'none',
      rendered: false,
    });
  });

  it('have the defaults of uplinks', () => {
    const { uplinks, devices } = networkOf(templates.text);
    const facts = (id: string) => uplinks.find((uplink) => uplink.id === `zrh1/r01/${id}:wan`);
    const gateway = {
      purpose: 'management',
      medium: 'fibre',
      inbound: true,
      mtu: 1500,
      gateway: '203.0.113.1',
    };
    expect(facts('gw1')).toMatchObject({ ...gateway, landlord: false });
    expect(facts('gw2')).toMatchObject({ purpose: 'management', inbound: false, mtu: 1400 });
    expect(facts('rt1')?.purpose).toBe('production');
    expect(devices.filter((device) => device.role === 'server').length).toBe(40);
  });
});

describe('the blocks of docs/inventory.md', () => {
  it('are there', () => expect([whole.length > 6, parts.length > 6]).toEqual([true, true]));

  it.each(whole.map((block) => [block.line, block] as const))('line %i is an inventory', (_line, block) => {
    networkOf(block.text);
  });

  it.each(parts.map((block) => [block.line, block] as const))(
    'line %i can be added to step 4',
    (_line, block) => {
      networkOf(stringify(merged(parse(step4.text), parse(block.text))));
    },
  );

  const judged = whole.flatMap((block) => {
    const said = /`check` finds (nothing|R\d\d(?:, R\d\d)*)/.exec(block.after)?.[1];
    return said === undefined ? [] : [[block.line, said, block] as const];
  });

  it('say of each step what is found', () => expect(judged.length).toBe(5));

  it.each(judged)('line %i: check finds %s', (_line, said, block) => {
    const codes = runRules(networkOf(block.text), TODAY).map((finding) => finding.code);
    expect([...new Set(codes)].sort().join(', ') || 'nothing').toBe(said);
  });

  it('several files are one inventory', () => {
    const files = blocks.filter((block) => block.info.startsWith('yaml file '));
    expect(files.length).toBe(3);
    const named = files.map((block) => [block.info.replace('yaml file ', ''), block.text]);
    const resolved = load(Object.fromEntries(named));
    expect(errorsOf(resolved)).toEqual([]);
    expect(resolved.network?.doors.length).toBe(1);
  });

  it('a wrong one says what the page says', () => {
    const wrong = load({ [ROOT_FILE]: only('yaml wrong').text });
    expect(`${errorsOf(wrong).join('\n')}\n`).toBe(only('text').text);
  });

  it('the cables of step 4 are wired so', () => {
    const { cables } = networkOf(step4.text);
    const wired = cables.filter((cable) => cable.origin === 'wired');
    const all = wired.map(({ a, b }) => `${a} -- ${b}`.replaceAll('zrh1/', ''));
    const lines = only('text cables').text.trim().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !all.includes(line))).toEqual([]);
  });

  it('every kind of block is one that this test knows', () => {
    const unknown = blocks.filter(({ info }) => !/^(|yaml( wrong| file \S+)?|text( cables)?)$/.test(info));
    expect(unknown).toEqual([]);
  });
});

describe('the addresses of docs/inventory.md', () => {
  const rows = [...page.matchAll(/^\| `(zrh1\S+)` \| .+ \| `([\d.]+)` \|$/gm)];

  it('are there', () => expect(rows.length).toBeGreaterThan(4));

  it.each(rows.map((row) => [row[1]!, row[2]!]))('%s is %s', (port, address) =>
    expect(whereIs(networkOf(templates.text), port).map((answer) => answer.address)).toContain(address),
  );

  it('the free one would be what the page says', () =>
    expect(whereIs(networkOf(templates.text), '10.1.2.45')[0]?.what).toBe(
      'free, would be switch 5 in rack r02 of site zrh1',
    ));

  it('another prefix cuts as the page says', () => {
    const text = stringify(merged(parse(step4.text), { prefix: '172.16.0.0/12' }));
    const { addresses, doors } = networkOf(text);
    expect(addresses.map((address) => address.ip)).toContain('172.17.0.2');
    expect(doors[0]?.pool).toBe('172.24.1.0/24');
    for (const site of [6, 7]) {
      const tried = load({ [ROOT_FILE]: text.replace('zrh1:', `zrh1:\n    number: ${site}`) });
      expect(errorsOf(tried).length).toBe(site - 6);
    }
  });
});

const relaxops = async (cwd: string, argv: readonly string[]): Promise<{ code: number; text: string }> => {
  const io = fakeStdio({ cwd });
  const code = await run(argv, io);
  return { code, text: io.stdout() + io.stderr() };
};

/** Command lines in the blocks of a page, without what explains them. */
const commandLines = (text: string): string[] =>
  [...text.matchAll(/^```\n([\s\S]*?)^```$/gm)]
    .flatMap((match) => match[1]!.split('\n'))
    .flatMap((line) => /^relaxops (.+?)(?: {2,}.*)?$/.exec(line)?.[1] ?? []);

describe('README.md and docs/lab.md', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const lab = readFileSync(join(ROOT, 'docs/lab.md'), 'utf8');
  const all = [readme, lab, page].flatMap(commandLines);

  it('name commands that there are', () => {
    const names = COMMANDS.map((command) => command.name);
    expect(all.length).toBeGreaterThan(15);
    const known = (line: string): boolean =>
      names.some((name) => `${line.replace(/^(--?\S+ \S+ )+/, '')} `.startsWith(`${name} `));
    expect(all.filter((line) => !known(line))).toEqual([]);
  });

  it('commands for a network of your own work in the order of the README', async () => {
    const own = commandLines(readme).filter((line) => !line.startsWith('lab '));
    expect(own.length).toBe(17);
    const cwd = mkdtempSync(join(tmpdir(), 'readme-'));
    for (const line of own) {
      const { code, text } = await relaxops(cwd, line.split(' '));
      // 1 and 3 are answers; 4 says which daemon is missing here.
      expect([0, 1, 3, 4], `${line}: ${text}`).toContain(code);
    }
    rmSync(cwd, { recursive: true });
  });

  it('the README shows what survive says of the full example', async () => {
    const shown = /^```text survive\n([\s\S]*?)^```$/m.exec(readme)![1]!;
    const { text } = await relaxops(ROOT, ['-f', 'examples/full/relaxops.yaml', 'survive', '-n', '3']);
    expect(text.startsWith(shown)).toBe(true);
  });

  it('the README counts the lines of the full example right', () => {
    const lines = readFileSync(join(ROOT, 'examples/full/relaxops.yaml'), 'utf8')
      .trimEnd()
      .split('\n').length;
    expect(readme).toContain(`[${lines} lines of YAML]`);
    expect(readme.split('\n').length).toBeLessThanOrEqual(120);
  });

  it('the lab page has every difference of the lab', () => {
    const words = (line: string): string => line.replace(/^ExecStart=\/usr\/sbin\/| \/\S+$/g, '');
    for (const { file, real = '', lab: otherwise = '' } of labDifferences) {
      expect(lab).toContain(file.replace(/^.*\//, '').replace(/^mgmt_/, ''));
      expect(lab).toContain(words(real));
      expect(lab).toContain(words(otherwise));
    }
    const script = bootScript('x', [], '');
    expect(script).toContain('disable_ipv6');
    expect(/echo (\d+) >\S*retrans_time_ms/.exec(script)?.[1]).toBe(/again after (\d+) ms/.exec(lab)?.[1]);
  });

  it('the lab page explains the columns that the report has', () => {
    const source = readFileSync(join(ROOT, 'src/cli/lab/verify-text.ts'), 'utf8');
    const titles = [...source.matchAll(/title: '([^']+)'/g)].map((match) => match[1]!);
    expect(titles.length).toBeGreaterThan(10);
    expect(titles.filter((title) => !lab.includes(title))).toEqual([]);
  });
});
