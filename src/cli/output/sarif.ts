import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Place } from '#base/place.ts';
import type { Finding, Severity } from '#model/finding.ts';
import type { Waiver } from '#model/network.ts';

/** A rule as a SARIF viewer shows it. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** Absolute address of its page. */
  readonly uri: string;
  /** Its page as Markdown. */
  readonly page: string;
  readonly tags: readonly string[];
}

/** What a run of `check` found, accepted and could not judge. */
export interface SarifRun {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  readonly findings: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  readonly unjudged: readonly { readonly rule: string; readonly reason: string }[];
}

/** SARIF 2.1.0 section 3.27.10. */
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

const uriOf = (file: string): string =>
  isAbsolute(file) ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');

/** A place of line 0 is no file's, such as that of the command line. */
const locationOf = (place: Place, ...on: readonly string[]): object => ({
  ...(place.line < 1
    ? {}
    : {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line, startColumn: Math.max(1, place.column) },
        },
      }),
  ...(on.length === 0 ? {} : { logicalLocations: on.map((id) => ({ fullyQualifiedName: id })) }),
});

const sentence = ({ text, because }: Finding): string =>
  because === undefined ? text : `${text} (follows from ${because})`;

const resultOf = (finding: Finding, index: ReadonlyMap<string, number>): object => {
  const { code, severity, place, hint, on, related = [], alike } = finding;
  // What it is about, and each thing in it.
  const names = new Set([...(on === undefined ? [] : [on]), ...(alike?.things ?? [])]);
  const at = index.get(code);
  return {
    ruleId: code,
    ...(at === undefined ? {} : { ruleIndex: at }),
    kind: 'fail',
    level: LEVELS[severity],
    message: { text: hint === undefined ? sentence(finding) : `${sentence(finding)}. Hint: ${hint}` },
    locations: [locationOf(place, ...names)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one, id) => ({
            id,
            ...locationOf(one.place),
            message: { text: one.text },
          })),
        }),
    ...(on === undefined ? {} : { partialFingerprints: { 'relaxops/v1': `${code} ${on}` } }),
  };
};

/** Section 3.35: a waiver stands in the inventory, and somebody reviewed it. */
const waivedOf = ({ finding, waiver }: SarifRun['waived'][number], index: ReadonlyMap<string, number>) => ({
  ...resultOf(finding, index),
  suppressions: [
    {
      kind: 'inSource',
      status: 'accepted',
      justification: `${waiver.reason} (until ${waiver.until})`,
      location: locationOf(waiver.place, waiver.on),
    },
  ],
});

/** Section 3.27.9: `open` is what a tool says that had too little to decide. */
const openOf = (rule: string, reason: string, index: ReadonlyMap<string, number>): object => ({
  ruleId: rule,
  ruleIndex: index.get(rule) ?? -1,
  kind: 'open',
  level: 'none',
  message: { text: `not judged: ${reason}` },
});

const descriptorOf = (rule: SarifRule): object => ({
  id: rule.id,
  name: rule.name,
  shortDescription: { text: rule.title },
  helpUri: rule.uri,
  help: { text: rule.page, markdown: rule.page },
  defaultConfiguration: { level: LEVELS[rule.severity] },
  properties: { tags: rule.tags },
});

/** The run as a SARIF 2.1.0 log, for viewers of findings and for pipelines. */
export const sarifText = (run: SarifRun): string => {
  const index = new Map(run.rules.map((rule, at) => [rule.id, at]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'RelaxOps', semanticVersion: run.version, rules: run.rules.map(descriptorOf) },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...run.findings.map((finding) => resultOf(finding, index)),
          ...run.waived.map((one) => waivedOf(one, index)),
          ...run.unjudged.map(({ rule, reason }) => openOf(rule, reason, index)),
        ],
      },
    ],
  };
  // JSON.stringify leaves DEL and C1 controls as they are, and terminals obey some.
  const escaped = JSON.stringify(log, undefined, 2).replace(/[\u007f-\u009f]/g, (c) => {
    return `\\u00${c.charCodeAt(0).toString(16)}`;
  });
  return `${escaped}\n`;
};
