import { ALL, BASE, type FactSystem } from '../facts/system.ts';
import { Interner } from './interner.ts';

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
  const whole = new Int32Array(system.names.length).fill(-1);
  const onlyUser = (id: number): number => {
    const at = system.usersStart[id]!;
    if (kept[id] === 1 || system.kinds[id] !== ALL || system.usersStart[id + 1]! - at !== 1) return id;
    const user = system.users[at]!;
    return system.kinds[user] === ALL ? user : id;
  };
  for (let id = 0; id < whole.length; id++) {
    const trail: number[] = [];
    let at = id;
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

/** Consumers of a base fact as a sorted key; undefined where one of them is not all-of. */
const consumers = (system: FactSystem, whole: Int32Array, base: number): Int32Array | undefined => {
  const found = new Set<number>();
  for (let k = system.usersStart[base]!; k < system.usersStart[base + 1]!; k++) {
    const user = system.users[k]!;
    if (system.kinds[user] !== ALL) return undefined;
    found.add(whole[user]!);
  }
  return Int32Array.from(found).sort();
};

/** Sorts all base facts into classes. `kept` marks facts that are asked for: a base fact among them stays alone. */
export const classesOf = (system: FactSystem, kept: Uint8Array): Classes => {
  const whole = wholes(system, kept);
  const keys = new Interner();
  const atomOfKey = new Map<number, number>();
  const atomOf = new Int32Array(system.names.length).fill(-1);
  let count = 0;
  for (let id = 0; id < atomOf.length; id++) {
    if (system.kinds[id] !== BASE) continue;
    const users = kept[id] === 1 ? undefined : consumers(system, whole, id);
    const key = users && keys.add(users);
    const known = key === undefined ? undefined : atomOfKey.get(key);
    const atom = known ?? count++;
    if (key !== undefined) atomOfKey.set(key, atom);
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
