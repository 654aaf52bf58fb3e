import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(argv, io);
  return { code, out: io.stdout(), err: io.stderr() };
};

const B = ['-f', 'examples/b-one-rack/relaxops.yaml'];

describe('survive', () => {
  it('--order 2 tells the score, the worst, why, and what helps most', async () => {
    const { code, out } = await relaxops(...B, 'survive', '--order', '2', '-n', '5');
    expect(code).toBe(0);
    expect(out).toMatch(/^b-one-rack: \d+ devices; \d+ single failures/);
    expect(out).toMatch(/kept over all singles {2}kept over all pairs\n/);
    expect(out).toMatch(/\d+ pairs: \d+ take more together than apart/);
    expect(out).toMatch(/^Why \S+:\S+ and \S+:\S+ together take \w+ to \S+:$/m);
    expect(out).toMatch(/^The change that helps most \(\d+ changes? (was|were) tried\)$/m);
  });

  it('--order 2 is an envelope too', async () => {
    const { out } = await relaxops(...B, 'survive', '--order', '2', '-n', '3', '--json');
    const { schema, data } = JSON.parse(out);
    expect(schema).toBe('relaxops/survive/1');
    expect(Object.keys(data)).toEqual(['singles', 'pairs', 'reasons', 'changes']);
    expect(data.pairs.worst).toHaveLength(3);
    expect(data.pairs.score.ssh).toBeGreaterThan(0);
    expect(data.pairs.score.ssh).toBeLessThan(1);
  });

  it('--order 3 adds triples', async () => {
    const { out } = await relaxops(...B, 'survive', '--order', '3', '-n', '2');
    expect(out).toMatch(/^\d+ triples take what no two of their failures take$/m);
  });

  it('--device lists the smallest sets that take each verb', async () => {
    const argv = [...B, 'survive', '--order', '2', '--device', 'zrh1/r01/gw1', '--verb', 'ssh'];
    const { out } = await relaxops(...argv, '--all');
    expect(out).toMatch(/^ssh zrh1\/r01\/gw1 is taken by \d+ alone, \d+ in pairs$/m);
    expect(out).toContain('  device-dead:zrh1/r01/gw1\n');
    // A breaker does the same as its feed.
    expect(out).toContain('  feed-down:zrh1/A (or 1 alike) + feed-down:zrh1/B (or 1 alike)\n');
  });

  it.each([
    [['--device', 'nobody'], 1, '"nobody" is not a device'],
    [['--device', 'zrh1/r01/gw9'], 1, 'did you mean zrh1/r01/gw1?'],
    [['--device', 'gw1'], 1, 'did you mean zrh1/r01/gw1?'],
    [['--verb', 'ssh'], 2, '--verb goes with --device'],
    [['--order', '4'], 2, '--order'],
  ])('%j is refused', async (more, code, text) => {
    const result = await relaxops(...B, 'survive', ...more);
    expect(result.code).toBe(code);
    expect(result.err).toContain(text);
  });
});

describe('a network that nobody has a way into yet', () => {
  const file = join(tmpdir(), `relaxops-no-way-${process.pid}.yaml`);
  afterAll(() => rmSync(file, { force: true }));
  const GEAR = 'sw1: switch';
  const ALICE = `networks: { home: 198.51.100.0/27 }
operators:
  alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn, from: [home] }
`;

  it.each([
    ['', GEAR, 'say who may enter, in "operators"'],
    [ALICE, GEAR, 'a management switch in one site'],
    [ALICE, `${GEAR}, msw1: management-switch`, 'a gateway in one site'],
    [ALICE, `${GEAR}, msw1: management-switch, gw1: gateway`, 'an uplink for a gateway'],
  ])('says so and what comes first, and lists nothing: %#', async (people, gear, step) => {
    writeFileSync(file, `relaxops: 1\n${people}sites: { s1: { racks: { r1: { devices: { ${gear} } } } } }\n`);
    for (const order of ['1', '2']) {
      const { code, out } = await relaxops('-f', file, 'survive', '--order', order);
      expect(code).toBe(0);
      expect(out).toMatch(/^No device has a way in out of band yet, .* First step: .*\.\n$/);
      expect(out).toContain(step);
    }
    expect((await relaxops('-f', file, 'survive', '--all')).out).toContain('device-dead:s1/r1/sw1');
  });

  it('plan --permits says why nothing is permitted', async () => {
    writeFileSync(file, `relaxops: 1\nsites: { s1: { racks: { r1: { devices: { ${GEAR} } } } } }\n`);
    const { out } = await relaxops('-f', file, 'plan', '--permits');
    expect(out).toMatch(/^Permits \(\d+\)\nNothing is permitted yet: operators have no door/);
  });
});

it('survive --order 2 breaks why something is lost into lines that fit the terminal', async () => {
  const io = fakeStdio({ cwd: process.cwd(), outTerminal: true, columns: 80, env: { NO_COLOR: '1' } });
  await run([...B, 'survive', '--order', '2', '-n', '3'], io);
  const [, why = ''] = /^(Why [\s\S]*?)^The change/m.exec(io.stdout()) ?? [];
  expect(why.split('\n').length).toBeGreaterThan(4);
  for (const line of why.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

describe('availability', () => {
  it('prints every figure with its class and source', async () => {
    const { code, out } = await relaxops(...B, 'availability');
    expect(code).toBe(0);
    expect(out).toMatch(/a power feed is down \(no UPS assumed\) .* study +EIA 2022/);
    expect(out).toMatch(/a PDU dies .* assumption +no public study/);
  });

  it('takes the repair times of the user', async () => {
    const slow = JSON.parse((await relaxops(...B, 'availability', '--hands', '48', '--json')).out);
    const plain = JSON.parse((await relaxops(...B, 'availability', '--json')).out);
    expect(slow.data.summary[0].mean).toBeGreaterThan(plain.data.summary[0].mean);
    expect(slow.data.times).toEqual({ hands: 48 });
  });

  it('says what one thing buys', async () => {
    const { out } = await relaxops(
      '-f',
      'examples/full/relaxops.yaml',
      'availability',
      '--without',
      'zrh1/r01/gw2:wan',
    );
    expect(out).toMatch(/^ssh +\d+ h +\d+ h +[\d.]+ h +\d+ min$/m);
  });

  it('says in the docs what it says', async () => {
    const page = readFileSync('docs/survive.md', 'utf8');
    const shown = /^```text availability\n\$ relaxops (.*)\n([\s\S]*?)^```$/m.exec(page)!;
    const { out } = await relaxops(...shown[1]!.split(' '));
    expect(out.startsWith(shown[2]!)).toBe(true);
    expect(shown[1]).toContain('--without sim:');
  });

  it.each([
    [['--hands', 'soon'], 2, '--hands takes hours above 0'],
    [['--without', 'nothing'], 1, '"nothing" is no device'],
  ])('%j is refused', async (more, code, text) => {
    const result = await relaxops(...B, 'availability', ...more);
    expect(result.code).toBe(code);
    expect(result.err).toContain(text);
  });
});

describe('export openpsa', () => {
  it('writes one top event for the verb that was asked for', async () => {
    const { code, out } = await relaxops(
      ...B,
      'export',
      'openpsa',
      '--device',
      'zrh1/r01/sw1',
      '--verb',
      'ssh',
    );
    expect(code).toBe(0);
    expect(out.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<opsa-mef>\n')).toBe(true);
    expect(out.match(/<define-gate name="top\d+">/g)).toHaveLength(1);
    expect(out).toContain('<label>device-dead:zrh1/r01/sw1</label>');
  });
});
