import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOf, packageOf, ROOT, readSources, type Source } from './source.ts';
import { LAB_COMPARE, PIPED_PROGRAMS, TIERS } from './tiers.ts';

const sources = readSources();
/** Tests may load an inventory to test a renderer; the rules are for what is shipped. */
const shipped = sources.filter((s) => !s.isTest);
const manifest: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);

/** Every import of the files as `file -> specifier` that the rule does not accept. */
const offences = (
  files: readonly Source[],
  accepts: (file: Source, specifier: string) => boolean,
): string[] =>
  files.flatMap((file) => file.imports.filter((i) => !accepts(file, i)).map((i) => `${file.path} -> ${i}`));

const folderOf = (path: string): string => path.split('/')[1] ?? '';
const isNode = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier);

describe('what is seen', () => {
  it('is not nothing', () => {
    expect(shipped.length).toBeGreaterThan(10);
    expect(shipped.flatMap((s) => s.imports).length).toBeGreaterThan(10);
    expect(shipped.some((s) => s.imports.some((i) => i.startsWith('#')))).toBe(true);
  });

  it('is in folders that have a tier', () => {
    expect(shipped.filter((s) => !(s.folder in TIERS)).map((s) => s.path)).toEqual([]);
  });
});

describe('imports', () => {
  it('go to files that exist', () => {
    const missing = offences(sources, (file, specifier) => {
      const path = fileOf(file, specifier);
      return path === undefined || existsSync(join(ROOT, path));
    });
    expect(missing).toEqual([]);
  });

  it('of another folder are written with #, of the own one with ./', () => {
    const wrong = offences(shipped, (file, specifier) => {
      const path = fileOf(file, specifier);
      if (path === undefined || path === 'package.json') return true;
      return specifier.startsWith('#') === (folderOf(path) !== file.folder);
    });
    expect(wrong).toEqual([]);
  });

  it('go up the tiers only', () => {
    const wrong = offences(shipped, (file, specifier) => {
      const path = fileOf(file, specifier);
      if (path === undefined || path === 'package.json') return true;
      const folder = folderOf(path);
      return folder === file.folder || TIERS[file.folder]?.imports.includes(folder) === true;
    });
    expect(wrong).toEqual([]);
  });

  it('of pure folders are no node: modules and only the packages listed', () => {
    const pure = shipped.filter((s) => TIERS[s.folder]?.pure);
    expect(pure.length).toBeGreaterThan(5);
    const wrong = offences(pure, (file, specifier) => {
      const name = packageOf(specifier);
      return (
        !isNode(specifier) && (name === undefined || TIERS[file.folder]?.packages?.includes(name) === true)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('of packages are dependencies of the package', () => {
    const wrong = offences(shipped, (_file, specifier) => {
      const name = packageOf(specifier);
      return name === undefined || isNode(specifier) || name in manifest.dependencies;
    });
    expect(wrong).toEqual([]);
  });

  it('of the analysis are not found in the lab, apart from the comparison', () => {
    const lab = shipped.filter((s) => s.folder === 'lab' && s.path !== LAB_COMPARE);
    expect(offences(lab, (_file, specifier) => !specifier.startsWith('#analysis'))).toEqual([]);
  });

  it('that spawn are found in src/host only', () => {
    const others = shipped.filter((s) => s.folder !== 'host');
    expect(offences(others, (_file, specifier) => !/^(node:)?child_process$/.test(specifier))).toEqual([]);
  });
});

describe('files', () => {
  it('do not import each other in a circle', () => {
    const bySource = new Map(shipped.map((s) => [s.path, s]));
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (source: Source, trail: readonly string[]): void => {
      if (state.get(source.path) === 'done') return;
      if (state.get(source.path) === 'open') {
        circles.push([...trail.slice(trail.indexOf(source.path)), source.path].join(' -> '));
        return;
      }
      state.set(source.path, 'open');
      for (const specifier of source.imports) {
        const next = bySource.get(fileOf(source, specifier) ?? '');
        if (next) visit(next, [...trail, source.path]);
      }
      state.set(source.path, 'done');
    };
    for (const source of shipped) visit(source, []);
    expect(circles).toEqual([]);
  });

  it('other than src/cli/output print nothing', () => {
    const printing = shipped
      .filter((s) => !s.path.startsWith('src/cli/output/') && !PIPED_PROGRAMS.includes(s.path))
      .filter((s) => /\bprocess\.(stdout|stderr)\b|\bconsole\.[a-z]+\(/.test(s.text));
    expect(printing.map((s) => s.path)).toEqual([]);
  });

  it('have fewer than 300 lines', () => {
    const long = shipped.map((s) => ({ path: s.path, lines: s.text.split('\n').length - 1 }));
    expect(long.filter((f) => f.lines >= 300)).toEqual([]);
  });

  it('of tests have fewer than 400 lines', () => {
    const long = sources.filter((s) => s.text.split('\n').length > 400);
    expect(long.map((s) => s.path)).toEqual([]);
  });
});
