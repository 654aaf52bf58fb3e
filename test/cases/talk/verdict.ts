import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { judgeNetwork } from '#analysis/rules/index.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { ROOT } from '../../architecture/source.ts';
import { evidenceOf } from '../rules/_evidence.ts';

const TODAY = '2026-11-23';

const caseFile = (rule: string, file: string): string => join(ROOT, 'test/cases/rules', rule, file);

/** The text of a file of the rule's cases; empty if it has none. */
const caseText = (rule: string, file: string): string =>
  existsSync(caseFile(rule, file)) ? readFileSync(caseFile(rule, file), 'utf8') : '';

/** How often the rule speaks of its own wrong or right inventory, changed as given; undefined if that no longer loads. */
export const verdictOf = (rule: string, name: 'pass' | 'fail', change = (text: string): string => text) => {
  const text = change(caseText(rule, `${name}.yaml`));
  const { network } = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text }));
  if (!network) return undefined;
  const files = caseText(rule, `${name}.rendered.txt`);
  const evidence = evidenceOf(network, files, caseText(rule, `${name}.records.json`));
  const { findings } = judgeNetwork(network, { today: TODAY, evidence });
  return findings.filter((finding) => finding.code === rule).length;
};

/** The inventory without a key, wherever it stands. */
export const withoutKey =
  (key: string) =>
  (text: string): string => {
    const strip = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(strip);
      if (typeof value !== 'object' || value === null) return value;
      const kept = Object.entries(value).filter(([name]) => name !== key);
      return Object.fromEntries(kept.map(([name, inner]) => [name, strip(inner)]));
    };
    return stringify(strip(parse(text)));
  };

export const hasCase = (rule: string): boolean => existsSync(caseFile(rule, 'fail.yaml'));
