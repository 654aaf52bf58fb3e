import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const FULL = 'examples/full/relaxops.yaml';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const relaxops = async (argv: readonly string[], cwd = process.cwd()) => {
  const io = fakeStdio({ cwd });
  const code = await run(argv, io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe('init', () => {
  it.each(['a', 'b', 'c', 'd', 'full'])('scenario %s is one that check accepts', async (scenario) => {
    const target = join(folder, scenario);
    mkdirSync(target);
    const { code, out } = await relaxops(['init', '--scenario', scenario], target);
    expect({ code, said: out.startsWith('Wrote relaxops.yaml') }).toEqual({ code: 0, said: true });
    expect((await relaxops(['check'], target)).code).not.toBe(2);
  });

  it('overwrites nothing unless told', async () => {
    const target = join(folder, 'mine');
    mkdirSync(target);
    writeFileSync(join(target, 'relaxops.yaml'), 'mine');
    const { code, err } = await relaxops(['init'], target);
    expect(code).toBe(1);
    expect(err).toContain('"relaxops.yaml" is there already; nothing was written');
    expect(readFileSync(join(target, 'relaxops.yaml'), 'utf8')).toBe('mine');
    expect((await relaxops(['init', '--force'], target)).code).toBe(0);
    expect(readFileSync(join(target, 'relaxops.yaml'), 'utf8')).not.toBe('mine');
  });
});

describe('the inventory', () => {
  it('is found in a folder above', async () => {
    const below = join(folder, 'b', 'x', 'y');
    await relaxops(['init', '-o', join(folder, 'above')]);
    mkdirSync(join(folder, 'above', 'x', 'y'), { recursive: true });
    expect((await relaxops(['plan'], join(folder, 'above', 'x', 'y'))).code).toBe(0);
    expect(existsSync(below)).toBe(false);
  });

  it('that is nowhere is said so', async () => {
    const { code, err } = await relaxops(['plan'], folder);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'relaxops: error: no relaxops.yaml in this folder or above it\n  hint relaxops init writes one; -f names one elsewhere\n',
    });
  });

  it('that is wrong shows all its mistakes and exits with 2', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'sits: {}\nnam: x\n');
    const { code, out, err } = await relaxops(['-f', file, 'plan']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/wrong\.yaml:1:1 error .*sits[\s\S]*wrong\.yaml:2:1 error .*nam/);
    const { findings, ok } = JSON.parse((await relaxops(['-f', file, 'check', '--json'])).out);
    expect({ ok, several: findings.length > 1 }).toEqual({ ok: false, several: true });
  });
});

describe('plan', () => {
  it('begins with the network in a few lines', async () => {
    const { code, out } = await relaxops(['-f', FULL, 'plan']);
    const head = out.slice(0, out.indexOf('\n\n'));
    expect(code).toBe(0);
    expect(head.split('\n').length).toBeLessThanOrEqual(11);
    expect(head).toMatch(/^full: 10\.0\.0\.0\/8/);
  });

  it('narrows down to a device, and to one kind', async () => {
    const { out } = await relaxops(['-f', FULL, 'plan', 'zrh1/r02/msw1', '--kind', 'ports', '--csv']);
    const lines = out.trim().split('\n');
    expect(lines[0]).toBe('port,kind,to,origin,address,label');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.slice(1).filter((line) => !line.startsWith('zrh1/r02/msw1:'))).toEqual([]);
  });

  it('does not confuse a name with one that it begins', async () => {
    const { out } = await relaxops(['-f', FULL, 'plan', 'zrh1/r01', '--json']);
    const { addresses } = JSON.parse(out).data;
    const ports = addresses.map((a: { port: string }) => a.port);
    expect(ports.filter((port: string) => !port.startsWith('zrh1/r01/'))).toEqual([]);
  });

  it('knows no such place', async () => {
    expect(await relaxops(['-f', FULL, 'plan', 'zrh9'])).toMatchObject({ code: 1, out: '' });
  });
});

describe('where', () => {
  const cases: [string, number, RegExp][] = [
    ['10.1.2.102', 0, /^10\.1\.2\.102 {2}zrh1\/r02\/srv02:mgmt\n[\s\S]*plugged into zrh1\/r02\/msw1:/],
    ['10.1.2.102/16', 0, /^10\.1\.2\.102 {2}zrh1\/r02\/srv02:mgmt\n/],
    ['zrh1/r02/srv01:bmc', 0, /^10\.1\.2\.201 {2}zrh1\/r02\/srv01:bmc\n/],
    ['10.1.2.150', 1, /free, would be server 50 in rack r02/],
    ['zrh1/r01/pdu1:o1', 1, /^$/],
    ['nobody', 1, /^$/],
  ];
  it.each(cases)('%s', async (what, code, out) => {
    const answer = await relaxops(['-f', FULL, 'where', what]);
    expect(answer.code).toBe(code);
    expect(answer.out).toMatch(out);
    expect(answer.err === '').toBe(answer.out !== '');
  });
});

describe('check', () => {
  it('counts what it saw', async () => {
    const { code, out } = await relaxops(['-f', FULL, 'check']);
    expect([0, 1, 3]).toContain(code);
    expect(out).toMatch(/\(\d+ devices, 1 of them a rendezvous, \d+ cables, \d+ rules\)\n$/);
  });
});

describe('render', () => {
  it('writes a tree without secrets, and replaces only its own', async () => {
    const target = join(folder, 'rendered');
    const first = await relaxops(['-f', FULL, 'render', '--no-check', '-o', target]);
    expect(first.code).toBe(0);
    const key = join(target, 'zrh1/r01/gw1/etc/relaxops/ssh_host_ed25519_key');
    expect(readFileSync(key, 'utf8')).toBe('@{secret:ssh-host-key/zrh1/r01/gw1}\n');
    expect(readdirSync(target).sort()).toEqual(
      expect.arrayContaining(['.relaxops-rendered', '_operators', 'zrh1']),
    );
    rmSync(join(target, '.relaxops-rendered'));
    const second = await relaxops(['-f', FULL, 'render', '--no-check', '-o', target]);
    expect(second.code).toBe(1);
    expect(second.err).toContain('is left alone');
  });

  it('asks the daemons, and says what it could not ask', async () => {
    const { code, out } = await relaxops([
      '-f',
      FULL,
      'render',
      '-o',
      join(folder, 'one'),
      '--host',
      'zrh1/r01/gw1',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/files? accepted by the daemons that will read them/);
    expect(out).toContain('Not checked:');
  });

  it('counts every file once: accepted, or not checked and why', async () => {
    const { out } = await relaxops(['-f', FULL, '--json', 'render', '-o', join(folder, 'counted')]);
    const { files, checks } = JSON.parse(out).data;
    const unchecked = checks.unchecked.reduce((sum: number, one: { files: number }) => sum + one.files, 0);
    expect(checks.accepted + unchecked).toBe(files.length);
  });

  it.each([
    [['render'], 2, 'no folder to write to'],
    [['render', '-o', 'x', '--host', 'nobody'], 1, '"nobody" is not a device'],
    [['render', '-o', 'x', '--host', 'zrh1/r01/pdu1'], 1, 'not ours to render'],
    [['render', '-o', 'x', '--with-secrets', '--force'], 1, 'no store in "examples/full/secrets"'],
  ])('%j', async (argv, code, text) => {
    const answer = await relaxops(['-f', FULL, ...argv]);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(text);
  });
});
