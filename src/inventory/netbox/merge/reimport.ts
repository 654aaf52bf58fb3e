import { fail, ok, type Result } from '#base/result.ts';
import type { Finding } from '#model/finding.ts';
import { parseYaml } from '../../parse-yaml.ts';
import { Report } from '../../report.ts';
import type { NetboxImport } from '../import-netbox.ts';
import type { PlacedQuestion } from '../yaml-lines.ts';
import { type Change, type Conflict, mergeTexts } from './merge.ts';
import { questionsIn } from './questions.ts';
import { type Renamed, renamedSince, renameIn } from './rename.ts';
import { type State, stateText } from './state.ts';
import { rememberTrees } from './text-tree.ts';

/** What became of an import beside what was there. */
export interface Reimported {
  /** The inventory to be written; the same text as there is if nothing changed. */
  readonly text: string;
  readonly state: string;
  readonly renamed: readonly Renamed[];
  /** What NetBox, or the mapping, changed since the last import. */
  readonly netbox: readonly Change[];
  /** What a person changed since then. */
  readonly mine: readonly Change[];
  readonly conflicts: readonly Conflict[];
  readonly questions: readonly PlacedQuestion[];
  /** Those that were not open at the last import, as `about text`. */
  readonly fresh: ReadonlySet<string>;
}

const asked = ({ about, text }: PlacedQuestion): string => `${about} ${text}`;

const fresh = (made: NetboxImport): Reimported => ({
  text: made.text,
  state: stateText(made),
  renamed: [],
  netbox: [],
  mine: [],
  conflicts: [],
  questions: made.questions,
  fresh: new Set(made.questions.map(asked)),
});

/**
 * Joins a new import with the file as a person left it. Without a file it is the import. A file of which no import is known is
 * only taken if it holds the very same: `unknown` otherwise. A file that is no YAML is reported.
 */
export const reimport = (
  file: string,
  mine: string | undefined,
  state: State | undefined,
  made: NetboxImport,
): Result<Reimported, 'unknown' | readonly Finding[]> => {
  if (mine === undefined) return ok(fresh(made));
  if (mine === made.text && !state) return ok(fresh(made));
  if (!state) return fail('unknown');
  const report = new Report();
  parseYaml({ file, text: mine }, report);
  if (!report.clean) return fail(report.findings());
  const treeOf = rememberTrees();
  const renamed = renamedSince(state.kept, made.kept);
  const [base, own] = [renameIn(state.text, renamed, treeOf), renameIn(mine, renamed, treeOf)];
  const merged = mergeTexts(base, own, made.text, treeOf);
  const questions = questionsIn(merged.text, made.questions, treeOf);
  const before = new Set(questionsIn(base, [], treeOf).map(asked));
  return ok({
    text: merged.text,
    state: stateText(made),
    renamed,
    netbox: merged.theirs,
    mine: merged.mine,
    conflicts: merged.conflicts,
    questions,
    fresh: new Set(questions.map(asked).filter((one) => !before.has(one))),
  });
};
