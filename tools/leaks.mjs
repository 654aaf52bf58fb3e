// Searches what a test run printed and left behind for every secret that it made.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Shorter lines say nothing: they occur by chance. Generated passwords have 20 characters and more. */
const LEAST = 16;
const HEAD = 12;
/** Not ours: the compilers' caches. */
const CACHES = /^(tsx-\d+|node-compile-cache|v8-compile-cache.*)$/;

/** Every secret that the processes of the run noted. */
export const secretsIn = (folder) =>
  new Set(
    readdirSync(folder).flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ),
  );

/** Lines that are secret. Armour, comments, and lines that several secrets share (the head of a key's format) are not. */
const secretLines = (secrets) => {
  const times = new Map();
  for (const secret of secrets)
    for (const line of new Set(secret.split(/\r?\n/))) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].flatMap(([line, n]) =>
    n === 1 && line.length >= LEAST && !line.startsWith('#') && !line.startsWith('-----') ? [line] : [],
  );
};

/** Answers which texts have a line of a secret in them: `find(text)` is the places, as offsets. */
export const leakFinder = (secrets) => {
  const byHead = new Map();
  for (const line of secretLines(secrets))
    byHead.set(line.slice(0, HEAD), [...(byHead.get(line.slice(0, HEAD)) ?? []), line]);
  return (text) => {
    const found = [];
    for (let at = 0; at + LEAST <= text.length; at++) {
      const lines = byHead.get(text.slice(at, at + HEAD));
      if (lines?.some((line) => text.startsWith(line, at))) found.push(at);
    }
    return found;
  };
};

const filesUnder = (path) => {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
};

/** What a run left in its temporary folder, first level. */
export const leftIn = (folder) => readdirSync(folder).filter((name) => !CACHES.test(name));

/** One sentence for each place at which a secret was found: in the output, or in a file that was left. */
export const leaksOf = ({ watched, output, temporary }) => {
  const secrets = secretsIn(watched);
  const find = leakFinder(secrets);
  const printed = find(output).map((at) => {
    const line = output.slice(0, at).split('\n').length;
    return `the run printed a secret, on line ${line} of its output`;
  });
  const files = existsSync(temporary)
    ? leftIn(temporary).flatMap((name) => filesUnder(join(temporary, name)))
    : [];
  const written = files
    .filter((file) => find(readFileSync(file, 'latin1')).length > 0)
    .map((file) => `a secret was left in ${relative(temporary, file)}`);
  return { count: secrets.size, leaks: [...printed, ...written] };
};
