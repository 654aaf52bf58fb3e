import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scalar, YamlLines } from './yaml-lines.ts';

const nasty = fc.string({ unit: fc.constantFrom(...'ab01 :#-_./"\'\\{}[],&*!|>%@`?~=+()\n\u001b\u2028') });

describe('scalar', () => {
  it('is read back as the text that it was, as value, key and item', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string()), (text) => {
        expect(parse(`k: ${scalar(text)}\nl:\n  - ${scalar(text)}\n`)).toEqual({ k: text, l: [text] });
        expect([...parse(`${scalar(text)}: 1\n`, { mapAsMap: true }).keys()]).toEqual([text]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['r1/sw1:Power Port -- r1/pdu:Outlet 1', 'r1/sw1:Power Port -- r1/pdu:Outlet 1'],
    ['GigabitEthernet0/0/0', 'GigabitEthernet0/0/0'],
    ['1', '"1"'],
    ['no', '"no"'],
    ['1e3', '"1e3"'],
    ['a: b', '"a: b"'],
    ['2024-01-01', '2024-01-01'],
  ])('%s', (text, expected) => expect(scalar(text)).toBe(expected));
});

it('keeps comments on one line, and without what a terminal obeys', () => {
  const out = new YamlLines();
  out.ask(1, 'role: switch', 'x', { code: 'role', text: 'which\n\u001b[31mrole' });
  expect(out.text()).toBe('  role: switch  # ? which [31mrole\n');
  expect(out.questions).toMatchObject([{ line: 1, about: 'x' }]);
});
