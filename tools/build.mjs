// Builds dist/: the command line and the lab's helper processes, code-split, with all packages inside.
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = `${root}src/`;

/** Programs that are started by path. One that has no source yet is left out. */
const ENTRIES = {
  cli: 'cli/main.ts',
  hardware: 'lab/hardware/main.ts',
  prober: 'lab/observe/prober-main.ts',
};

/** `#model/network.ts` is `src/model/network.ts` (package.json, `imports`); at build time and not through node. */
const subpaths = {
  name: 'subpath-imports',
  resolveId: (id) => (id.startsWith('#') ? src + id.slice(1) : null),
};

const input = Object.fromEntries(
  Object.entries(ENTRIES)
    .map(([name, path]) => [name, src + path])
    .filter(([, path]) => existsSync(path)),
);
// Built beside and swapped, so that a running program never finds half a dist.
const fresh = `${root}node_modules/.dist-${process.pid}`;
try {
  const bundle = await rolldown({ input, platform: 'node', plugins: [subpaths], logLevel: 'warn' });
  const { output } = await bundle.write({
    dir: fresh,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundle.close();
  await rm(`${root}dist`, { recursive: true, force: true });
  await rename(fresh, `${root}dist`);
  const kilobytes = Math.round(output.reduce((sum, file) => sum + (file.code?.length ?? 0), 0) / 1024);
  console.log(`built ${Object.keys(input).join(', ')}: ${output.length} files, ${kilobytes} KB`);
} finally {
  await rm(fresh, { recursive: true, force: true });
}
