import { describe, expect, it } from 'vitest';
import { hasControl, spellControls } from './control.ts';

describe('characters that are obeyed and not shown', () => {
  it.each([
    ['an escape', '\u001b[31m'],
    ['C1 control sequence introducer', '\u009b31m'],
    ['right-to-left override', 'user\u202etxt.exe'],
    ['first strong isolate', 'a\u2068b'],
    ['left-to-right mark', 'a\u200eb'],
    ['Arabic letter mark', 'a\u061cb'],
    ['blank without width', 'p1\u200b'],
    ['byte order mark', 'p1\ufeff'],
    ['line separator', 'a\u2028b'],
    ['delete', 'a\u007f'],
  ])('%s is one, and spelt out', (_, text) => {
    expect(hasControl(text)).toBe(true);
    const spelt = spellControls(text);
    expect(hasControl(spelt)).toBe(false);
    expect(spelt).toContain('\\u');
  });

  it.each(['Zürich', 'Раздел', 'שלום', 'a\tb\nc', '👩‍👩‍👧', 'می‌خواهم'])('%s is text', (text) => {
    expect(hasControl(text)).toBe(false);
    expect(spellControls(text, '\t\n')).toBe(text);
  });
});
