import fc from 'fast-check';
import { Address4, Address6 } from 'ip-address';
import { describe, expect, it } from 'vitest';
import {
  contains,
  ipText,
  isPrivate,
  networkText,
  nthAddress,
  overlaps,
  parseIp,
  parsePrefix,
  prefixRange,
} from './ip.ts';

const v4 = fc.ipV4();
const v6 = fc.ipV6().filter((text) => Address6.isValid(text) && !text.includes('.'));
const lengths4 = fc.integer({ min: 0, max: 32 });

describe('addresses', () => {
  it('reads and writes IPv4 as another library does', () => {
    fc.assert(
      fc.property(v4, (text) => {
        expect(parseIp(text)!.value).toBe(new Address4(text).bigInt());
        expect(ipText(parseIp(text)!)).toBe(text);
      }),
    );
  });

  it('reads and writes IPv6 as another library does', () => {
    fc.assert(
      fc.property(v6, (text) => {
        expect(parseIp(text)!.value).toBe(new Address6(text).bigInt());
        expect(ipText(parseIp(text)!)).toBe(new Address6(text).correctForm());
      }),
    );
  });

  it.each([
    '010.0.0.1',
    '127.1',
    '0x7f.0.0.1',
    '1.2.3.256',
    '1.2.3',
    '1.2.3.4.5',
    '',
    ' 1.2.3.4',
    ':::',
    '1::2::3',
    'g::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
  ])('refuses "%s"', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it.each(['10.0.0.0/33', '10.0.0.0', '10.0.0.0/08', '::/129', '10.0.0.0/-1', '/8'])(
    'refuses the prefix "%s"',
    (text) => {
      expect(parsePrefix(text)).toBeUndefined();
    },
  );

  it('knows the first and last address of a network, and what lies in it', () => {
    fc.assert(
      fc.property(v4, lengths4, v4, (text, length, other) => {
        const prefix = parsePrefix(`${text}/${length}`)!;
        const oracle = new Address4(`${text}/${length}`);
        expect(prefixRange(prefix)).toEqual({
          first: oracle.startAddress().bigInt(),
          last: oracle.endAddress().bigInt(),
        });
        expect(networkText(prefix)).toBe(`${oracle.startAddress().correctForm()}/${length}`);
        expect(contains(prefix, parseIp(other)!)).toBe(new Address4(other).isInSubnet(oracle));
      }),
    );
  });

  it('sees an overlap exactly where one network holds the first address of the other', () => {
    fc.assert(
      fc.property(v4, lengths4, v4, lengths4, (a, la, b, lb) => {
        const [one, two] = [parsePrefix(`${a}/${la}`)!, parsePrefix(`${b}/${lb}`)!];
        const expected = contains(one, nthAddress(two, 0)) || contains(two, nthAddress(one, 0));
        expect(overlaps(one, two)).toBe(expected);
        expect(overlaps(two, one)).toBe(expected);
      }),
    );
  });

  it('knows private addresses of both versions', () => {
    const verdicts = [
      '10.1.2.3',
      '172.31.0.1',
      '172.32.0.1',
      '192.168.9.9',
      '8.8.8.8',
      'fd00::1',
      '2001:db8::1',
    ].map((text) => isPrivate(parseIp(text)!));
    expect(verdicts).toEqual([true, true, false, true, false, true, false]);
  });
});
