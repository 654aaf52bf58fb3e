import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameProblem, portProblem } from '../names.ts';
import { LegalNames, PortNames } from './legal-names.ts';

const given = (...wanted: (string | undefined)[]): string[] => {
  const names = new LegalNames();
  return wanted.map((name, i) => names.give(name, 'tor-switch', i + 1));
};

describe('LegalNames', () => {
  it.each([
    [['rtr01'], ['rtr01']],
    [['Comms closet'], ['Comms-closet']],
    [
      [undefined, ''],
      ['tor-switch-1', 'tor-switch-2'],
    ],
    [
      ['rtr01', 'RTR01', 'rtr01'],
      ['rtr01', 'RTR01-2', 'rtr01-3'],
    ],
    [['no'], ['no-1']],
    [
      ['../../etc', '-rf', ';reboot'],
      ['etc', 'rf', 'reboot'],
    ],
    [['Zürich'], ['Zurich']],
    [['日本'], ['tor-switch-1']],
    [['a'.repeat(40)], [`${'a'.repeat(29)}-1`]],
    [
      ['a-2', 'a', 'a'],
      ['a-2', 'a', 'a-3'],
    ],
  ])('%j', (wanted, expected) => expect(given(...wanted)).toEqual(expected));

  it('gives legal names only, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (wanted) => {
        const all = given(...wanted);
        expect(all.map(nameProblem).filter((problem) => problem)).toEqual([]);
        expect(new Set(all.map((name) => name.toLowerCase())).size).toBe(all.length);
      }),
    );
  });
});

it('PortNames gives legal names only, each once, that hold no cable sign', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 80 })), (wanted) => {
      const names = new PortNames();
      const all = wanted.map((name, i) => names.give(name, 'outlet', i));
      expect(all.map(portProblem).filter((problem) => problem)).toEqual([]);
      expect(all.filter((name) => /\s--\s/.test(name))).toEqual([]);
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});
