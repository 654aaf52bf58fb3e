import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

/** Whether Chromium (Debian package chromium) is here, and what to say where it is not. */
export const chromiumMissing = (): string | undefined =>
  spawnSync('chromium', ['--version'], { timeout: 30_000 }).status === 0
    ? undefined
    : 'Chromium is not installed: apt-get install chromium';

/** One script of the program and all that it imports. A module of Node's among it cannot be loaded by a page, and fails there. */
const bundled = async (program: string): Promise<string> => {
  const subpaths = {
    name: 'subpath-imports',
    resolveId: (id: string) => (id.startsWith('#') ? SRC + id.slice(1) : null),
  };
  const bundle = await rolldown({
    input: program,
    platform: 'browser',
    plugins: [subpaths],
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  return output[0].code;
};

/** Text of a script within a page: nothing in it may end the script. */
const asScript = (text: string): string => text.replaceAll('</', '<\\/');

const page = (script: string, input: unknown): string =>
  `<!doctype html><meta charset="utf-8"><pre id="answer">nothing ran</pre>
<script>globalThis.input = ${asScript(JSON.stringify(JSON.stringify(input)))}</script>
<script>${asScript(script)}</script>`;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--no-first-run',
  // As much as a page may have: pointers within V8's heap are of 32 bits.
  '--js-flags=--max-old-space-size=4096',
];

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Runs the program in a page of Chromium and returns what it left there. Throws with what went wrong, in time or not. */
export const inChromium = async (program: string, input: unknown, seconds: number): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-browser-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, page(await bundled(program), input));
    const argv = [
      ...FLAGS,
      `--user-data-dir=${join(folder, 'profile')}`,
      '--dump-dom',
      pathToFileURL(file).href,
    ];
    const run = spawnSync('chromium', argv, {
      encoding: 'utf8',
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: 2 ** 28,
    });
    const text = /<pre id="answer">([\s\S]*?)<\/pre>/.exec(run.stdout)?.[1];
    if (text === undefined)
      throw new Error(`Chromium ended with ${run.status ?? run.signal}: ${run.stderr.slice(-500)}`);
    const said = JSON.parse(text.replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all)) as {
      readonly answer?: unknown;
      readonly error?: string;
    };
    if (said.error !== undefined) throw new Error(said.error);
    return said.answer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
