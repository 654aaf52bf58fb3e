import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';
import { sarifText } from './sarif.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The schema is of draft 4; what it uses of it means the same in draft 7, apart from where it says which draft it is. */
const validator = () => {
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(join(ROOT, 'test/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  const formats = {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'file:///'),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  };
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
};
const valid = validator();
const errorsOf = (log: unknown): unknown[] => (valid(log) ? [] : (valid.errors ?? []));

const sarif = async (...argv: readonly string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run([...argv, 'check', '--sarif'], io);
  return { code, log: JSON.parse(io.stdout()) };
};

const PLACE = { file: 'a folder/relaxops.yaml', line: 3, column: 5, path: 'sites.zrh1' };
const RUN = {
  version: '0.1.0',
  rules: [
    {
      id: 'R01',
      name: 'oob-coverage',
      title: 'a title',
      severity: 'error' as const,
      uri: 'file:///docs/R01.md',
      page: '# R01',
      tags: ['talk'],
    },
  ],
  findings: [
    {
      code: 'R01',
      severity: 'info' as const,
      text: 'a \u001b[31m sentence',
      place: PLACE,
      on: 'zrh1',
      because: 'R11',
      related: [{ text: 'here', place: PLACE }],
    },
    {
      code: 'unknown-key',
      severity: 'warning' as const,
      text: 'b',
      place: { ...PLACE, line: 0 },
      hint: 'do c',
    },
  ],
  waived: [
    {
      finding: { code: 'R01', severity: 'error' as const, text: 'd', place: PLACE, on: 'zrh1' },
      waiver: { rule: 'R01', on: 'zrh1', reason: 'a reason', until: '2027-01-01', place: PLACE },
    },
  ],
  unjudged: [{ rule: 'R01', reason: 'there are no records' }],
};

describe('SARIF', () => {
  it('the schema refuses what is none, so that it can be trusted', () => {
    expect(errorsOf({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
    expect(errorsOf({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x', color: 1 } } }] })).not.toEqual(
      [],
    );
  });

  it('is valid with everything in it', () => {
    expect(errorsOf(JSON.parse(sarifText(RUN)))).toEqual([]);
  });

  it('says level, kind, place, cause, waiver and what is open', () => {
    const [{ results, tool }] = JSON.parse(sarifText(RUN)).runs;
    expect(tool.driver.rules[0]).toMatchObject({ id: 'R01', helpUri: 'file:///docs/R01.md' });
    expect(results.map((r: { kind: string; level: string }) => [r.kind, r.level])).toEqual([
      ['fail', 'note'],
      ['fail', 'warning'],
      ['fail', 'error'],
      ['open', 'none'],
    ]);
    expect(results[0]).toMatchObject({
      ruleIndex: 0,
      message: { text: 'a \u001b[31m sentence (follows from R11)' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20folder/relaxops.yaml' },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [{ fullyQualifiedName: 'zrh1' }],
        },
      ],
      relatedLocations: [{ message: { text: 'here' } }],
    });
    expect(results[2].suppressions).toMatchObject([
      { kind: 'inSource', status: 'accepted', justification: 'a reason (until 2027-01-01)' },
    ]);
  });

  it('holds no control character as such', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    expect(sarifText(RUN)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('of an example is valid, and lists every rule', async () => {
    const { code, log } = await sarif('-f', 'examples/full/relaxops.yaml');
    expect([0, 1, 3]).toContain(code);
    expect(errorsOf(log)).toEqual([]);
    expect(log.runs[0].tool.driver.rules.length).toBeGreaterThan(10);
  });

  it('of an inventory that cannot be read is valid and not empty', async () => {
    const { code, log } = await sarif('-f', 'package.json');
    expect(code).toBe(2);
    expect(errorsOf(log)).toEqual([]);
    expect(log.runs[0].results.length).toBeGreaterThan(0);
  });
});
