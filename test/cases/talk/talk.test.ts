import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { talkPage } from '../../../tools/talk-doc.ts';
import { ROOT } from '../../architecture/source.ts';
import { isAnswered } from './answered.ts';
import { holds, nameOf } from './check.ts';
import { type Answer, claims } from './claims.ts';

const answers = claims.flatMap((claim) =>
  claim.answers.filter(isAnswered).map((answer) => [`${claim.id} by ${nameOf(answer)}`, answer] as const),
);

interface Named {
  readonly id: string;
}

const without = <T extends Named>(list: readonly T[], id: string): T[] => list.filter((one) => one.id !== id);

/** Loads everything anew with the unit taken away. */
const takeAway = (answer: Answer): void => {
  vi.resetModules();
  if ('rule' in answer) withoutRule(answer.rule);
  if ('kind' in answer)
    vi.doMock(import('#analysis/failures/index.ts'), async (original) => {
      const module = await original();
      return { ...module, failureKinds: without(module.failureKinds, answer.kind) };
    });
  if ('renderer' in answer)
    vi.doMock(import('#render/index.ts'), async (original) => {
      const module = await original();
      return { ...module, renderers: without(module.renderers, answer.renderer) };
    });
  if ('command' in answer)
    vi.doMock(import('#cli/commands/index.ts'), async (original) => {
      const module = await original();
      return { ...module, COMMANDS: module.COMMANDS.filter((one) => one.name !== answer.command) };
    });
};

/** A rule taken out of the list that the others stand in. */
const withoutRule = (id: string) =>
  vi.doMock(import('#analysis/rules/all.ts'), async (original) => {
    const kept = Object.entries(await original()).map(([name, rule]) => [
      name,
      rule.id === id ? { ...rule, id: 'R00', check: () => [] } : rule,
    ]);
    return Object.fromEntries(kept);
  });

afterEach(() => {
  vi.doUnmock('#analysis/rules/all.ts');
  vi.doUnmock('#analysis/failures/index.ts');
  vi.doUnmock('#render/index.ts');
  vi.doUnmock('#cli/commands/index.ts');
  vi.resetModules();
});

describe('every sentence of the talk', () => {
  it('is there, in order', () => {
    const ids = Array.from({ length: 67 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`);
    expect(claims.map((claim) => claim.id)).toEqual(ids);
  });

  it('has answers, of which those that are not there yet stand on the page as open', () => {
    const missing = claims.flatMap((claim) =>
      claim.answers.filter((answer) => !isAnswered(answer)).map(nameOf),
    );
    expect(claims.filter((claim) => claim.answers.length === 0)).toEqual([]);
    expect(missing.every((name) => /^(rule|fact) /.test(name))).toBe(true);
  });

  it('stands on the page as it is', () =>
    expect(readFileSync(join(ROOT, 'docs/talk.md'), 'utf8')).toBe(talkPage()));
});

describe.each(answers)('%s', (_name, answer) => {
  it('does what is claimed', async () => expect(await holds(answer)).toBe(true));
});

// The check of a fact takes it away itself.
describe.each(answers.filter(([, answer]) => !('fact' in answer)))('%s', (_name, answer) => {
  it('and nothing else does it', async () => {
    takeAway(answer);
    const still = await holds(answer).catch(() => false);
    expect(still).toBe(false);
  });
});
