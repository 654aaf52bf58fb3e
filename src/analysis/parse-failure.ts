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

/** Scopes that look most like what was typed: those that contain it, or end like it. */
const suggestions = (analysis: Analysis, kind: string, scope: string): string[] => {
  const all = allFailures(analysis).filter((failure) => failure.kind === kind);
  const tail = scope.slice(scope.lastIndexOf('/') + 1);
  const near = all.filter((f) => f.scope.includes(scope) || (tail !== '' && f.scope.includes(tail)));
  return (near.length > 0 ? near : all).slice(0, 5).map(failureId);
};

/** The failure that `kind:scope` spells, or a sentence with the nearest ones. */
export const parseFailure = (analysis: Analysis, text: string): Result<Failure, string> => {
  const at = text.indexOf(':');
  const word = at < 0 ? text : text.slice(0, at);
  const kinds = kindsFor(word);
  if (kinds.length !== 1) {
    const known = (kinds.length > 0 ? kinds : failureKinds).map((kind) => kind.id).join(', ');
    return fail(`"${word}" is not a failure kind, expected one of ${known}`);
  }
  const kind = kinds[0]!;
  const failure = { kind: kind.id, scope: scopeOf(analysis, kind.id, at < 0 ? '' : text.slice(at + 1)) };
  if (analysis.facts.system.id(failureId(failure)) !== undefined) return ok(failure);
  const near = suggestions(analysis, kind.id, failure.scope).join(', ');
  return fail(`"${text}" hits nothing, expected a ${kind.scope} such as ${near}`);
};
