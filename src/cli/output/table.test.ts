import { describe, expect, it } from 'vitest';
import { makeStyle } from './style.ts';
import { type Column, csv, table } from './table.ts';

interface Row {
  readonly name: string;
  readonly count: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'device', value: (row) => row.name },
  { title: 'ports', value: (row) => String(row.count), align: 'right' },
];

describe('table', () => {
  it('is empty without rows', () => expect(table(COLUMNS, [])).toBe(''));

  it('lines up columns by what a terminal shows', () => {
    const rows = [
      { name: 'zrh1/r01/gw1', count: 4 },
      { name: 'züri/店', count: 12 },
    ];
    expect(table(COLUMNS, rows)).toBe('device        ports\nzrh1/r01/gw1      4\nzüri/店          12\n');
  });

  it('has no blanks at the end of lines', () => {
    expect(table([{ title: 'a', value: (r: string) => r }], ['x', 'long'])).toBe('a\nx\nlong\n');
  });

  it('paints after it has padded', () => {
    const columns: Column<Row>[] = [
      { ...COLUMNS[0]!, paint: (text, _row, style) => style.red(text) },
      COLUMNS[1]!,
    ];
    const text = table(columns, [{ name: 'x', count: 1 }], makeStyle(true));
    expect(text).toContain('\u001b[31mx     \u001b[39m      1');
  });
});

describe('csv', () => {
  it('quotes what needs it', () => {
    const rows = [{ name: 'a "b", c', count: 1 }];
    expect(csv(COLUMNS, rows)).toBe('device,ports\n"a ""b"", c",1\n');
  });
});
