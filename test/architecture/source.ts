import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's root, with a final slash. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** A source file and what it imports, type imports and `import()` included. */
export interface Source {
  /** `src/model/network.ts` */
  readonly path: string;
  /** Top folder below src; empty for a file in src itself. */
  readonly folder: string;
  readonly text: string;
  /** As written. */
  readonly imports: readonly string[];
  readonly isTest: boolean;
}

const importsOf = (text: string): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);

/** Every TypeScript file below src. */
export const readSources = (): Source[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path}`)
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const parts = path.split('/');
      return {
        path,
        folder: parts.length > 2 ? (parts[1] ?? '') : '',
        text,
        imports: importsOf(text),
        isTest: path.endsWith('.test.ts'),
      };
    });

/** The repository's file that an import means, or undefined for packages and `node:` modules. */
export const fileOf = (from: Source, specifier: string): string | undefined => {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  return specifier.startsWith('.') ? normalize(join(dirname(from.path), specifier)) : undefined;
};

/** The package that an import means: `yaml`, `@peculiar/x509`. Undefined for files and `node:` modules. */
export const packageOf = (specifier: string): string | undefined => {
  if (/^[#.]|^node:/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
};
