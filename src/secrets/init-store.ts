import { fail, ok, type Result } from '#base/result.ts';
import type { Need } from './needs.ts';
import { reachesSomebody, readersOf } from './recipients.ts';
import type { Entry } from './store/entry.ts';
import type { Change } from './store/store.ts';
import type { Trouble } from './trouble.ts';
import { type Around, unlock, Workshop } from './workshop.ts';

/** What `init` has to do, known without opening anything. */
export interface InitPlan {
  /** Needed, and in no store. */
  readonly missing: readonly Need[];
  /** Encrypted to others than it should be: somebody came, went or has a new key. */
  readonly stale: readonly Entry[];
  /** It would reach nobody: that operator has no key to encrypt to. */
  readonly unreadable: readonly Need[];
}

const sameReaders = (entry: Entry, around: Around): boolean =>
  readersOf(entry.name, around.network, around.circle)
    .map(({ tag }) => tag)
    .join() === [...entry.to].sort().join();

/** Compares what is there with what is needed. Names in `referenced` are kept elsewhere. */
export const planInit = (
  around: Around,
  needs: readonly Need[],
  referenced: ReadonlySet<string>,
): InitPlan => {
  const { entries } = around.store.index;
  const there = new Set(entries.map(({ name }) => name));
  const missing = needs.filter(({ name }) => !there.has(name) && !referenced.has(name));
  const closed = ({ name }: { readonly name: string }): boolean =>
    !reachesSomebody(name, around.network, around.circle);
  return {
    missing: missing.filter((need) => !closed(need)),
    stale: entries.filter((entry) => !sameReaders(entry, around) && !closed(entry)),
    unreadable: missing.filter(closed),
  };
};

/** What was done. */
export interface InitDone {
  readonly change: Change;
  readonly made: readonly string[];
  readonly reencrypted: readonly string[];
  /** Left as they were, and why. */
  readonly left: readonly Trouble[];
}

/** Makes what is missing and lets in who should be let in. Nothing is written yet. */
export const performInit = async (around: Around, plan: InitPlan): Promise<Result<InitDone, Trouble>> => {
  const workshop = new Workshop(around);
  for (const need of plan.missing) {
    const made = await workshop.make(need);
    if (!made.ok) return made;
  }
  const reencrypted: string[] = [];
  const left: Trouble[] = [];
  for (const entry of around.opener ? plan.stale : []) {
    const done = await workshop.reencrypt(entry);
    if (done.ok) reencrypted.push(entry.name);
    else left.push(done.error);
  }
  if (around.opener && plan.stale.length > 0 && reencrypted.length === 0 && plan.missing.length === 0)
    return fail(left[0]!);
  return ok({ change: workshop.change(), made: plan.missing.map(({ name }) => name), reencrypted, left });
};

/** Whether the identity opens anything at all: said before work that would fail late. */
export const opensSomething = async (around: Around): Promise<Result<undefined, Trouble>> => {
  const first = around.store.index.entries[0];
  if (!first || !around.opener) return ok(undefined);
  const secret = await unlock(around, first.name);
  return secret.ok ? ok(undefined) : secret;
};
