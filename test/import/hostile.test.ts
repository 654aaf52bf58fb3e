import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPackedFile } from '#host/packed-file.ts';
import { readDump } from '#inventory/netbox/dump/read-dump.ts';
import { importOf, type NetboxImport } from '#inventory/netbox/import-netbox.ts';
import { NO_MAPPING } from '#inventory/netbox/mapping.ts';
import { readMapping } from '#inventory/netbox/mapping-shape.ts';
import { extendedMappingText, newMappingText } from '#inventory/netbox/mapping-text.ts';
import { NO_MEMORY } from '#inventory/netbox/memory.ts';
import { reimport } from '#inventory/netbox/merge/reimport.ts';
import { readState } from '#inventory/netbox/merge/state.ts';
import { Report } from '#inventory/report.ts';
import { loaded } from './imported.ts';

const DUMP = fileURLToPath(new URL('../../../shared/data/netbox-demo-v3.6.json.gz', import.meta.url));
const NO_DUMP = existsSync(DUMP) ? undefined : 'no dump at ../shared/data';

interface Row {
  model: string;
  pk: unknown;
  fields: Record<string, unknown>;
}

const READ = /^(dcim|circuits|ipam\.ipaddress|extras\.tag)/;
const rows: readonly Row[] = (() => {
  const text = NO_DUMP ? undefined : readPackedFile(DUMP, 100_000_000);
  const all: Row[] = text?.ok ? JSON.parse(text.value) : [];
  // Interfaces and panels without a cable are most of it and say nothing.
  const idle = (r: Row) => /interface|frontport|rearport|template/.test(r.model) && !r.fields.cable;
  // Two small sites and the campus have all there is.
  const sites = new Set<unknown>([2, 3, 21, 22]);
  const devices = new Set(
    all.filter((r) => r.model === 'dcim.device' && sites.has(r.fields.site)).map((r) => r.pk),
  );
  const near = (r: Row) =>
    r.model === 'dcim.site'
      ? sites.has(r.pk)
      : r.model === 'dcim.device'
        ? devices.has(r.pk)
        : r.fields.device === undefined || devices.has(r.fields.device);
  return all.filter((r) => READ.test(r.model) && !idle(r) && near(r));
})();

const from = (list: readonly Row[], memory = NO_MEMORY): NetboxImport => {
  const data = readDump(JSON.stringify(list));
  if (!data.ok) throw new Error(data.error);
  return importOf(data.value, 'a dump', NO_MAPPING, memory);
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\ud800-\udfff]/;

/** What must hold whatever NetBox says: it loads, no control characters, questions at their lines, the mapping reads itself. */
const holds = (made: NetboxImport): void => {
  const { findings } = loaded(made.text);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  expect(CONTROL.exec(made.text.replace(/\p{Cs}{2}|[\u{10000}-\u{10ffff}]/gu, ''))).toBeNull();
  const lines = made.text.split('\n');
  for (const q of made.questions) expect(lines[q.line - 1]).toContain(`# ? ${q.text.slice(0, 100)}`);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
  const report = new Report();
  const text = newMappingText(made.mapping);
  const mapping = readMapping({ file: 'm', text }, report);
  expect(report.findings()).toEqual([]);
  expect(extendedMappingText(text, mapping, made.mapping)).toBe(text);
};

/** An import, and another of the same with its own state: nothing may change. */
const repeats = (list: readonly Row[]): void => {
  const first = from(list);
  holds(first);
  const done = reimport('f', undefined, undefined, first);
  if (!done.ok) throw new Error('a first import has nothing to be in the way');
  const state = readState(done.value.state);
  if (!state.ok) throw new Error(state.error);
  const second = reimport('f', first.text, state.value, from(list, state.value.kept));
  expect(second).toMatchObject({
    ok: true,
    value: { text: first.text, netbox: [], conflicts: [], state: done.value.state },
  });
};

const NASTY: readonly string[] = [
  '../../etc/passwd',
  ';reboot',
  '$(reboot)`id`',
  '\u001b[2J\u001b[31mred\u0007',
  '\u202egpj.exe',
  'a\nb: c\r\n# ? is it?',
  '# ? mine',
  ' # ? | x',
  '- x -- y',
  'a -- b',
  '{module}',
  '"\'}]',
  '---',
  '...',
  'null',
  '__proto__',
  'constructor',
  '*x',
  '&x',
  '!!js/function x',
  '\ud800half',
  '\u{1f600}'.repeat(500),
  'x'.repeat(1_000_000),
  ' ',
  '',
  '0',
  'feed:A',
  'Ünïcödé 店',
];

describe.skipIf(NO_DUMP)('a NetBox full of hostile names', () => {
  it.each(NASTY.map((name) => [name.slice(0, 20), name]))('%j', (_short, name) => {
    const renamed = rows.map((row) => ({
      ...row,
      fields: Object.fromEntries(
        Object.entries(row.fields).map(([key, value]) => [
          key,
          /^(name|slug|cid|model|label|address|position)$/.test(key) &&
          typeof value === 'string' &&
          row.pk !== 2
            ? name
            : value,
        ]),
      ),
    }));
    // A megabyte in every row would be a gigabyte.
    repeats(
      name.length > 100_000
        ? [...renamed.filter((r) => r.pk === 1), ...rows.filter((r) => r.pk !== 1)]
        : renamed,
    );
  });
});

describe.skipIf(NO_DUMP)('a NetBox that is wrong', () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      -1,
      0,
      1,
      2,
      1.5,
      1e300,
      true,
      [],
      {},
      [[]],
      'active',
      'planned',
      'offline',
    ),
    fc.constantFrom(...NASTY.filter((n) => n.length < 1000)),
    fc.nat(1000),
  );
  const change = fc.record({
    row: fc.nat(100_000),
    key: fc.nat(30),
    value,
    drop: fc.constantFrom('value', 'field', 'row', 'twice'),
  });

  it('somewhere still gives an inventory that loads, and the same again', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 300 }), (changes) => {
        const list = rows.map((row) => ({ ...row, fields: { ...row.fields } }));
        for (const { row: at, key, value: to, drop } of changes) {
          const row = list[at % list.length]!;
          const name = Object.keys(row.fields)[key % Math.max(1, Object.keys(row.fields).length)] ?? '';
          if (drop === 'row') row.model = 'x.y';
          else if (drop === 'twice') list.push({ ...row, fields: { ...row.fields, [name]: to } });
          else if (drop === 'field') delete row.fields[name];
          else row.fields[name] = to;
        }
        repeats(list);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
