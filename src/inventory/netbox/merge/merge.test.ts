import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { mergeTexts } from './merge.ts';
import { textTree } from './text-tree.ts';

const BASE = `# From NetBox
name: x

sites:
  a:  # NetBox: A
    # ? is there a management network?
    number: 1
    racks:
      r1:
        number: 1
        devices:
          sw1:
            role: switch  # ? which role?
            number: 1
            ports:
              p1: { kind: data }
              p2: { kind: data }
          sw2:
            role: switch
            number: 2
    cables:
      - r1/sw1:p1 -- r1/sw2:p1
      - { a: "r1/sw1:p2", b: "r1/sw2:p2", route: "PP1" }
      # ? r1/sw1:p9 goes nowhere
`;

/** The text with replacements; each must be there. */
const edit = (text: string, ...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`no "${from}"`);
    return now.replace(from, to);
  }, text);

describe('merging', () => {
  it('leaves a file to the byte where NetBox changed nothing', () => {
    const mine = edit(
      BASE,
      ['role: switch  # ? which role?', 'role:   router # mine'],
      ['  a:  #', '\n\n  a:  #'],
    );
    expect(mergeTexts(BASE, mine, BASE)).toMatchObject({ text: mine, theirs: [], conflicts: [] });
  });

  it("is NetBox's to the byte where nobody else changed anything", () => {
    const theirs = edit(
      BASE,
      ['number: 2', 'number: 3'],
      ['# ? r1/sw1:p9 goes nowhere', '- r1/sw1:p9 -- r1/sw2:p9'],
    );
    expect(mergeTexts(BASE, BASE, theirs).text).toBe(theirs);
  });

  it('takes both where they changed different things', () => {
    const mine = edit(
      BASE,
      ['role: switch  # ? which role?', 'role: router'],
      ['name: x', '# ours\nname: ours'],
    );
    const theirs = edit(BASE, ['              p2: { kind: data }\n', ''], ['number: 2', 'number: 3']);
    const both = edit(mine, ['              p2: { kind: data }\n', ''], ['number: 2', 'number: 3']);
    expect(mergeTexts(BASE, mine, theirs)).toMatchObject({ text: both, conflicts: [] });
  });

  it('keeps what was added here and adds what is new there, each at its place', () => {
    const mine = edit(BASE, ['          sw2:', '          mine:\n            role: server\n          sw2:']);
    const theirs = edit(
      BASE,
      ['    cables:', '          sw3:\n            role: switch\n    cables:'],
      ['      - { a:', '      - r1/sw3:p1 -- r1/sw2:p3\n      - { a:'],
    );
    const both = edit(
      mine,
      ['    cables:', '          sw3:\n            role: switch\n    cables:'],
      ['      - { a:', '      - r1/sw3:p1 -- r1/sw2:p3\n      - { a:'],
    );
    expect(mergeTexts(BASE, mine, theirs).text).toBe(both);
  });

  it('asks where both changed the same, once, and keeps what stands here', () => {
    const mine = edit(BASE, ['number: 2', 'number: 7']);
    const theirs = edit(BASE, ['number: 2', 'number: 3']);
    const merged = mergeTexts(BASE, mine, theirs);
    const asked = '# ? NetBox now says 3, before 2; here stands 7: which is right?';
    expect(merged.text).toBe(
      edit(mine, ['            number: 7', `            ${asked}\n            number: 7`]),
    );
    expect(merged.conflicts).toEqual([
      { path: ['sites', 'a', 'racks', 'r1', 'devices', 'sw2', 'number'], text: asked.slice(4) },
    ]);
    expect(mergeTexts(theirs, merged.text, theirs)).toMatchObject({ text: merged.text, conflicts: [] });
  });

  it('does not overrule an answer that was given by taking the mark away', () => {
    const mine = edit(BASE, ['role: switch  # ? which role?', 'role: switch']);
    const theirs = edit(BASE, ['role: switch  # ? which role?', 'role: router  # ? which role?']);
    expect(mergeTexts(BASE, mine, theirs).conflicts.map((c) => c.text)).toEqual([
      'NetBox now says router, before switch; here stands switch: which is right?',
    ]);
  });

  it('takes a question away that NetBox answered, and leaves one away that a person took away', () => {
    const mine = edit(BASE, ['    # ? is there a management network?\n', ''], ['name: x', 'name: y']);
    const theirs = edit(
      BASE,
      ['      # ? r1/sw1:p9 goes nowhere\n', ''],
      ['role: switch  # ? which role?', 'role: switch'],
    );
    const both = edit(
      mine,
      ['      # ? r1/sw1:p9 goes nowhere\n', ''],
      ['role: switch  # ? which role?', 'role: switch'],
    );
    expect(mergeTexts(BASE, mine, theirs).text).toBe(both);
  });

  it('removes what NetBox removed and nobody changed', () => {
    const mine = edit(BASE, ['name: x', 'name: y']);
    const gone = '          sw2:\n            role: switch\n            number: 2\n';
    const theirs = edit(BASE, [gone, ''], ['      - r1/sw1:p1 -- r1/sw2:p1\n', '']);
    const merged = mergeTexts(BASE, mine, theirs);
    expect(merged.text).toBe(edit(mine, [gone, ''], ['      - r1/sw1:p1 -- r1/sw2:p1\n', '']));
    expect(merged.theirs.map((c) => `${c.what} ${c.path.at(-1)}`)).toEqual([
      'removed sw2',
      'removed r1/sw1:p1 -- r1/sw2:p1',
    ]);
  });

  it.each([
    ['a value', ['number: 2', 'number: 7']],
    ['a comment', ['          sw2:', '          sw2:  # the good one']],
    ['something more', ['number: 2', 'number: 2\n            vendor: x']],
  ] as const)('asks before it removes what has %s of a person', (_what, change) => {
    const mine = edit(BASE, change);
    const theirs = edit(BASE, ['          sw2:\n            role: switch\n            number: 2\n', '']);
    const merged = mergeTexts(BASE, mine, theirs);
    expect(merged.conflicts.map((c) => c.text)).toEqual([
      'NetBox no longer has "sw2", which was changed here: is it to go?',
    ]);
    expect(merged.text).toContain('          # ? NetBox no longer has "sw2"');
    expect(merged.text).toContain('          sw2:');
  });

  it('leaves away what a person took away, and asks if it changed since', () => {
    const gone = '          sw2:\n            role: switch\n            number: 2\n';
    const mine = edit(BASE, [gone, '']);
    expect(mergeTexts(BASE, mine, edit(BASE, ['name: x', 'name: z'])).text).toBe(
      edit(mine, ['name: x', 'name: z']),
    );
    const merged = mergeTexts(BASE, mine, edit(BASE, ['number: 2', 'number: 9']));
    expect(merged.conflicts.map((c) => c.text)).toEqual([
      'NetBox has changed "sw2", which was taken away here: is it to stay away?',
    ]);
  });

  it('knows a cable by its ends, whatever its style', () => {
    const mine = edit(BASE, ['- r1/sw1:p1 -- r1/sw2:p1', '- { a: r1/sw2:p1, b: r1/sw1:p1 }']);
    const theirs = edit(BASE, ['route: "PP1"', 'route: "PP2"']);
    expect(mergeTexts(BASE, mine, theirs)).toMatchObject({
      text: edit(mine, ['route: "PP1"', 'route: "PP2"']),
      mine: [],
      conflicts: [],
    });
  });

  it('keeps a comment of a person on a line that NetBox changed', () => {
    const mine = edit(BASE, ['number: 2', 'number: 2  # painted on it']);
    const theirs = edit(BASE, ['number: 2', 'number: 3']);
    expect(mergeTexts(BASE, mine, theirs).text).toBe(edit(mine, ['number: 2', 'number: 3']));
  });

  it('merges a map in braces field by field', () => {
    const mine = edit(
      BASE,
      ['p1: { kind: data }', 'p1: { kind: management, separate: yes }  # ours'],
      ['p2: { kind: data }', 'p2: {kind: meta}'],
    );
    const theirs = edit(
      BASE,
      ['p1: { kind: data }', 'p1: { kind: data, label: "7" }'],
      ['p2: { kind: data }', 'p2: { kind: bmc }'],
    );
    const merged = mergeTexts(BASE, mine, theirs);
    expect(merged.text).toContain(
      '              p1: { kind: management, separate: yes, label: "7" }  # ours\n',
    );
    expect(merged.conflicts.map((c) => c.text)).toEqual([
      'NetBox now says { kind: bmc }, before { kind: data }; here stands {kind: meta}: which is right?',
    ]);
    expect(mergeTexts(theirs, merged.text, theirs).text).toBe(merged.text);
  });

  it('takes a field away that NetBox took away, and leaves one away that a person took away', () => {
    const base = 'a: { x: 1, y: 2, z: 3 }\nb: 1\n';
    expect(mergeTexts(base, 'a: { x: 9, y: 2 }\nb: 1\n', 'a: { x: 1, z: 3 }\nb: 1\n').text).toBe(
      'a: { x: 9 }\nb: 1\n',
    );
  });

  it('takes things in another style for what they say', () => {
    const mine = edit(BASE, [
      '          sw2:\n            role: switch\n            number: 2\n',
      '          sw2: { number: 2, role: switch }\n',
    ]);
    expect(mergeTexts(BASE, mine, BASE)).toMatchObject({ text: mine, mine: [] });
    const merged = mergeTexts(BASE, mine, edit(BASE, ['number: 2', 'number: 3']));
    expect(merged.text).toContain('          sw2:\n            role: switch\n            number: 3\n');
  });
});

