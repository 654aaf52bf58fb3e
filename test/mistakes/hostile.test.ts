import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { findingText } from '#model/finding-text.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-mistakes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const codes = (text: string): string[] =>
  resolveInventory('i.yaml', textReader({ 'i.yaml': text })).findings.map((f) => f.code);

const DEEP = 200_000;

describe('inventories that mean harm, too large to keep', () => {
  it.each([
    ['flow lists', `sites: ${'['.repeat(DEEP)}`],
    ['closed flow lists', `sites: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
    ['flow maps', `sites: ${'{a: '.repeat(DEEP)}`],
    ['lists in a line', `${'- '.repeat(DEEP)}x`],
    ['keys in a line', `${'? '.repeat(DEEP)}x`],
    ['indented maps', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['lists behind quotes that never close', `a: 'it\nb: it's\nc: ${'['.repeat(DEEP)}`],
    ['brackets that a comment seems to close', '[ #]\n'.repeat(DEEP)],
    ['brackets that a text seems to close', '[ "]", '.repeat(DEEP)],
  ])('200,000 levels: %s', (_, text) => expect(codes(`relaxops: 1\n${text}`)).toEqual(['too-deep']));

  it('a file of 50 MB', () => {
    const file = join(folder, 'relaxops.yaml');
    writeFileSync(file, 'relaxops: 1\n');
    truncateSync(file, 50_000_000);
    expect(loadInventory(file).findings.map((f) => f.code)).toEqual(['too-large']);
  });

  it('an include that is a link out of the folder', () => {
    writeFileSync(join(folder, 'relaxops.yaml'), 'relaxops: 1\ninclude: [link.yaml]\nsites: { zrh1: }\n');
    symlinkSync('/etc/hostname', join(folder, 'link.yaml'));
    expect(loadInventory(join(folder, 'relaxops.yaml')).findings.map((f) => f.code)).toEqual([
      'include-outside',
    ]);
  });

  it('a device instead of a file', () =>
    expect(loadInventory('/dev/zero').findings.map((f) => f.code)).toEqual(['unreadable']));

  it('100,000 keys in a map, each wrong', () => {
    const text = Array.from({ length: 100_000 }, (_, i) => `key${i}: 1`).join('\n');
    const { findings } = resolveInventory('i.yaml', textReader({ 'i.yaml': text }));
    expect(findings.length).toBe(201);
    expect(findingText(findings.at(-1)!)).toContain('more mistakes are not shown');
  });

  it('the same key 100,000 times', () => expect(codes('a: 1\n'.repeat(100_000)).length).toBe(201));
});

const TOKENS = [
  'relaxops: 1',
  'sites:',
  ' zrh1:',
  '  racks:',
  '   r01:',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  ',',
  '\n',
  ' ',
  '"',
  "'",
  '&a',
  '*a',
  '!!str',
  '|',
  '>',
  '#',
  '---',
  '...',
  '%YAML 1.2',
  'null',
  '~',
  '0x1f',
  '1e9',
  'server',
  'devices:',
  'srv[1-3]',
  'feed:A',
  '\t',
  '<<:',
  '? ',
  '\u0000',
  '\ud800',
  '__proto__:',
  'constructor:',
  'toString:',
];

describe('nonsense', () => {
  it('never throws', () => {
    const soup = fc.array(fc.oneof(fc.constantFrom(...TOKENS), fc.string()), { maxLength: 60 });
    fc.assert(
      fc.property(soup, (tokens) => {
        const { network, findings } = resolveInventory('i.yaml', textReader({ 'i.yaml': tokens.join('') }));
        expect(network === undefined).toBe(findings.some((f) => f.severity === 'error'));
        for (const finding of findings) expect(findingText(finding)).not.toMatch(/\p{Cc}(?<!\n)/u);
      }),
      { numRuns: 800 },
    );
  });

  it('in the place of any value of a right inventory never throws', () => {
    const right = `relaxops: 1
name: x
prefix: 10.0.0.0/8
timers: { vrrp-advert: 1s }
networks: { home: 198.51.100.0/27 }
operators: { alice: { key: a, from: [home] } }
providers: { init7: { upstream: x }, x: }
rendezvous: { rdv1: { provider: x, address: 203.0.113.66/28 } }
stations: { mon1: { provider: x, address: 203.0.113.130/28 } }
rack-templates: { plain: { msw1: management-switch, "srv[1-2]": { role: server, psus: 2, ports: { eth7: { kind: data } } } } }
sites:
  zrh1:
    number: 1
    feeds: [A]
    racks: { r01: plain, r02: { template: plain, number: 2, devices: { gw1: gateway, srv1: null } } }
    uplinks: { r02/gw1: { provider: init7, address: 203.0.113.2/29, rendezvous: rdv1 } }
    cables: [ r01/srv1:eth0 -- r01/srv2:eth0, { a: r01/srv1:psu1, b: feed:A, route: x } ]
    uncabled: [ r01/srv1:bmc ]
interlinks: [ zrh1/r02/gw1 -- zrh1/r02/gw1 ]
waivers: [ { rule: R33, on: x, reason: y, until: 2027-01-01 } ]`;
    const words = [...right.matchAll(/[\w./:-]+|\{[^{}]*\}|\[[^[\]]*\]/g)].map(
      (m) => [m.index, m[0].length] as const,
    );
    const value = fc.oneof(
      fc.constantFrom(
        '',
        '{}',
        '[]',
        '[[]]',
        '{ a: b }',
        '7',
        '-1',
        'true',
        'null',
        '"\\0"',
        'x[1-3]',
        '__proto__',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...words), value, ([at, length], text) => {
        const changed = right.slice(0, at) + text + right.slice(at + length);
        const { findings } = resolveInventory('i.yaml', textReader({ 'i.yaml': changed }));
        expect(findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
