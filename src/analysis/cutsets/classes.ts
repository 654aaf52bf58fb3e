import { ALL, BASE, type FactSystem } from '../facts/system.ts';
import { Interner } from './interner.ts';
import { sortOnce, widened } from './term-lists.ts';

/**
 * Base facts with the same consumers, as one atom. If every consumer needs *all of* its facts, then whatever one base fact of
 * the class cuts, each of the others cuts as well; so a cut set of atoms stands for every choice of one member each, and no
 * minimal cut set holds two members of one class.
 */
export interface Classes {
  readonly count: number;
  /** By fact: its atom, or -1 where the fact is no base fact. */
  readonly atomOf: Int32Array;
  /** Members of atom i are `members[start[i]] … members[start[i + 1] - 1]`, base facts in order of id. */
  readonly start: Uint32Array;
  readonly members: Uint32Array;
  /** By fact: the fact that it is a part of and nothing else, or itself. */
  readonly whole: Int32Array;
}

/**
 * The fact that a fact is a part of and nothing else: an all-of fact with one consumer, itself all-of, is only a name within it.
 * `kept` facts are asked for by themselves.
 */
const wholes = (system: FactSystem, kept: Uint8Array): Int32Array => {
  const whole = new Int32Array(system.size).fill(-1);
  const onlyUser = (id: number): number => {
    const at = system.usersStart[id]!;
    if (kept[id] === 1 || system.kinds[id] !== ALL || system.usersStart[id + 1]! - at !== 1) return id;
    const user = system.users[at]!;
    return system.kinds[user] === ALL ? user : id;
  };
  const trail: number[] = [];
  for (let id = 0; id < whole.length; id++) {
    let at = id;
    trail.length = 0;
    // -2 marks the trail: parts of one another in a circle hold each other up and never hold; any of them will do.
    while (whole[at] === -1 && onlyUser(at) !== at) {
      whole[at] = -2;
      trail.push(at);
      at = onlyUser(at);
    }
    const top = whole[at]! >= 0 ? whole[at]! : at;
    whole[at] = top;
    for (const part of trail) whole[part] = top;
  }
  return whole;
};

/** Numbers what consumers base facts have: equal numbers, the same consumers. */
class Consumers {
  private readonly system: FactSystem;
  private readonly whole: Int32Array;
  private readonly lists = new Interner();
  private scratch: Int32Array = new Int32Array(64);

  constructor(system: FactSystem, whole: Int32Array) {
    this.system = system;
    this.whole = whole;
  }

  /** Of several consumers the number of their list, of one its own number below all of these; undefined where one is not all-of. */
  key(base: number): number | undefined {
    const { system, whole } = this;
    const [from, to] = [system.usersStart[base]!, system.usersStart[base + 1]!];
    if (this.scratch.length < to - from) this.scratch = widened(this.scratch, to - from);
    for (let k = from; k < to; k++) {
      if (system.kinds[system.users[k]!] !== ALL) return undefined;
      this.scratch[k - from] = whole[system.users[k]!]!;
    }
    const length = sortOnce(this.scratch, to - from);
    return length === 1 ? this.scratch[0]! : whole.length + this.lists.add(this.scratch, length);
  }
}

/** Sorts all base facts into classes. `kept` marks facts that are asked for: a base fact among them stays alone. */
export const classesOf = (system: FactSystem, kept: Uint8Array): Classes => {
  const whole = wholes(system, kept);
  const consumers = new Consumers(system, whole);
  // No more lists than facts.
  const atomOfKey = new Int32Array(2 * whole.length + 1).fill(-1);
  const atomOf = new Int32Array(whole.length).fill(-1);
  let count = 0;
  for (let id = 0; id < atomOf.length; id++) {
    if (system.kinds[id] !== BASE) continue;
    const key = kept[id] === 1 ? undefined : consumers.key(id);
    const known = key === undefined ? -1 : atomOfKey[key]!;
    const atom = known < 0 ? count++ : known;
    if (key !== undefined) atomOfKey[key] = atom;
    atomOf[id] = atom;
  }
  return { count, atomOf, whole, ...grouped(atomOf, count) };
};

const grouped = (atomOf: Int32Array, count: number): Pick<Classes, 'start' | 'members'> => {
  const start = new Uint32Array(count + 1);
  for (const atom of atomOf) if (atom >= 0) start[atom + 1]!++;
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!;
  const members = new Uint32Array(start[count]!);
  const fill = start.slice();
  atomOf.forEach((atom, id) => {
    if (atom >= 0) members[fill[atom]!++] = id;
  });
  return { start, members };
};
