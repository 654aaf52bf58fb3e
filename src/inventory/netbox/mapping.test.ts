import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Report } from '../report.ts';
import {
  type Mapping,
  type Meaning,
  NO_MAPPING,
  type TagFacts,
  taggedFact,
  tagQuestion,
  type Upstream,
} from './mapping.ts';
import { readMapping } from './mapping-shape.ts';
import { extendedMappingText, newMappingText } from './mapping-text.ts';
import type { Mapped } from './role-map.ts';

const read = (text: string): { mapping: Mapping; wrong: string[] } => {
  const report = new Report();
  const mapping = readMapping({ file: 'm.yaml', text }, report);
  return { mapping, wrong: report.findings().map((f) => `${f.place.line}:${f.place.column} ${f.text}`) };
};
const sure = <T>(value: T) => ({ value, sure: true });

describe('a mapping', () => {
  it('of the documentation reads as it says', () => {
    const page = readFileSync(new URL('../../../docs/import-netbox.md', import.meta.url), 'utf8');
    const block = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { mapping, wrong } = read(block);
    expect(wrong).toEqual([]);
    expect(mapping.roles.get('access-point')).toEqual(sure('leave-out'));
    expect(mapping.tags.get('oob')).toEqual(sure({ purpose: 'management', kind: 'management' }));
    expect(mapping.providers.get('level-3')).toEqual(sure({ on: 'centurylink' }));
  });

  it('is not sure of lines with the mark', () => {
    const { mapping } = read(
      'roles:\n  a: switch # ?\n  b: switch  # ? really\n  c: switch # no?\n  "x # ?": router\n',
    );
    expect([...mapping.roles.values()].map((m) => m.sure)).toEqual([false, false, true, false]);
  });

  it.each([
    ['roles:\n  a: swich\n', '2:6 "swich" is not a role, expected "switch"'],
    ['rolls: {}\n', '1:1 "rolls" is not a key of a mapping, expected "roles"'],
    ['tags:\n  a: { purpose: fun }\n', '2:17 "fun" is not a purpose, expected "production" or "management"'],
    ['tags:\n  a: { also: router }\n', '2:14 "router" is not a role that a box has beside its first'],
    ['tags:\n  a: { kind: power }\n', '2:14 "power" is not a kind of port'],
    ['providers:\n  a: "no way"\n', '2:6 "no way" is not "own", or the slug of the provider'],
    ['circuit-types:\n  a: production\n', '2:6 "production" is not what belongs here'],
  ])('says what is wrong with %j', (text, message) => {
    expect(read(text).wrong[0]).toContain(message);
  });

  it('with nothing in it is one', () => expect(read('').wrong).toEqual([]));

  const COMPLETE: Mapping = {
    roles: new Map<string, Meaning<Mapped>>([
      ['a', sure('switch')],
      ['b', { value: 'router', sure: false }],
    ]),
    tags: new Map([['t', sure({ medium: 'mobile', inbound: false } as const)]]),
    circuitTypes: new Map([['c', { value: {}, sure: false }]]),
    providers: new Map<string, Meaning<Upstream>>([
      ['p', sure('own' as const)],
      ['no', sure({ on: 'p' })],
    ]),
  };

  it('reads as it was written', () => {
    expect(read(newMappingText(COMPLETE))).toEqual({ mapping: COMPLETE, wrong: [] });
    expect(read(newMappingText(NO_MAPPING))).toEqual({ mapping: NO_MAPPING, wrong: [] });
  });

  it.each([
    ['', 'nothing'],
    ['roles:\n    a: gateway   # mine\n# end', 'lines'],
    ['# only a comment\nproviders:\n  p: own\n\ntags:\n  t: ignore\n', 'sections in another order'],
  ])('gets lines for what is new: %j', (text) => {
    const given = read(text).mapping;
    const longer = extendedMappingText(text, given, {
      ...COMPLETE,
      roles: new Map([...COMPLETE.roles, ...given.roles]),
    });
    for (const line of text.split('\n')) expect(longer).toContain(line);
    const { mapping, wrong } = read(longer ?? 'none: 1');
    expect(wrong).toEqual([]);
    expect(mapping.roles.get('b')).toEqual({ value: 'router', sure: false });
    for (const [slug, meaning] of given.roles) expect(mapping.roles.get(slug)).toEqual(meaning);
    expect(extendedMappingText(longer!, mapping, mapping)).toBe(longer);
  });

  it('has no room for lines in braces', () => {
    const text = 'roles: { a: switch }\n';
    expect(extendedMappingText(text, read(text).mapping, COMPLETE)).toBeUndefined();
  });
});

describe('a tag', () => {
  const mapping: Mapping = {
    ...NO_MAPPING,
    tags: new Map<string, Meaning<TagFacts | 'ignore'>>([
      ['a', { value: { role: 'router' }, sure: false }],
      ['b', sure({ role: 'switch' } as const)],
      ['c', sure('ignore' as const)],
    ]),
  };

  it('that is sure counts before one that is guessed, and says that they disagree', () => {
    const said = taggedFact(mapping, ['a', 'b', 'c', 'd'], 'role');
    expect(said).toMatchObject({ value: 'switch', tag: 'b', against: ['a'] });
    expect(tagQuestion(said)?.text).toBe('tag "b" says so, but "a" says otherwise: which is right?');
  });

  it('that is a guess is asked about, and one that says nothing is not', () => {
    expect(tagQuestion(taggedFact(mapping, ['a'], 'role'))?.text).toContain('does tag "a" mean that?');
    expect(taggedFact(mapping, ['c'], 'role')).toBeUndefined();
    expect(tagQuestion(undefined)).toBeUndefined();
  });
});
