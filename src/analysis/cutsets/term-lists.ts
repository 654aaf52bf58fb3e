/** Sorted lists of terms, each term once. */

/** Sorts the first `length` terms in place, leaves out repetitions, and says how many are left. */
export const sortOnce = (list: Int32Array, length: number): number => {
  if (length > MOST_INSERTED) list.subarray(0, length).sort();
  else insertionSort(list, length);
  let kept = 0;
  for (let i = 0; i < length; i++) if (i === 0 || list[i] !== list[i - 1]) list[kept++] = list[i]!;
  return kept;
};

/** Up to so many terms this is faster than the engine's own sort, and most lists are shorter and nearly in order. */
const MOST_INSERTED = 32;

const insertionSort = (list: Int32Array, length: number): void => {
  for (let i = 1; i < length; i++) {
    const term = list[i]!;
    let at = i;
    for (; at > 0 && list[at - 1]! > term; at--) list[at] = list[at - 1]!;
    list[at] = term;
  }
};

export const includes = (sorted: Int32Array, term: number): boolean => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < term) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === term;
};

/** Whether all of the small list is in the large one. */
export const within = (small: Int32Array, large: Int32Array): boolean => {
  if (small.length > large.length) return false;
  let at = 0;
  for (let i = 0; i < small.length; i++) {
    while (at < large.length && large[at]! < small[i]!) at++;
    if (large[at] !== small[i]) return false;
  }
  return true;
};

/** The terms of the list that the other one lacks. */
export const without = (list: Int32Array, other: Int32Array): Int32Array =>
  other.length === 0 ? list : list.filter((term) => !includes(other, term));

/** A longer array that begins alike. */
export const widened = (array: Int32Array, least: number): Int32Array => {
  const longer = new Int32Array(Math.max(least, array.length * 2));
  longer.set(array);
  return longer;
};
