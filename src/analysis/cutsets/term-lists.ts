/** Sorted lists of terms, each term once. */

export const sortedTerms = (terms: readonly number[]): Int32Array => {
  const sorted = Int32Array.from(terms).sort();
  let kept = 0;
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i]!;
  return sorted.subarray(0, kept);
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
export const within = (small: Int32Array, large: Int32Array): boolean =>
  small.length <= large.length && small.every((term) => includes(large, term));
