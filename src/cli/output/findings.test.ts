import { expect, it } from 'vitest';
import type { Finding } from '#model/finding.ts';
import { COMMAND_LINE, countText, findingsText } from './findings.ts';
import { makeStyle } from './style.ts';

const finding: Finding = {
  code: 'unknown-key',
  severity: 'error',
  text: 'unknown key "sits"',
  place: { file: 'relaxops.yaml', line: 2, column: 1, path: 'sits' },
  hint: 'did you mean "sites"',
};

it('shows place, severity, code, sentence and hint', () => {
  expect(findingsText([finding])).toBe(
    'relaxops.yaml:2:1 error unknown-key: sits: unknown key "sits"\n  hint did you mean "sites"\n',
  );
});

it('paints the severity', () => {
  expect(findingsText([finding], makeStyle(true))).toContain(':2:1 \u001b[31merror\u001b[39m unknown-key');
});

it('names the program where no file is to blame', () => {
  const text = findingsText([{ ...finding, place: COMMAND_LINE, text: 'unknown command' }]);
  expect(text).toBe('relaxops: error: unknown command\n  hint did you mean "sites"\n');
});

it('spells out what a terminal would obey', () => {
  const evil = { ...finding, text: 'no "\u001b[31mx\r\u009b2J"', hint: 'add "\u0007"' };
  for (const place of [finding.place, COMMAND_LINE, { ...finding.place, file: '\u001b]0;x' }]) {
    const text = findingsText([{ ...evil, place }]);
    expect(text).toContain('"\\u001b[31mx\\u000d\\u009b2J"\n  hint add "\\u0007"');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  }
});

it('counts', () => {
  expect(countText([])).toBe('no findings');
  expect(countText([finding])).toBe('1 error');
  const warning: Finding = { ...finding, severity: 'warning' };
  expect(countText([finding, finding, warning, { ...finding, severity: 'info' }])).toBe(
    '2 errors, 1 warning, 1 info',
  );
});
