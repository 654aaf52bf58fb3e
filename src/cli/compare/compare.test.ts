import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTextStream } from '#host/stdin.ts';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const RACK = 'examples/b-one-rack/relaxops.yaml';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-compare-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', RACK, ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};
const file = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return join(folder, name);
};
const eos = (port: string, neighborDevice: string, neighborPort: string) => ({
  lldpNeighbors: [{ port, neighborDevice, neighborPort, ttl: 120 }],
});

describe('compare', () => {
  it('as written: exit code 0, and how much was covered', async () => {
    const seen = file('zrh1.r01.sw1.lldp.json', eos('p2', 'srv1.example.org', 'eth0'));
    const { code, out, err } = await relaxops('compare', seen);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^As written \(reports of 1 of \d+ devices\)\n/);
    expect(out).toContain('0 of 10 management cables have been seen as written, 10 have no report\n');
    expect(out).toContain('1 of 7 production cables has been seen as written, 6 have no report\n');
  });

  it('a difference: exit code 1, place, what was expected and seen, and the command', async () => {
    const seen = file('sw1.json', eos('p2', 'srv2', 'eth0'));
    const { code, out } = await relaxops('compare', seen);
    expect(code).toBe(1);
    expect(out).toMatch(
      /b-one-rack\/relaxops\.yaml:\d+:\d+ error cable-elsewhere: sites\.zrh1\.racks\.r01\.\S+/,
    );
    expect(out).toContain(
      `zrh1/r01/sw1:p2 leads to zrh1/r01/srv2:eth0, expected zrh1/r01/srv1:eth0 (show lldp neighbors | json: ${seen})`,
    );
  });

  it('--json has the comparison and the findings', async () => {
    const seen = file('sw1.json', eos('p2', 'srv2', 'eth0'));
    const { code, out } = await relaxops('compare', '--json', '--device', 'zrh1/r01/sw1', seen);
    const { schema, ok, data, findings } = JSON.parse(out);
    expect({ code, schema, ok }).toEqual({ code: 1, schema: 'relaxops/compare/1', ok: false });
    expect(data.differences).toMatchObject([{ kind: 'cable-elsewhere', on: 'zrh1/r01/sw1:p2' }]);
    expect(data.coverage.map((c: { kind: string }) => c.kind)).toContain('management');
    expect(findings).toMatchObject([{ code: 'cable-elsewhere', on: 'zrh1/r01/sw1:p2' }]);
  });

  it('control characters of a name do not reach the terminal', async () => {
    const hostile = file('sw1.json', eos('p2', 'x\u001b[2Jy\u0007', 'p\u009b1'));
    const { out, code } = await relaxops('compare', hostile);
    expect(code).toBe(1);
    expect(out).toContain('x\\u001b[2Jy\\u0007');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    const unsure = file('zrh9\u001b[2J.json', eos('p2', 'srv1', 'eth0'));
    const second = await relaxops('compare', unsure, file('sw1.json', eos('p2', 'srv1', 'eth0')));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    expect(second.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('nothing that could be compared is no yes', async () => {
    const { code, err } = await relaxops('compare', file('elsewhere.json', eos('p2', 'srv1', 'eth0')));
    expect(code).toBe(1);
    expect(err).toContain(
      'nothing could be compared with b-one-rack: "elsewhere" is no device of the inventory',
    );
  });

  it('every file that cannot be read is said, with exit code 2', async () => {
    const [empty, text, deep] = [
      file('a.json', ''),
      file('b.json', 'hello'),
      file('c.json', '['.repeat(1000)),
    ];
    const { code, err } = await relaxops('compare', join(folder, 'none.json'), folder);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /none\.json:1:1 error unreadable: there is no such file\n.*it is a folder, expected a file\n/s,
      ),
    ]);
    const second = await relaxops('compare', empty, text, deep);
    expect(second.code).toBe(2);
    expect(second.err.match(/error unreadable/g)).toHaveLength(3);
    symlinkSync('/dev/zero', join(folder, 'zero.json'));
    expect((await relaxops('compare', join(folder, 'zero.json'))).err).toContain('it is no regular file');
  });

  it('wrong names on the command line', async () => {
    const seen = file('sw1.json', eos('p2', 'srv1', 'eth0'));
    expect((await relaxops('compare', seen, '--format', 'nonsense')).code).toBe(2);
    const { code, err } = await relaxops('compare', seen, '--device', 'zrh1/r01/sw9');
    expect([code, err]).toEqual([1, expect.stringContaining('"zrh1/r01/sw9" is not a device')]);
  });
});

describe('the standard input', () => {
  it('is bounded, and is text', async () => {
    expect(await readTextStream(Readable.from([Buffer.from('{"a"'), Buffer.from(':1}')]), 10)).toEqual({
      ok: true,
      value: '{"a":1}',
    });
    expect(await readTextStream(Readable.from([Buffer.alloc(11)]), 10)).toEqual({
      ok: false,
      error: 'too-large',
    });
    expect(await readTextStream(Readable.from([Buffer.from([0xff, 0xfe])]), 10)).toEqual({
      ok: false,
      error: 'not-text',
    });
  });
});
