import { dirname, join, resolve } from 'node:path';
import { countryFindings } from '#analysis/country-findings.ts';
import { readTextFile, type FileProblem as Unreadable } from '#host/files.ts';
import { writeTextFile } from '#host/write-files.ts';
import { collectCountries, type FileProblem, type GivenFile } from '#inventory/countries/collect.ts';
import { snapshotText } from '#inventory/countries/snapshot-text.ts';
import type { CountryBlock, CountrySnapshot } from '#model/country-block.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { inventoryPath, withNetwork } from '../load.ts';
import { cannot, done, misused, refused, unreadable } from '../outcome.ts';
import { COMMAND_LINE } from '../output/findings.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

/** Bytes of one file; that of all registries together has some 60 MB. */
const MOST_BYTES = 256 * 1024 * 1024;

const WHY: Readonly<Partial<Record<Unreadable, string>>> = {
  missing: 'there is no such file',
  folder: 'it is a folder',
  'too-large': `it has more than ${MOST_BYTES / 1024 / 1024} MB`,
  denied: 'it may not be read',
  'not-text': 'it is no UTF-8 text; a compressed file has to be unpacked',
};

const finding = (problem: FileProblem, severity: Finding['severity']): Finding => ({
  code: 'countries',
  severity,
  text: problem.text,
  place:
    problem.file === '' ? COMMAND_LINE : { file: problem.file, line: problem.line ?? 1, column: 1, path: '' },
  ...(problem.hint ? { hint: problem.hint } : {}),
});

const readAll = (cwd: string, names: readonly string[]) => {
  const files: GivenFile[] = [];
  const wrong: FileProblem[] = [];
  for (const file of names) {
    const text = readTextFile(resolve(cwd, file), MOST_BYTES);
    if (text.ok) files.push({ file, text: text.value });
    else wrong.push({ file, text: `it cannot be read: ${WHY[text.error] ?? 'it is no regular file'}` });
  }
  return { files, wrong };
};

const today = (): string => new Date().toISOString().slice(0, 10);

const told =
  (file: string, { taken, sources, countries }: CountrySnapshot, lines: number, ms: number) =>
  (style: Style): string => {
    const rows = table(
      [
        { title: 'country', value: (r) => r.country },
        { title: 'IPv4 prefixes', value: (r) => String(r.ipv4.length) },
        { title: 'IPv6 prefixes', value: (r) => String(r.ipv6.length) },
      ],
      countries,
      style,
    );
    const from = sources.map((source) => `${source.name} of ${source.taken}`).join(', ');
    return `${style.bold(`Wrote ${file}`)}, of ${taken} (${from}): ${lines} lines in ${(ms / 1000).toFixed(1)} s\n${rows}`;
  };

const write = (
  block: CountryBlock,
  path: string,
  name: string,
  context: Context,
  args: Given,
  options: Given,
): Outcome => {
  const began = performance.now();
  const { files, wrong } = readAll(context.cwd, args.list('file'));
  const date = options.text('date');
  const lenient = options.flag('lenient');
  const collected = collectCountries(files, block.countries, {
    lenient,
    ...(date === undefined ? {} : { date }),
  });
  const severity = (problem: FileProblem) => (collected.snapshot && problem.doubtful ? 'warning' : 'error');
  const problems = [...wrong, ...collected.problems].map((problem) => finding(problem, severity(problem)));
  const { snapshot } = collected;
  if (!snapshot || wrong.length > 0) return unreadable(problems);
  const written = writeTextFile(path, snapshotText(snapshot), { replace: true });
  if (!written.ok) return cannot(`cannot write "${name}": it may not be written there, or the disk is full`);
  const ms = performance.now() - began;
  const data = {
    file: name,
    taken: snapshot.taken,
    sources: snapshot.sources,
    countries: snapshot.countries.map(({ country, ipv4, ipv6 }) => ({
      country,
      ipv4: ipv4.length,
      ipv6: ipv6.length,
    })),
    lines: collected.lines,
  };
  return done(data, told(name, snapshot, collected.lines, ms), [
    ...problems,
    ...countryFindings({ countryBlock: { ...block, snapshot } }, today()),
  ]);
};

const importInto = (network: Network, context: Context, args: Given, options: Given): Outcome => {
  const block = network.countryBlock;
  if (!block)
    return refused(
      'no-country-block',
      'the inventory has no country block, so no country is asked for',
      'write "country-block: { when: always }" into the inventory, and "countries" of operators',
    );
  const inventory = inventoryPath(context.cwd, context.global.file) ?? '';
  const path = block.file.startsWith(dirname(inventory)) ? block.file : join(dirname(inventory), block.file);
  return write(block, resolve(context.cwd, path), path, context, args, options);
};

/** `relaxops countries import`: registries' files as a snapshot beside the inventory. */
export const countriesImport: Command = {
  name: 'countries import',
  summary: 'addresses of the countries that operators come from, from files of the registries',
  description: `Reads statistics files of the registries (delegated-<registry>-extended-latest: AFRINIC, APNIC, ARIN, LACNIC, RIPE NCC), or what
"location export --format nftables" of Debian writes, and keeps the addresses of the countries that the country block asks for: one text file
beside the inventory, dated and hashed, which the packet filter is rendered from. Nothing is fetched. All that is wrong with the files
is said, with its line, and then nothing is written.`,
  arguments: [{ name: '<file...>', description: 'files of registries, unpacked', complete: 'file' }],
  options: [
    { flags: '--date <day>', description: 'the day of files that do not say it, such as 2026-11-01' },
    {
      flags: '--lenient',
      description: 'counts that are wrong and addresses that are there twice are warnings',
    },
  ],
  examples: [
    {
      command: 'relaxops countries import delegated-ripencc-extended-latest',
      text: 'the countries of the RIPE NCC',
    },
    {
      command: 'relaxops countries import CHv4.set CHv6.set --date 2026-11-01',
      text: 'from the package "location"',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'countries-import/1',
  run: async (context, args, options) => {
    const date = options.text('date');
    if (date !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))))
      return misused(`"${date}" is not a day, expected such as "2026-11-01"`);
    return withNetwork(context, (network) => importInto(network, context, args, options), {
      countries: false,
    });
  },
};
