import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeNetwork, rules } from '#analysis/rules/index.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Finding } from '#model/finding.ts';
import { findingText } from '#model/finding-text.ts';
import { ROOT } from '../../architecture/source.ts';
import { evidenceOf } from './_evidence.ts';

const FOLDER = join(ROOT, 'test/cases/rules');
const TODAY = '2026-11-23';

const readIf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** `fail.yaml`, with the files in `fail.rendered.txt` otherwise and the records of `fail.records.json`, for the talk and whose rule it is. */
const findingsIn = (id: string, name: string): readonly Finding[] => {
  const path = (ending: string) => join(FOLDER, id, `${name}.${ending}`);
  const { network, findings } = loadInventory(path('yaml'));
  if (!network) throw new Error(findings.map(findingText).join('\n'));
  const evidence = evidenceOf(network, readIf(path('rendered.txt')), readIf(path('records.json')));
  const profiles = rules.find((rule) => rule.id === id)?.profiles ?? [];
  return judgeNetwork(network, { today: TODAY, profiles: ['talk', ...profiles], evidence }).findings;
};

/** With file names as they stand in the case. */
const textOf = (findings: readonly Finding[], id: string): string =>
  findings.map((finding) => `${findingText(finding).replaceAll(join(FOLDER, id, '/'), '')}\n`).join('');

it('every rule has its cases, and no case is without a rule', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rules.length).toBeGreaterThan(0);
  expect(folders.map((folder) => folder.name).sort()).toEqual(rules.map((rule) => rule.id).sort());
});

describe.each(rules.map((rule) => [rule.id]))('%s', (id) => {
  it('passes what is right', () => {
    const own = findingsIn(id, 'pass').filter((finding) => finding.code === id);
    expect(textOf(own, id)).toBe('');
  });

  it('finds what is wrong, with what else is wrong there', async () => {
    const findings = findingsIn(id, 'fail');
    expect(findings.filter((finding) => finding.code === id)).not.toEqual([]);
    await expect(textOf(findings, id)).toMatchFileSnapshot(join(FOLDER, id, 'expected.txt'));
  });
});
