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

it('counts', () => {
  expect(countText([])).toBe('no findings');
  expect(countText([finding])).toBe('1 error');
  const warning: Finding = { ...finding, severity: 'warning' };
  expect(countText([finding, finding, warning, { ...finding, severity: 'info' }])).toBe(
    '2 errors, 1 warning, 1 info',
  );
});
