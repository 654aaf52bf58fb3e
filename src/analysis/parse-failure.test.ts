import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { parseFailure } from './parse-failure.ts';
import { analyse } from './state.ts';

const full = analyse(loadInventory('examples/full/relaxops.yaml').network!);
const said = (text: string): string => {
  const result = parseFailure(full, text);
  return result.ok ? `${result.value.kind}:${result.value.scope}` : result.error;
};

describe('a failure that is not spelt in full gets the nearest ones', () => {
  it.each([
    ['misconf:zrh1/r01/gw1', 'misconfiguration:zrh1/r01/gw1'],
    ['feed:zrh1/A', 'feed-down:zrh1/A'],
    // A name alone: what may happen to everything of that name.
    [
      'gw1',
      '"gw1" is no failure, expected kind:scope such as device-dead:zrh1/r01/gw1, misconfiguration:zrh1/r01/gw1, certificate-expired:zrh1/r01/gw1, clock-wrong:zrh1/r01/gw1, device-hung:zrh1/r01/gw1',
    ],
    ['init7', '"init7" is no failure, expected kind:scope such as provider-down:init7'],
    [
      'zrh1/r01/gw1',
      '"zrh1/r01/gw1" is no failure, expected kind:scope such as device-dead:zrh1/r01/gw1, misconfiguration:zrh1/r01/gw1, certificate-expired:zrh1/r01/gw1, clock-wrong:zrh1/r01/gw1, device-hung:zrh1/r01/gw1',
    ],
    // Mistyped.
    [
      'zrh1/r01/gv1',
      /^"zrh1\/r01\/gv1" is no failure, expected kind:scope such as device-dead:zrh1\/r01\/gw1, /,
    ],
    ['device-daed:zrh1/r01/gw1', '"device-daed" is not a failure kind, expected "device-dead"'],
    [
      'device-dead:zrh1/r01/gv1',
      /^"device-dead:zrh1\/r01\/gv1" hits nothing, expected a device such as device-dead:zrh1\/r01\/gw1/,
    ],
    ['provider-down:inti7', /hits nothing, expected a provider such as provider-down:init7/],
    ['key-lost:alicia', '"key-lost:alicia" hits nothing, expected an operator such as key-lost:alice'],
    ['power:zrh1', '"power:zrh1" hits nothing: no site of this network can have power-returned'],
    // Nothing near: the kinds.
    [
      'xyzzy',
      /^"xyzzy" is no failure, expected kind:scope, the kind one of aaa-down, .*, link-cut, .*, switch-loop$/,
    ],
    ['link:x', /^"link" is not a failure kind, expected one of link-cut, link-saturated$/],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected instanceof RegExp ? expect.stringMatching(expected) : expected);
  });
});
