/** 2^255 - 19, the prime of both curves (RFC 7748 section 4.1). */
const P = 2n ** 255n - 19n;

const mod = (a: bigint): bigint => ((a % P) + P) % P;

const power = (base: bigint, exponent: bigint): bigint => {
  let [result, square, left] = [1n, mod(base), exponent];
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
};

const littleEndian = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);

/**
 * The X25519 point of an Ed25519 public key: u = (1 + y) / (1 - y) (RFC 7748 section 4.1). Public values only, so
 * that it need not take the same time for every input. Undefined for the point that has none.
 */
export const montgomeryPoint = (ed25519: Uint8Array): Buffer | undefined => {
  // The highest bit is the sign of x, which the map drops (RFC 8032 section 5.1.2).
  const y = littleEndian(ed25519) & (2n ** 255n - 1n);
  if (ed25519.length !== 32 || y >= P || y === 1n) return undefined;
  const u = mod((1n + y) * power(1n - y, P - 2n));
  return Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse();
};
