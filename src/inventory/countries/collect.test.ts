import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectCountries, type GivenFile } from './collect.ts';
import { readSnapshot, snapshotText } from './snapshot-text.ts';

const sample = readFileSync('test/cases/countries/delegated-sample-extended', 'utf8');
const file = (text: string, name = 'f'): GivenFile => ({ file: name, text });
const told = (text: string, wanted = ['CH'], options = {}) => {
  const { problems, snapshot } = collectCountries([file(text)], wanted, options);
  return { said: problems.map((p) => `${p.line ?? '-'} ${p.text}`), snapshot };
};
const lines = (...rows: string[]): string => {
  const count = rows.filter((row) => !row.endsWith('summary')).length;
  return ['2|test|1|'.concat(`${count}|19830705|20261031|+0100`), ...rows, ''].join('\n');
};
const v4 = (start: string, value: string | number, country = 'CH', status = 'allocated') =>
  `test|${country}|ipv4|${start}|${value}|20010101|${status}|x`;

describe('a statistics file', () => {
  it('gives what is held in the countries that are asked for, joined and as prefixes', () => {
    const { snapshot, said } = told(sample, ['LI', 'CH']);
    expect(said).toEqual([]);
    expect(snapshot).toMatchObject({
      taken: '2026-10-31',
      sources: [{ name: 'sample', taken: '2026-10-31' }],
    });
    expect(snapshot!.countries).toEqual([
      { country: 'CH', ipv4: ['198.18.0.0/22'], ipv6: ['2001:db8::/33'] },
      { country: 'LI', ipv4: ['198.18.8.0/23'], ipv6: ['2001:db8:8000::/48'] },
    ]);
  });

  it('reads the same with other ends of line, remarks and the form without opaque ids', () => {
    const plain = sample.replaceAll(/\|[a-d]$/gm, '').replaceAll('\n', '\r\n');
    expect(told(`# more\r\n\r\n${plain}`, ['CH', 'LI']).snapshot!.countries).toEqual(
      told(sample, ['CH', 'LI']).snapshot!.countries,
    );
  });

  it.each([
    [
      'cut',
      sample.slice(0, sample.lastIndexOf('sample|LI')),
      /^2 the header says 9 records and there are 8: is the file whole\?$/,
    ],
    ['cut in a line', sample.slice(0, -14), /^14 /],
    [
      'a summary that is wrong',
      sample.replace('ipv6|*|3', 'ipv6|*|4'),
      /^5 the summary says 4 records of ipv6 and there are 3$/,
    ],
    ['few fields', lines('test|CH|ipv4|198.18.0.0|256'), /^2 5 fields, expected 7 or more$/],
    ['no type', lines(v4('198.18.0.0', 256).replace('ipv4', 'ipv5')), /^2 "ipv5" is no type/],
    ['leading zero', lines(v4('198.018.0.0', 256)), /^2 "198.018.0.0" is no IPv4 address$/],
    ['none', lines(v4('198.18.0.0', 0)), /^2 "0" is no number of addresses$/],
    ['negative', lines(v4('198.18.0.0', -256)), /^2 "-256" is no number of addresses$/],
    [
      'beyond the end',
      lines(v4('255.255.255.0', 512)),
      /^2 512 addresses from 255.255.255.0 go beyond the last$/,
    ],
    ['a long country', lines(v4('198.18.0.0', 256, 'CHE')), /^2 "CHE" is no country/],
    ['a status', lines(v4('198.18.0.0', 256, 'CH', '__proto__')), /^2 "__proto__" is no status/],
    [
      'IPv6 that is no prefix',
      lines('test|CH|ipv6|2001:db8::1|32|20010101|allocated|x'),
      /^2 2001:db8::1\/32 is no prefix/,
    ],
    ['IPv6 length', lines('test|CH|ipv6|2001:db8::|129|20010101|allocated|x'), /^2 "129" is no length/],
    ['a day', sample.replace('|20261031|+', '|20261331|+'), /^2 "20261331" is no day/],
    [
      'a long line',
      lines(v4('198.18.0.0', 256) + 'x'.repeat(5000)),
      /^2 the line has \d+ letters, more than 1000$/,
    ],
    [
      'overlap',
      lines(v4('198.18.0.0', 512), v4('198.19.0.0', 1), v4('198.18.1.0', 256, 'DE')),
      /^4 it shares addresses with line 2$/,
    ],
    [
      'the same twice',
      lines(v4('198.18.0.0', 512), v4('198.18.0.0', 512)),
      /^3 it shares addresses with line 2$/,
    ],
    ['other text', '<html>not found</html>', /^- it is neither/],
    ['nothing', '', /^- it is neither/],
    ['no address of it', lines(v4('198.18.0.0', 512, 'DE')), /^- no file has an address of CH$/],
  ])('%s', (_, text, said) => {
    const answer = told(text);
    expect(answer.said[0]).toMatch(said);
    expect(answer.snapshot).toBeUndefined();
  });

  it('says so many mistakes, and counts the others', () => {
    const rows = Array.from({ length: 5000 }, (_, n) => v4(`198.18.0.${300 + n}`, 1));
    const { said } = told(lines(...rows));
    expect(said.length).toBe(21);
    expect(said.at(-1)).toBe('- 4980 more lines of it are wrong');
  });

  it('with lenient takes counts and overlaps, and nothing else', () => {
    const wrong = lines(v4('198.18.0.0', 512), v4('198.18.1.0', 256)).replace('|2|', '|7|');
    const { said, snapshot } = told(wrong, ['CH'], { lenient: true });
    expect(said.length).toBe(2);
    expect(snapshot!.countries[0]!.ipv4).toEqual(['198.18.0.0/23']);
    expect(told(lines(v4('198.18.0.0', 'x')), ['CH'], { lenient: true }).snapshot).toBeUndefined();
  });
});

