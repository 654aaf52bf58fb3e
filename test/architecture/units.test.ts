import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureKinds } from '#analysis/failures/index.ts';
import { rules } from '#analysis/rules/index.ts';
import { faults } from '#lab/faults/index.ts';
import { ROOT } from './source.ts';

/** A unit is a file that describes itself and that a sorted list names. These are what every unit's folder has besides. */
const NO_UNITS = ['index.ts', 'kind.ts', 'fault.ts'];
/** Rules begin with their id. */
const isRule = (name: string): boolean => /^r\d\d-/.test(name);

/** Kinds that are predicted, and that no lab causes yet. */
const NOT_CAUSED: readonly string[] = [];

const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith(ending) && !file.endsWith('.test.ts') && !file.startsWith('_'))
    .filter((file) => !NO_UNITS.includes(file))
    .map((file) => file.slice(0, -ending.length))
    .sort();

const page = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const frontMatter = (text: string): Record<string, unknown> =>
  parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '');

describe('failure kinds', () => {
  const ids = failureKinds.map((kind) => kind.id);

  it('are seven or more, sorted, each once', () => {
    expect(ids.length).toBeGreaterThanOrEqual(7);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  const caused = ids.filter((id) => !NOT_CAUSED.includes(id));

  it('have a file that predicts, one that causes, and a page', () => {
    expect(namesIn('src/analysis/failures', '.ts')).toEqual(ids);
    expect(namesIn('src/lab/faults', '.ts')).toEqual(caused);
    expect(namesIn('docs/failures', '.md')).toEqual(ids);
  });

  it('are caused by the lab, except those that this list names and their pages say so', () => {
    expect(faults.map((fault) => fault.id)).toEqual(caused);
    const admitted = ids.filter((id) =>
      page(`docs/failures/${id}.md`).includes('Not caused yet: predicted only.'),
    );
    expect(admitted).toEqual(NOT_CAUSED);
  });

  it.each(failureKinds.map((kind) => [kind.id, kind] as const))(
    '%s: the page says what the code says',
    (id, kind) => {
      const text = page(`docs/failures/${id}.md`);
      expect(frontMatter(text)).toEqual({ id: kind.id, title: kind.title, scope: kind.scope });
      expect(text).toContain(`\n# ${id}: ${kind.title}\n`);
    },
  );

  it.each(ids)('%s: the page says for each layer what becomes of it', (id) => {
    const rows = [...page(`docs/failures/${id}.md`).matchAll(/^\| ([a-zA-Z ]+) \| (.{4,}) \|$/gm)].map(
      (row) => row[1],
    );
    expect(rows).toEqual(['data plane', 'management port', 'login', 'console', 'BMC', 'outlet']);
  });
});

describe('rules', () => {
  const ids = rules.map((rule) => rule.id);
  const names = rules.map((rule) => `${rule.id}-${rule.name}`);

  it('are thirteen or more, sorted, each once', () => {
    expect(ids.length).toBeGreaterThanOrEqual(13);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('have a file, a page and cases', () => {
    expect(namesIn('src/analysis/rules', '.ts').filter(isRule)).toEqual(
      names.map((name) => name.replace(/^R/, 'r')),
    );
    expect(namesIn('docs/rules', '.md')).toEqual(names);
    const cases = ['pass.yaml', 'fail.yaml', 'expected.txt'];
    const missing = ids
      .flatMap((id) => cases.map((file) => `test/cases/rules/${id}/${file}`))
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });
});
