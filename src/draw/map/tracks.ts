/** A line along a channel, from one end to the other. */
export interface Span {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The lowest free track for each span, in the order given; spans on one track lie apart. */
export const packTracks = (spans: readonly Span[]): ReadonlyMap<string, number> => {
  const tracks: Span[][] = [];
  const found = new Map<string, number>();
  for (const span of spans) {
    const apart = (other: Span): boolean => other.to + 8 < span.from || span.to + 8 < other.from;
    const free = tracks.findIndex((track) => track.every(apart));
    const at = free < 0 ? tracks.length : free;
    if (free < 0) tracks.push([span]);
    else tracks[at]!.push(span);
    found.set(span.id, at);
  }
  return found;
};

/** How many tracks there are. */
export const trackCount = (tracks: ReadonlyMap<string, number>): number =>
  tracks.size === 0 ? 0 : Math.max(...tracks.values()) + 1;

interface Wanted {
  readonly at: number;
  readonly width: number;
}

/**
 * Left edges of boxes that would like to have their middle at `at`, in this order, without overlap and as near as the mean
 * square says: the pool-adjacent-violators algorithm (Ayer et al. 1955).
 */
export const spread = (wanted: readonly Wanted[], gap: number, least: number): number[] => {
  const blocks: { count: number; width: number; sum: number }[] = [];
  const place = (block: { count: number; sum: number }): number => Math.max(least, block.sum / block.count);
  for (const { at, width } of wanted) {
    let block = { count: 1, width: width + gap, sum: at - width / 2 };
    for (let last = blocks.at(-1); last && place(last) + last.width > place(block); last = blocks.at(-1)) {
      blocks.pop();
      block = {
        count: last.count + block.count,
        width: last.width + block.width,
        sum: last.sum + block.sum - last.width * block.count,
      };
    }
    blocks.push(block);
  }
  const lefts: number[] = [];
  let at = 0;
  for (const block of blocks) {
    let x = place(block);
    for (let n = 0; n < block.count; n++, at++) {
      lefts.push(x);
      x += wanted[at]!.width + gap;
    }
  }
  return lefts;
};

export interface Jog {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** Tracks for wires that change sides between two rows of ends, 0 next to the `from` row; in order, none crosses another. */
export const jogTracks = (jogs: readonly Jog[]): ReadonlyMap<string, number> => {
  const sorted = [...jogs].sort((a, b) => a.from - b.from);
  const moving = sorted.filter((jog) => Math.abs(jog.from - jog.to) > 0.5);
  const right = moving.filter((jog) => jog.to > jog.from).reverse();
  const left = moving.filter((jog) => jog.to < jog.from);
  const found = new Map<string, number>();
  const done: Jog[] = [];
  const ends = (jog: Jog) => [Math.min(jog.from, jog.to) - 4, Math.max(jog.from, jog.to) + 4] as const;
  for (const jog of [...right, ...left]) {
    const [low, high] = ends(jog);
    const over = done.filter((other) => ends(other)[0] < high && low < ends(other)[1]);
    found.set(jog.id, Math.max(-1, ...over.map((other) => found.get(other.id)!)) + 1);
    done.push(jog);
  }
  return found;
};
