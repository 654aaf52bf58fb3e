import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, escapeXml, printable, shortened, textWidth } from './text.ts';

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

it('counts in English', () =>
  expect([counted(1, 'switch'), counted(2, 'switch'), counted(3, 'rack')]).toEqual([
    '1 switch',
    '2 switches',
    '3 racks',
  ]));
