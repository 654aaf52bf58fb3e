import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linuxName } from './_interface.ts';

describe('linuxName', () => {
  it.each([
    ['eth0', 'eth0'],
    ['mgmt', 'mgmt'],
    ['oob-zrh1-gw1', 'oob-zrh1-gw1'],
  ])('keeps %s', (name, expected) => expect(linuxName(name)).toBe(expected));

  it.each(['GigabitEthernet0/0', 'up', 'dev', 'all', 'lo', 'br0', 'tun-oob', '1/1/1', '-rf', '', 'a b', 'ä'])(
    'makes a legal name of "%s"',
    (name) => {
      expect(linuxName(name)).toMatch(/^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/);
      expect(linuxName(name)).not.toBe(name);
    },
  );

  it('keeps apart what would look alike', () => {
    expect(linuxName('et/1')).not.toBe(linuxName('et-1/'));
    expect(linuxName('GigabitEthernet0/1')).not.toBe(linuxName('GigabitEthernet0/11'));
  });

  it('always makes a legal name, and the same one', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(linuxName(name)).toMatch(/^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/);
        expect(linuxName(name)).toBe(linuxName(name));
      }),
    );
  });
});
