import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '#analysis/rules/index.ts';
import { readRecords } from '#cli/check/records.ts';
import { withRules } from '../../../tools/rules-doc.ts';
import { ROOT } from '../../architecture/source.ts';

const page = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');

it('docs/rules.md lists the rules as they are; npx tsx tools/rules-doc.ts writes it anew', () => {
  expect(rules.every((rule) => page.includes(`[${rule.id}](rules/${rule.id}-${rule.name}.md)`))).toBe(true);
  expect(page).toBe(withRules(page));
});

/** The ids of the list that the rules come from. */
const ids = Array.from({ length: 69 }, (_, at) => `R${String(at + 1).padStart(2, '0')}`);

it('every rule of the list exists, or stands there as not answered', () => {
  const unanswered = page.split('## Not answered')[1]?.split('##')[0] ?? '';
  const missing = ids.filter((id) => !rules.some((rule) => rule.id === id));
  expect(missing).toEqual([]);
  expect(missing.filter((id) => !unanswered.includes(`- ${id} (`))).toEqual([]);
});

it('the records on the page are such as can be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-records-'));
  const file = join(folder, 'records.json');
  writeFileSync(file, /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  expect(readRecords(file).ok).toBe(true);
  rmSync(folder, { recursive: true });
});
