import { fail, ok, type Result } from '#base/result.ts';
import { NOTHING, type Observed, type Reporter } from '#model/observed.ts';
import type { Format, Numbers } from './format.ts';
import { formats } from './index.ts';
import { parseJson } from './json.ts';

/** A file with what somebody said of it on the command line. */
export interface InputFile {
  /** `-` is the standard input. */
  readonly name: string;
  readonly text: string;
}

export interface ReadOptions {
  /** The id of a format, instead of finding it out. */
  readonly format?: string;
  /** Whose output it is, for files that do not say it. */
  readonly device?: string;
}

/** What could not be read, and why: a sentence, and at most one hint. */
export interface ReadProblem {
  readonly file: string;
  readonly text: string;
  readonly hint?: string;
}

interface Detected {
  readonly file: InputFile;
  readonly value: unknown;
  readonly format: Format;
}

const named = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const detect = (file: InputFile, wanted: string | undefined): Result<Detected, ReadProblem> => {
  const parsed = parseJson(file.text);
  if (!parsed.ok) return fail({ file: file.name, text: parsed.error });
  const { value } = parsed;
  const found = formats.filter((format) =>
    wanted === undefined ? format.detect(value) : format.id === wanted,
  );
  const [format] = found;
  if (format && found.length === 1) return ok({ file, value, format });
  const hint = 'relaxops compare --help lists the formats; --format forces one';
  if (found.length > 1)
    return fail({
      file: file.name,
      text: `it looks like ${named(found.map((f) => f.id))}, expected one of them`,
      hint,
    });
  const text =
    Array.isArray(value) && value.length === 0
      ? 'an empty list fits several formats'
      : 'no format looks like this';
  return fail({ file: file.name, text, hint });
};

/** A forced format on something else reads nothing: that is refused, or everything would seem unseen. */
const fits = ({ file, value, format }: Detected): ReadProblem[] =>
  format.detect(value) || (Array.isArray(value) && value.length === 0)
    ? []
    : [{ file: file.name, text: `it is not what "${format.command}" prints` }];

/** `zrh1.r01.sw1.lldp.json` is of `zrh1.r01.sw1.lldp`; which part of it is a device, the inventory knows. */
const deviceOf = ({ name }: InputFile): string | undefined =>
  name === '-' ? undefined : name.replace(/^.*[/\\]/, '').replace(/\.json$/i, '');

const KIND = { neighbours: 'neighbours', macs: 'macs', ports: 'ports', outlets: 'outlets' } as const;

/** Single devices answer for themselves, also with an empty table; exports of many devices answer for those that they name. */
const reporters = ({ format }: Detected, part: Partial<Observed>, device: string | undefined): Reporter[] => {
  const kinds = Object.entries(KIND).flatMap(([key, of]) => {
    const rows = part[key as keyof typeof KIND];
    if (rows === undefined || part.reporters !== undefined) return [];
    const devices = format.needsDevice ? [device ?? ''] : rows.map((row) => row.device);
    return [...new Set(devices)].map((name) => ({ device: name, of, rows }));
  });
  return kinds.map(({ device: name, of, rows }) => ({
    device: name,
    of,
    complete: true,
    told: format.needsDevice,
    by: rows[0]?.by ?? { file: '', command: format.command },
  }));
};

const readOne = (detected: Detected, options: ReadOptions, numbers: Numbers): Partial<Observed> => {
  const { file, value, format } = detected;
  const device = options.device ?? deviceOf(file);
  const by = { file: file.name, command: format.command };
  const part = format.read(value, { by, numbers, ...(device === undefined ? {} : { device }) });
  const own = reporters(detected, part, device).map((r) => (r.by.file === '' ? { ...r, by } : r));
  return { ...part, reporters: [...(part.reporters ?? []), ...own] };
};

const numbersOf = (all: readonly Detected[]): Numbers => {
  const parts = all.flatMap(({ format, value }) => format.numbers?.(value) ?? []);
  return {
    devices: new Map(parts.flatMap((p) => [...(p.devices ?? [])])),
    ports: new Map(parts.flatMap((p) => [...(p.ports ?? [])])),
  };
};

const joined = (parts: readonly Partial<Observed>[]): Observed => ({
  reporters: parts.flatMap((p) => p.reporters ?? NOTHING.reporters),
  neighbours: parts.flatMap((p) => p.neighbours ?? NOTHING.neighbours),
  documented: parts.flatMap((p) => p.documented ?? NOTHING.documented),
  macs: parts.flatMap((p) => p.macs ?? NOTHING.macs),
  bindings: parts.flatMap((p) => p.bindings ?? NOTHING.bindings),
  ports: parts.flatMap((p) => p.ports ?? NOTHING.ports),
  outlets: parts.flatMap((p) => p.outlets ?? NOTHING.outlets),
});

/** Files that do not say whose they are, where nobody says it or one name is given for several. */
const nameless = (all: readonly Detected[], { device }: ReadOptions): ReadProblem[] => {
  const needy = all.filter(({ format }) => format.needsDevice);
  if (device !== undefined && needy.length > 1)
    return [
      {
        file: needy[1]!.file.name,
        text: `--device names one device, and ${needy.length} files need one`,
        hint: 'name the files after their devices: zrh1.r01.sw1.lldp.json',
      },
    ];
  return device !== undefined
    ? []
    : needy
        .filter(({ file }) => file.name === '-')
        .map(({ file }) => ({
          file: file.name,
          text: 'it does not say whose it is',
          hint: '--device names the device',
        }));
};

/** Everything that the files say, or all that is wrong with them. */
export const readObserved = (
  files: readonly InputFile[],
  options: ReadOptions = {},
): Result<Observed, readonly ReadProblem[]> => {
  const tried = files.map((file) => detect(file, options.format));
  const found = tried.flatMap((one) => (one.ok ? [one.value] : []));
  const problems = [
    ...tried.flatMap((one) => (one.ok ? [] : [one.error])),
    ...found.flatMap(fits),
    ...nameless(found, options),
  ];
  if (problems.length > 0) return fail(problems);
  const numbers = numbersOf(found);
  return ok(joined(found.map((one) => readOne(one, options, numbers))));
};
