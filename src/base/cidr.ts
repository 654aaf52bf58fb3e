import { type Ip, ipText } from './ip.ts';

/** Addresses of one version from first to last, both included. */
export interface IpRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** The ranges sorted, with those joined that touch or overlap. */
export const joined = (ranges: readonly IpRange[]): IpRange[] => {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const found: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of sorted) {
    const before = found.at(-1);
    if (!before || first > before.last + 1n) found.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return found;
};

const bitsOf = (version: Ip['version']): number => (version === 4 ? 32 : 128);

/** The length of the largest network that starts at `first` and ends at `last` or before. */
const largest = (version: Ip['version'], first: bigint, last: bigint): number => {
  let length = bitsOf(version);
  while (length > 0) {
    const size = 1n << BigInt(bitsOf(version) - length + 1);
    if (first % size !== 0n || first + size - 1n > last) break;
    length--;
  }
  return length;
};

/** The fewest prefixes that hold exactly the addresses of the ranges, sorted: RFC 4632 section 4.1. */
export const prefixesOf = (version: Ip['version'], ranges: readonly IpRange[]): string[] => {
  const found: string[] = [];
  for (const { first, last } of joined(ranges)) {
    let at = first;
    while (at <= last) {
      const length = largest(version, at, last);
      found.push(`${ipText({ version, value: at })}/${length}`);
      at += 1n << BigInt(bitsOf(version) - length);
    }
  }
  return found;
};
