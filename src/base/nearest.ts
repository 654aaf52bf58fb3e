/** Edit distance with transpositions, given up above `limit`. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, previous] = [previous, row];
  }
  return previous[b.length]!;
};

/** More candidates than this are not compared; a hint is not worth a wait. */
const MOST_CANDIDATES = 20_000;

/** The candidate that somebody who wrote `word` most likely meant. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: { name: string; score: number } | undefined;
  let count = 0;
  if (word.length > 100) return undefined;
  for (const name of candidates) {
    if (++count > MOST_CANDIDATES) break;
    const limit = Math.max(1, Math.floor(Math.max(word.length, name.length) / 3));
    const score = distance(
      word.toLowerCase(),
      name.toLowerCase(),
      Math.min(limit, best ? best.score : limit),
    );
    if (score <= limit && (!best || score < best.score)) best = { name, score };
  }
  return best?.name;
};
