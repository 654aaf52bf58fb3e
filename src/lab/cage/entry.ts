import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How processes of the lab are started: from the bundle if this is the bundle, from source with tsx otherwise. */
const HERE = fileURLToPath(import.meta.url);
const SOURCE = HERE.endsWith('.ts');

const packageRoot = (from: string): string => {
  for (let dir = dirname(from); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(`${dir}/package.json`)) return dir;
  }
  throw new Error(`no package.json above ${from}`);
};

const entry = (bundled: string, source: string): string[] => {
  if (!SOURCE) return [process.execPath, `${packageRoot(HERE)}/dist/${bundled}`];
  const loader = createRequire(import.meta.url).resolve('tsx');
  return [process.execPath, '--import', loader, `${packageRoot(HERE)}/src/lab/${source}`];
};

/** The command line that starts the hardware process. */
export const hardwareEntry = (): string[] => entry('hardware.js', 'hardware/main.ts');

/** The command line that starts an observer at a vantage point. */
export const proberEntry = (): string[] => entry('prober.js', 'observe/prober-main.ts');

/** Directories that these command lines need to see. */
export const programDirs = (): string[] => [packageRoot(HERE), dirname(process.execPath)];