describe('several files', () => {
  const other = lines(v4('198.18.0.0', 256, 'LI')).replace('2|test', '2|apnic');
  it('of one registry are one too many', () => {
    const { problems } = collectCountries([file(sample, 'a'), file(`${sample}\n`, 'b')], ['CH']);
    expect(problems.map(({ text }) => text)).toEqual(['it is of sample, as "a" is, expected each once']);
  });
  it('that give an address to two countries are not believed', () => {
    const { problems, snapshot } = collectCountries([file(sample, 'a'), file(other, 'b')], ['CH', 'LI']);
    expect(problems[0]).toMatchObject({ file: 'b', text: '198.18.0.0 is in LI, and in CH by "a"' });
    expect(snapshot).toBeUndefined();
  });
  it('are as old as the oldest', () => {
    const older = lines(v4('198.19.0.0', 256)).replace('20261031', '20250101').replace('2|test', '2|apnic');
    const { snapshot } = collectCountries([file(sample), file(older)], ['CH']);
    expect(snapshot!.taken).toBe('2025-01-01');
    expect(snapshot!.sources.map(({ name }) => name)).toEqual(['apnic', 'sample']);
  });
});

describe('an export of "location"', () => {
  const export4 = 'define CHv4 = {\n\t198.18.0.0/24,\n\t198.18.1.0/24,\n}\n';
  it('needs a day', () => {
    expect(told(export4).said).toEqual(['- it does not say of what day it is']);
    const { snapshot } = told(export4, ['CH'], { date: '2026-10-29' });
    expect(snapshot).toMatchObject({
      taken: '2026-10-29',
      countries: [{ ipv4: ['198.18.0.0/23'], ipv6: [] }],
    });
  });
  it.each([
    ['cut', export4.replace('}\n', ''), /^3 the list does not end/],
    ['another version', export4.replace('v4', 'v6'), /^2 "198.18.0.0\/24," is no IPv6 prefix$/],
    ['host bits', export4.replace('.1.0', '.1.1'), /^3 "198.18.1.1\/24," is no IPv4 prefix$/],
    ['overlap', export4.replace('.1.0/24', '.0.128/25'), /^3 it shares addresses with line 2$/],
    ['something else', `${export4}flush ruleset\n`, /^5 "flush ruleset" is no head of a list/],
  ])('%s', (_, text, said) => expect(told(text, ['CH'], { date: '2026-10-29' }).said[0]).toMatch(said));
});

describe('the snapshot', () => {
  const { snapshot } = told(sample, ['CH', 'LI']);
  const text = snapshotText(snapshot!);
  it('is read back as it was', () => expect(readSnapshot(text)).toEqual({ ok: true, value: snapshot }));
  it('is what lies in test/cases/countries', () =>
    expect(readFileSync('test/cases/countries/countries.txt', 'utf8')).toBe(text));
  it('with any line changed, left out or moved is refused', () => {
    const all = text.trimEnd().split('\n');
    fc.assert(
      fc.property(
        fc.nat(all.length - 1),
        fc.nat(all.length - 1),
        fc.constantFrom('cut', 'swap', 'edit'),
        (a, b, how) => {
          const changed = [...all];
          if (how === 'cut') changed.splice(a, 1);
          else if (how === 'edit') changed[a] = `${changed[a]}1`;
          else [changed[a], changed[b]] = [changed[b]!, changed[a]!];
          const made = `${changed.join('\n')}\n`;
          expect(readSnapshot(made).ok).toBe(made === text);
        },
      ),
    );
  });
  it('says the line of a prefix that is none', () => {
    const wrong = readSnapshot(text.replace('198.18.8.0/23', '198.18.8.1/23'));
    expect(wrong).toEqual({
      ok: false,
      error: { line: 9, text: '"198.18.8.1/23" is no prefix of a country' },
    });
  });
});
