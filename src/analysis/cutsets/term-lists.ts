/** Sorted lists of terms, each term once. */

/** Sorts the list in place and returns the beginning of it that holds each term once. */
export const sortedOnce = (list: Int32Array): Int32Array => {
  list.sort();
  let kept = 0;
  for (let i = 0; i < list.length; i++) if (i === 0 || list[i] !== list[i - 1]) list[kept++] = list[i]!;
  return list.subarray(0, kept);
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
