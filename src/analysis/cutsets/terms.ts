import type { Algebra } from './algebra.ts';
import { type Family, NEVER, sameFamily, single, UNCUT } from './family.ts';
import { Interner } from './interner.ts';
import { includes, sortOnce, widened, within, without } from './term-lists.ts';

/**
 * What facts rest on, in a normal form that alike facts share. A fact is a sorted list of *terms*, all of which it needs; a
 * term is an atom, an *any of* lists, or a variable that stands for a fact of a loop. Equal lists and equal terms exist
 * once. Any-of takes out what all its lists have in common: (A and X) or (B and X) is (A or B) and X. So what a device has of its own
 * leaves the any-of, and the devices of a rack share the rest with its cut sets.
 */
export class Terms {
  readonly lists = new Interner();
  private readonly choices = new Interner();
  private readonly termOfChoice: number[] = [];
  /** By term above the atoms: its choice, or -1 for a variable. */
  private readonly choiceOf: number[] = [];
  private readonly families: (Family | undefined)[] = [];
  /** By term above the atoms: whether it rests on a variable, and so changes until the loops are solved. */
  private readonly unsettled: boolean[] = [];
  private readonly cached: number[] = [];
  private readonly always: number;
  private scratch: Int32Array = new Int32Array(1024);
  private gathered = 0;
  private readonly one = new Int32Array(1);

  private readonly algebra: Algebra;

  constructor(algebra: Algebra) {
    this.algebra = algebra;
    this.always = this.lists.add(new Int32Array(0));
  }

  /** The list of one atom. */
  atom(atom: number): number {
    return this.list(atom);
  }

  /** A new variable: never holds until it is set. */
  variable(): number {
    return this.append(-1, NEVER, true);
  }

  /** The list of one term. */
  list(term: number): number {
    this.one[0] = term;
    return this.lists.add(this.one);
  }

  /** A fact that needs all that has been gathered since the last one. */
  all(): number {
    const length = sortOnce(this.scratch, this.gathered);
    this.gathered = 0;
    return this.lists.add(this.scratch, length);
  }

  gatherAtom(atom: number): void {
    // Failures of one element come one after another, and are one atom.
    if (this.gathered > 0 && this.scratch[this.gathered - 1] === atom) return;
    this.makeRoom(1);
    this.scratch[this.gathered++] = atom;
  }

  gatherList(list: number): void {
    this.makeRoom(this.lists.length(list));
    this.gathered = this.lists.copy(list, this.scratch, this.gathered);
  }

  private makeRoom(more: number): void {
    if (this.gathered + more > this.scratch.length)
      this.scratch = widened(this.scratch, this.gathered + more);
  }

  /** A fact that needs one of the lists, of which there must be one. */
  any(lists: readonly number[]): number {
    const found = this.needed(lists.length > 1 ? [...new Set(lists)] : lists);
    if (found.length < 2) return found[0]!;
    // Views stay as they are when the pool of lists grows.
    const views = found.map((list) => this.lists.get(list));
    const common = views.reduce((left, right) => left.filter((term) => includes(right, term)));
    const rests = views.map((view) => this.lists.add(without(view, common)));
    const choice = this.choice(Int32Array.from(rests).sort());
    const all = new Int32Array(common.length + 1);
    all.set(common);
    all[common.length] = choice;
    return this.lists.add(all.sort());
  }

  /** Leaves out a list that needs all that another needs: who cannot have the lesser cannot have the greater. */
  private needed(lists: readonly number[]): readonly number[] {
    if (lists.includes(this.always)) return [this.always];
    if (lists.length < 2 || lists.length > MOST_COMPARED) return lists;
    const views = lists.map((list) => this.lists.get(list));
    return lists.filter((_, i) => !views.some((view, j) => j !== i && within(view, views[i]!)));
  }

  private choice(rests: Int32Array): number {
    const id = this.choices.add(rests);
    const known = this.termOfChoice[id];
    if (known !== undefined) return known;
    const unsettled = rests.some((rest) => this.lists.get(rest).some((term) => this.isUnsettled(term)));
    const term = this.append(id, undefined, unsettled);
    this.termOfChoice[id] = term;
    return term;
  }

  private append(choice: number, family: Family | undefined, unsettled: boolean): number {
    this.choiceOf.push(choice);
    this.families.push(family);
    this.unsettled.push(unsettled);
    return this.algebra.width + this.families.length - 1;
  }

  private isUnsettled(term: number): boolean {
    return term >= this.algebra.width && this.unsettled[term - this.algebra.width]!;
  }

  /** Sets a variable and forgets what was worked out with its old value. Says whether it changed. */
  set(variable: number, family: Family): boolean {
    const at = variable - this.algebra.width;
    if (sameFamily(this.families[at]!, family)) return false;
    this.families[at] = family;
    for (const known of this.cached) this.families[known] = undefined;
    this.cached.length = 0;
    return true;
  }

  /** The cut sets of a term; of an any-of worked out once. */
  private familyOf(term: number): Family {
    const at = term - this.algebra.width;
    if (at < 0) return single(term);
    const known = this.families[at];
    if (known) return known;
    const rests = [...this.choices.get(this.choiceOf[at]!)].map((list) => this.family(list));
    const product = rests.reduce((left, right) => this.algebra.product(left, right));
    this.families[at] = product;
    if (this.unsettled[at]) this.cached.push(at);
    return product;
  }

  /** The cut sets of a list. Not kept: those of its terms are. */
  family(list: number): Family {
    const terms = this.lists.get(list);
    let atoms = 0;
    while (atoms < terms.length && terms[atoms]! < this.algebra.width) atoms++;
    const families: Family[] = [];
    if (atoms > 0) families.push({ ...UNCUT, singles: terms.slice(0, atoms) });
    for (let i = atoms; i < terms.length; i++) families.push(this.familyOf(terms[i]!));
    return this.algebra.union(families);
  }
}

/** Comparing all pairs of alternatives pays while they are few. */
const MOST_COMPARED = 16;