describe('laws', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const { tree } = fc.letrec<{ tree: unknown; leaf: unknown; map: unknown }>((tie) => ({
    leaf: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y # z', '- q', 'a -- b')),
    map: fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 4 }),
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      tie('leaf'),
      tie('map'),
      fc.uniqueArray(name, { maxLength: 4 }),
    ),
  }));
  const text = fc.dictionary(name, tree, { minKeys: 1, maxKeys: 5 }).map((value) => stringify(value));
  const value = (yaml: string) => textTree(yaml).root.value;

  it('a merge with what was there is the other side', () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        expect(mergeTexts(base, other, base).text).toBe(other);
        expect(mergeTexts(base, base, other).text).toBe(other);
      }),
    );
  });

  it('line by line it comes to the same as a whole', () => {
    fc.assert(
      fc.property(text, text, (base, theirs) => {
        const merged = mergeTexts(base, `# a comment of mine\n${base}`, theirs);
        expect(merged.conflicts).toEqual([]);
        expect(value(merged.text)).toBe(value(theirs));
      }),
      { numRuns: 500 },
    );
  });

  it('is YAML again, and a second merge of the same changes nothing', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        expect(() => value(merged.text)).not.toThrow();
        expect(mergeTexts(theirs, merged.text, theirs).text).toBe(merged.text);
      }),
      { numRuns: 500 },
    );
  });

  it('says nothing of NetBox that is not in what NetBox changed', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = mergeTexts(base, mine, theirs);
        if (base === theirs) expect(merged.conflicts).toEqual([]);
        if (value(mine) === value(theirs)) expect(merged.conflicts).toEqual([]);
      }),
    );
  });
});
