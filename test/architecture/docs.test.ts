import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, readSources } from './source.ts';
import { TIERS } from './tiers.ts';

const page = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8');

/** Folders below src that hold files, with the folders above them. */
const folders = new Set(
  readSources().flatMap((source) => {
    const parts = source.path.split('/').slice(0, -1);
    return parts.map((_part, i) => parts.slice(0, i + 1).join('/')).slice(1);
  }),
);

describe('docs/architecture.md', () => {
  const lines = [...page('architecture.md').matchAll(/^(src\/\S+) +(.*)$/gm)];

  it('has one line for each folder, and no other', () => {
    expect(folders.size).toBeGreaterThan(5);
    expect(lines.map((line) => line[1]).sort()).toEqual([...folders].sort());
  });

  it('says what each is for', () => {
    expect(lines.filter((line) => (line[2] ?? '').length < 15).map((line) => line[1])).toEqual([]);
  });

  it('has the import rules of the test', () => {
    const rows = [...page('architecture.md').matchAll(/^\| (\w+) \| (yes|no) \| (.+) \|$/gm)].map((row) => [
      row[1],
      { pure: row[2] === 'yes', imports: row[3] === 'nothing' ? [] : (row[3] ?? '').split(' ') },
    ]);
    const top = Object.keys(TIERS).filter((name) => folders.has(`src/${name}`));
    const expected = top.map((name) => [
      name,
      { pure: TIERS[name]?.pure === true, imports: TIERS[name]?.imports },
    ]);
    expect(rows).toEqual(expected);
  });
});

describe('docs/dependencies.md', () => {
  it('lists the dependencies of package.json, with version and licence', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const names = [manifest.dependencies, manifest.devDependencies].flatMap((d) => Object.entries<string>(d));
    const expected = names.map(([name, version]) => {
      const own = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
      return `${name} ${version} ${own.license}`;
    });
    const rows = [...page('dependencies.md').matchAll(/^\| (\S+) \| (\d\S+) \| (.+?) \| .+ \|$/gm)];
    expect(rows.map((row) => `${row[1]} ${row[2]} ${row[3]}`).sort()).toEqual(expected.sort());
  });
});

it('every page of docs/ is linked from the README or from another page', () => {
  const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  const text = [readFileSync(join(ROOT, 'README.md'), 'utf8'), ...pages.map(page)].join('\n');
  expect(pages.filter((name) => !text.includes(`docs/${name}`) && !text.includes(`\`${name}\``))).toEqual([]);
});
