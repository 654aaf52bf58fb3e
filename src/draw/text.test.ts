import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, escapeXml, fitted, inLines, inTwo, printable, shortened, textWidth } from './text.ts';

const texts = fc.string({ unit: 'binary', maxLength: 80 });

describe('printable', () => {
  it('leaves no character that XML forbids or that turns the direction of the text', () =>
    fc.assert(
      fc.property(texts, (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(() => encodeURIComponent(printable(text))).not.toThrow();
        expect(printable(printable(text))).toBe(printable(text));
      }),
    ));

  it('leaves names of people and things alone', () => {
    for (const name of ['zrh1/r01/gw1', 'Zürich', '東京', '😀', "O'Brien & sons"])
      expect(printable(name)).toBe(name);
    expect(escapeXml("O'Brien & <sons>")).toBe('O&#39;Brien &amp; &lt;sons&gt;');
  });
});

describe('shortened', () => {
  it('fits, and is the text itself where that fits', () =>
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 400 }), fc.boolean(), (text, width, bold) => {
        const short = shortened(text, width, 12, bold);
        expect(textWidth(short, 12, bold)).toBeLessThanOrEqual(width + 1e-6);
        if (textWidth(text, 12, bold) <= width) expect(short).toBe(printable(text));
      }),
    ));

  it('keeps both ends', () => {
    expect(shortened('dmi01-binghamton-rtr01', 110, 12)).toMatch(/^dmi01.*…\S*rtr01$/);
    expect(shortened('x'.repeat(100_000), 100, 12)).toMatch(/^x+…x+$/);
  });
});

describe('fitted', () => {
  it('fits, gets smaller before it is shortened, and is shortened only then', () =>
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 400 }), fc.boolean(), (text, width, bold) => {
        const one = fitted(text, width, 12.5, bold);
        expect(textWidth(one.text, one.size, bold)).toBeLessThanOrEqual(width + 1e-4);
        expect(one.size).toBeGreaterThanOrEqual(9.375);
        if (!one.cut) expect(one.text).toBe(printable(text));
        if (textWidth(text, 12.5, bold) <= width)
          expect(one).toEqual({ text: printable(text), size: 12.5, cut: false });
      }),
    ));

  it('takes what is exactly as wide as its box', () => {
    for (const name of ['jbb-branch-104', 'zrh1', 'dmi01-binghamton-rtr01'])
      expect(fitted(name, textWidth(name, 19, true), 19, true)).toEqual({ text: name, size: 19, cut: false });
  });
});

it('inTwo breaks after punctuation or before a number near the middle, and loses nothing', () => {
  expect(inTwo('application-server106')).toEqual(['application-', 'server106']);
  expect(inTwo('Plant-[1-2],R[101-102],R[202-208]')).toEqual(['Plant-[1-2],R[101-', '102],R[202-208]']);
  expect(inTwo('srvabcdef')).toEqual(['srvab', 'cdef']);
  fc.assert(
    fc.property(texts, (text) => {
      expect(inTwo(text).join('')).toBe(printable(text));
    }),
  );
});

it('inLines breaks at spaces, keeps every word that fits, and makes no line too wide', () => {
  expect(inLines('ssh: 2 lost (zrh1/r02/sw1, zrh1/r02/sw2)', 120, 12)).toEqual([
    'ssh: 2 lost',
    '(zrh1/r02/sw1,',
    'zrh1/r02/sw2)',
  ]);
  fc.assert(
    fc.property(texts, fc.integer({ min: 30, max: 300 }), (text, width) => {
      const lines = inLines(text, width, 12);
      expect(lines.length).toBeLessThanOrEqual(6);
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(width + 1e-4);
    }),
  );
});

it('counts in English', () =>
  expect([counted(1, 'switch'), counted(2, 'switch'), counted(3, 'rack')]).toEqual([
    '1 switch',
    '2 switches',
    '3 racks',
  ]));
