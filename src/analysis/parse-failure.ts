import { nearest } from '#base/nearest.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { type Failure, failureId } from '#model/failure.ts';
import { failureKinds } from './failures/index.ts';
import type { Analysis } from './state.ts';
import { allFailures } from './survive.ts';

/** Kinds that a word may mean: its id, or any beginning of it (`provider` is `provider-down`). */
const kindsFor = (word: string) => {
  const exact = failureKinds.filter((kind) => kind.id === word);
  return exact.length > 0 ? exact : failureKinds.filter((kind) => kind.id.startsWith(word));
};

/** A cable goes by either end. */
const scopeOf = ({ facts }: Analysis, kind: string, scope: string): string =>
  kind.startsWith('link-') ? (facts.topology.cableAt(scope)?.id ?? scope) : scope;

/** What people mean most, so it is offered first. */
const USUAL: ReadonlySet<string> = new Set(['device-dead', 'misconfiguration', 'link-cut', 'link-saturated']);

/** More are not told. */
const MOST = 5;

/** Failures of one kind whose scope looks most like what was typed: contains it, ends like it, or is spelt almost so. */
const suggestions = (analysis: Analysis, kind: string, scope: string): string[] => {
  const all = allFailures(analysis).filter((failure) => failure.kind === kind);
  const tail = scope.slice(scope.lastIndexOf('/') + 1);
  const like = all.filter((f) => f.scope.includes(scope) || (tail !== '' && f.scope.includes(tail)));
  const one = nearest(
    scope,
    all.map((f) => f.scope),
  );
  const near = one === undefined || scope === '' ? like : all.filter((f) => f.scope === one);
  return (near.length > 0 ? near : all).slice(0, MOST).map(failureId);
};

/** Everything that can happen to the scopes that a bare word means: of that name, ending with it, or spelt almost so. */
const failuresOf = (analysis: Analysis, word: string): string[] => {
  const all = allFailures(analysis);
  const meant = all.filter(({ scope }) => scope === word || scope.endsWith(`/${word}`));
  const one = nearest(
    word,
    all.map((f) => f.scope),
  );
  const found = meant.length > 0 ? meant : all.filter((f) => f.scope === one);
  const scopes = [...new Set(found.map((f) => f.scope))];
  const usualFirst = (some: readonly Failure[]): Failure[] => [
    ...some.filter((f) => USUAL.has(f.kind)),
    ...some.filter((f) => !USUAL.has(f.kind)),
  ];
  return scopes
    .flatMap((scope) => usualFirst(found.filter((f) => f.scope === scope)).map(failureId))
    .slice(0, MOST);
};

const noKind = (analysis: Analysis, word: string, scope: string | undefined): string => {
  const ids = failureKinds.map((kind) => kind.id);
  const kinds = kindsFor(word).map((kind) => kind.id);
  const known = kinds.length > 0 ? kinds : ids;
  if (scope === undefined && kinds.length === 0) {
    const such = failuresOf(analysis, word);
    return such.length > 0
      ? `"${word}" is no failure, expected kind:scope such as ${such.join(', ')}`
      : `"${word}" is no failure, expected kind:scope, the kind one of ${ids.join(', ')}`;
  }
  const near = kinds.length > 0 ? undefined : nearest(word, ids);
  return `"${word}" is not a failure kind, expected ${near === undefined ? `one of ${known.join(', ')}` : `"${near}"`}`;
};

/** The failure that `kind:scope` spells, or a sentence with the nearest ones. */
export const parseFailure = (analysis: Analysis, text: string): Result<Failure, string> => {
  const at = text.indexOf(':');
  const [word, scope] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const kinds = kindsFor(word);
  if (kinds.length !== 1) return fail(noKind(analysis, word, scope));
  const kind = kinds[0]!;
  const failure = { kind: kind.id, scope: scopeOf(analysis, kind.id, scope ?? '') };
  if (analysis.facts.system.id(failureId(failure)) !== undefined) return ok(failure);
  const near = suggestions(analysis, kind.id, failure.scope).join(', ');
  if (near === '')
    return fail(`"${text}" hits nothing: no ${kind.scope} of this network can have ${kind.id}`);
  return fail(
    `"${text}" hits nothing, expected ${/^[aou]/.test(kind.scope) ? 'an' : 'a'} ${kind.scope} such as ${near}`,
  );
};
