// Brings a fresh clone to where it can run: npm packages, the daemons' Debian packages, dist/.
// Shared by `npm run demo` and `npm test`; needs nothing but Node and npm.
import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { installDaemons } from './daemons.mjs';
import { exec, ROOT, say } from './exec.mjs';

const OLDEST_NODE = 20;

const stop = (text) => {
  console.error(`\nsetup: ${text}`);
  process.exit(4);
};

const lastLines = (text, n = 15) => text.trimEnd().split('\n').slice(-n).join('\n');

/** npm writes node_modules/.package-lock.json last, so its age is that of a finished installation. */
const packagesAreCurrent = () => {
  const installed = `${ROOT}node_modules/.package-lock.json`;
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${ROOT}package-lock.json`).mtimeMs;
};

const installPackages = async () => {
  if (packagesAreCurrent()) return;
  say('npm packages: npm ci');
  // Development packages too, whatever NODE_ENV says: the build is one of them.
  const { code, output } = await exec(['npm', 'ci', '--include=dev', '--no-fund', '--no-audit'], {
    seconds: 900,
  });
  if (code !== 0) stop(`npm ci failed:\n${lastLines(output)}`);
  console.log(/^added .*$/m.exec(output)?.[0] ?? 'done');
};

const build = async () => {
  say('build');
  const { code, output } = await exec([process.execPath, 'tools/build.mjs'], { seconds: 120 });
  if (code !== 0) stop(`the build failed:\n${lastLines(output, 30)}`);
  console.log(lastLines(output, 1));
};

/** Installs and builds what is missing. Without root the daemons may stay missing; the rest goes on. */
export const setup = async ({ tests = false, bench = false } = {}) => {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    stop(`Node ${process.versions.node} is too old; Node ${OLDEST_NODE} or newer is needed`);
  }
  await installPackages();
  await installDaemons({ tests, bench });
  await build();
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await setup();
