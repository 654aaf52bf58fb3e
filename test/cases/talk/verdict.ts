import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runRules } from '#analysis/rules/index.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { ROOT } from '../../architecture/source.ts';

const TODAY = '2026-11-23';

const caseText = (rule: string, name: string): string =>
  readFileSync(join(ROOT, 'test/cases/rules', rule, `${name}.yaml`), 'utf8');

/** How often the rule speaks of its own wrong or right inventory, changed as given; undefined if that no longer loads. */
export const verdictOf = (rule: string, name: 'pass' | 'fail', change = (text: string): string => text) => {
  const text = change(caseText(rule, name));
  const { network } = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text }));
  return network && runRules(network, TODAY).filter((finding) => finding.code === rule).length;
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

export const hasCase = (rule: string): boolean =>
  existsSync(join(ROOT, 'test/cases/rules', rule, 'fail.yaml'));
