import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFolder, writeTextFile } from './write-files.ts';

const MARK = '.ours';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (path: string, text = 'x', mode = 0o640) => ({ path, text, mode });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('writeTextFile', () => {
  it('makes the folder and gives the mode', () => {
    expect(writeTextFile(join(folder, 'a/b'), 'text', { mode: 0o600 }).ok).toBe(true);
    expect(read('a/b')).toBe('text');
    expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o600);
  });

  it('replaces only if asked', () => {
    writeFileSync(join(folder, 'a'), 'old');
    expect(writeTextFile(join(folder, 'a'), 'new')).toEqual({ ok: false, error: 'exists' });
    expect(read('a')).toBe('old');
    expect(writeTextFile(join(folder, 'a'), 'new', { replace: true }).ok).toBe(true);
    expect(read('a')).toBe('new');
  });

  it('ends where folders are there but take none', () => {
    expect(writeTextFile('/proc/relaxops/a', 'x')).toMatchObject({ ok: false });
    expect(writeFolder('/proc/relaxops', [file('a')], MARK)).toMatchObject({ ok: false });
  });

  it('leaves nothing when it fails', () => {
    writeFileSync(join(folder, 'a'), '');
    expect(writeTextFile(join(folder, 'a/b'), 'x')).toEqual({ ok: false, error: 'exists' });
    mkdirSync(join(folder, 'dir'));
    expect(writeTextFile(join(folder, 'dir'), 'x', { replace: true })).toEqual({
      ok: false,
      error: 'exists',
    });
    expect(readdirSync(folder).sort()).toEqual(['a', 'dir']);
  });
});

describe('writeFolder', () => {
  it('writes all files, absolute paths below it, with their modes', () => {
    const target = join(folder, 'out');
    expect(writeFolder(target, [file('gw1/etc/a'), file('/b', 'y', 0o600)], MARK).ok).toBe(true);
    expect(read('out/gw1/etc/a')).toBe('x');
    expect(statSync(join(target, 'b')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('replaces its own folder whole: what is gone is gone', () => {
    const target = join(folder, 'out');
    writeFolder(target, [file('old')], MARK);
    expect(writeFolder(target, [file('new')], MARK).ok).toBe(true);
    expect(readdirSync(target).sort()).toEqual([MARK, 'new']);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('takes an empty folder, and none that holds something else', () => {
    expect(writeFolder(folder, [file('a')], MARK).ok).toBe(true);
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'thesis.txt'), 'x');
    expect(writeFolder(other, [file('a')], MARK)).toEqual({ ok: false, error: 'not-ours' });
    expect(writeFolder(join(folder, 'a'), [], MARK)).toEqual({ ok: false, error: 'not-ours' });
    expect(readdirSync(other)).toEqual(['thesis.txt']);
  });

  it('refuses a path that leaves it, which no renderer may make', () => {
    expect(() => writeFolder(join(folder, 'out'), [file('../escaped')], MARK)).toThrow('leaves its folder');
    expect(readdirSync(folder)).toEqual([]);
  });
});
